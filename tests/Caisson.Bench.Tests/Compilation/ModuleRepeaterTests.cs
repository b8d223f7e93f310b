using Caisson.Bench.Compilation;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Bench.Tests.Compilation;

/// <summary>Modules made larger are valid, do what they did, and are as large as they should be.</summary>
public class ModuleRepeaterTests
{
    private static readonly byte[] Small = WatParser.Parse("""
        (module
          (import "m" "next" (func $next (result i32)))
          (memory 1)
          (func $twice (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
          (func (export "run") (result i32) (i32.add (call $twice (call $next)) (i32.load (i32.const 8))))
          (data (i32.const 8) "\05"))
        """u8.ToArray());

    [Fact]
    public void Every_function_is_there_so_many_times()
    {
        Module module = new Engine().Compile(ModuleRepeater.Repeat(Small, 100));
        Assert.Equal(200, module.Syntax.Code.Length);
        Assert.Equal(module.Syntax.Code[1].Instructions.Length, module.Syntax.Code[199].Instructions.Length);
        module.CompileAll();
    }

    [Fact]
    public void It_does_what_it_did()
    {
        Module module = new Engine().Compile(ModuleRepeater.Repeat(Small, 3));
        Assert.Equal(47, module.Instantiate(new Imports { { "m", "next", () => 21 } }).GetFunction<Func<int>>("run")());
    }

    [Fact]
    public void Once_is_the_module_itself() => Assert.Equal(Small, ModuleRepeater.Repeat(Small, 1));

    [Theory]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void Enough_copies_for_a_size_are_not_too_many(int size)
    {
        int copies = ModuleRepeater.CopiesFor(Small, size);
        Assert.InRange(ModuleRepeater.Repeat(Small, copies).Length, size, size + 100);
    }

    [Fact]
    public void The_smaller_of_two_measurements_counts_and_a_missing_one_doesnt()
    {
        CompileRow best = CompileBench.Best(new CompileRow("m", 1) { Decode = 2, All = 5 }, new CompileRow("m", 1) { Decode = 3, All = 4, Wasmtime = 7 });
        Assert.Equal(new CompileRow("m", 1) { Decode = 2, All = 4, Wasmtime = 7 }, best);
    }
}
