using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;

namespace Caisson.Runtime.Tests.Exceptions;

/// <summary>What docs/exceptions.md shows.</summary>
public sealed class ExceptionSampleTests
{
    private const string Guest = """
        (import "host" "failed" (tag $failed (param i32)))
        (import "host" "open" (func $open (param i32) (result i32)))
        (tag $syntax_error (export "syntax_error") (param i32))
        (func (export "try_open") (param i32) (result i32) (try_table (catch $failed 0) (return (call $open (local.get 0)))) (unreachable))
        (func (export "parse") (throw $syntax_error (i32.const 40)))
        """;

    [Fact]
    public void Into_a_guest_and_out_of_it()
    {
        var engine = new Engine();
        var failed = new Tag(engine, new FuncType([ValType.I32], []));
        var imports = new Imports
        {
            { "host", "failed", failed },
            { "host", "open", int (int path) => throw new WasmException(failed, path + 1) },
        };
        Instance instance = engine.Compile(WatParser.Parse(Guest)).Instantiate(imports);
        Assert.Equal(8, instance.GetFunction<Func<int, int>>("try_open")(7));

        try
        {
            instance.GetFunction("parse").Invoke();
        }
        catch (WasmException e) when (e.Tag == instance.GetTag("syntax_error"))
        {
            Assert.Equal(40, e.Payload[0].AsInt32());
        }
    }
}
