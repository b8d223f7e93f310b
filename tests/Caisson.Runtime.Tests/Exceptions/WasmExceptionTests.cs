using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Exceptions;

/// <summary>Exceptions between guests and the host.</summary>
public sealed class WasmExceptionTests
{
    private const string Guests = """
        (import "host" "tag" (tag $e (param i32)))
        (import "host" "f" (func $host (param i32) (result i32)))
        (global $depth (mut i32) (i32.const 0))
        (func (export "call") (param i32) (result i32) (call $host (local.get 0)))
        (func (export "catch") (param i32) (result i32) (try_table (catch $e 0) (return (call $host (local.get 0)))) (unreachable))
        (func (export "catch_all") (param i32) (result i32) (block $h (try_table (catch_all $h) (return (call $host (local.get 0))))) (i32.const -1))
        (func (export "ref") (param i32) (result exnref) (try_table (catch_all_ref 0) (drop (call $host (local.get 0)))) (ref.null exn))
        (func (export "throw_ref") (param exnref) (throw_ref (local.get 0)))
        (func (export "throw") (param i32) (throw $e (local.get 0)))
        """;

    private readonly Tag _tag = new(Guest.Engine, new FuncType([ValType.I32], []));

    [Fact]
    public void A_host_throws_and_a_guest_catches()
    {
        Instance guest = With(n => throw new WasmException(_tag, n + 1));
        Assert.Equal(8, guest.GetFunction<Func<int, int>>("catch")(7));
        Assert.Equal(-1, guest.GetFunction("catch_all").Invoke(7)[0].AsInt32());
    }

    [Fact]
    public void A_guest_throws_and_the_host_catches()
    {
        Instance guest = With(n => n);
        WasmException thrown = Assert.Throws<WasmException>(() => guest.GetFunction("throw").Invoke(7));
        Assert.Same(_tag, thrown.Tag);
        Assert.Equal(7, Assert.Single(thrown.Payload).AsInt32());
        Assert.Equal("throw", Assert.Single(thrown.Frames).FunctionName);
        Assert.Contains("i32:7", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_passes_through_guests_and_hosts()
    {
        Instance? guest = null;
        guest = With(n => n == 0 ? throw new WasmException(_tag, 5) : guest!.GetFunction<Func<int, int>>("call")(n - 1));
        Assert.Equal(5, guest.GetFunction<Func<int, int>>("catch")(10));
        Assert.Equal(5, Assert.Throws<WasmException>(() => guest.GetFunction("call").Invoke(10)).Payload[0].AsInt32());
    }

    [Fact]
    public void Other_tags_of_the_same_type_are_not_caught()
    {
        Tag other = new(Guest.Engine, _tag.Type);
        Instance guest = With(_ => throw new WasmException(other, 1));
        Assert.Same(other, Assert.Throws<WasmException>(() => guest.GetFunction("catch").Invoke(7)).Tag);
        Assert.Equal(-1, guest.GetFunction<Func<int, int>>("catch_all")(7));
    }

    [Fact]
    public void Exceptions_of_the_host_are_not_caught()
    {
        foreach (Exception error in new Exception[] { new InvalidOperationException(), new TrapException(TrapKind.Unreachable), new InvalidCastException(), new DivideByZeroException() })
        {
            Instance guest = With(_ => throw error);
            Assert.Same(error, Record.Exception(() => guest.GetFunction("catch_all").Invoke(7)));
            Assert.Same(error, Record.Exception(() => guest.GetFunction("ref").Invoke(7)));
        }
    }

    [Fact]
    public void A_reference_is_the_exception_itself()
    {
        WasmException thrown = new(_tag, 3);
        Instance guest = With(_ => throw thrown);
        Value reference = guest.GetFunction("ref").Invoke(1)[0];
        Assert.Same(thrown, reference.AsReference());
        Assert.Same(thrown, Assert.Throws<WasmException>(() => guest.GetFunction("throw_ref").Invoke(reference)));
        Assert.Same(thrown, Assert.Throws<WasmException>(() => guest.GetFunction<Action<object?>>("throw_ref")(thrown)));
        Guest.Traps(TrapKind.NullExceptionReference, () => guest.GetFunction("throw_ref").Invoke(Value.FromReference(null)));
        Assert.Throws<ArgumentException>(() => guest.GetFunction("throw_ref").Invoke(Value.FromReference("no exception")));
    }

    [Fact]
    public void The_payload_must_fit_the_tag()
    {
        Assert.Throws<ArgumentException>(() => new WasmException(_tag));
        Assert.Throws<ArgumentException>(() => new WasmException(_tag, 1, 2));
        Assert.Throws<ArgumentException>(() => new WasmException(_tag, 1L));
        Assert.Throws<ArgumentException>(() => new Tag(Guest.Engine, new FuncType([], [ValType.I32])));
    }

    [Fact]
    public void Each_instance_has_its_own_tags_and_shares_the_imported_ones()
    {
        Module module = Guest.Compile("""
            (tag $e (export "e")) (func (export "throw") (throw $e))
            (import "x" "f" (func $f)) (import "x" "e" (tag $x))
            (func (export "own") (result i32) (block $h (try_table (catch $e $h) (call $f)) (unreachable)) (i32.const 1))
            (func (export "imported") (result i32) (block $h (try_table (catch $x $h) (call $f)) (unreachable)) (i32.const 2))
            """.Replace("(tag $e (export \"e\")) (func (export \"throw\") (throw $e))", "", StringComparison.Ordinal) + "(tag $e (export \"e\")) (func (export \"throw\") (throw $e))");
        Instance first = module.Instantiate(new() { { "x", "f", () => { } }, { "x", "e", new Tag(Guest.Engine, new FuncType([], [])) } });
        Instance second = module.Instantiate(new() { { "x", "f", first.GetFunction("throw") }, { "x", "e", first.GetTag("e") } });
        Assert.NotSame(first.GetTag("e"), second.GetTag("e"));
        Assert.Equal(2, second.GetFunction("imported").Invoke()[0].AsInt32());
        Assert.Same(first.GetTag("e"), Assert.Throws<WasmException>(() => second.GetFunction("own").Invoke()).Tag);
        Assert.Equal("e", first.GetTag("e").Name);
    }

    [Fact]
    public void A_start_function_may_throw()
    {
        Module module = Guest.Compile("(tag $e (param i64)) (func $s (throw $e (i64.const 5))) (start $s)");
        Assert.Equal(5, Assert.Throws<WasmException>(() => module.Instantiate()).Payload[0].AsInt64());
    }

    private Instance With(Func<int, int> host) => Guest.Instantiate(Guests, new() { { "host", "tag", _tag }, { "host", "f", host } });
}
