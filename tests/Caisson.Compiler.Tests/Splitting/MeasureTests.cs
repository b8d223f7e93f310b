using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Emit;
using Caisson.Compiler.Ir;
using Caisson.Compiler.Splitting;
using Caisson.Tests;

namespace Caisson.Compiler.Tests.Splitting;

/// <summary>What a function is measured to cost is what its IL costs.</summary>
public sealed class MeasureTests
{
    private static readonly JitLimits NeverSplits = JitLimits.Default with { Tolerated = double.MaxValue };

    [Theory]
    [InlineData("sqlite-3.26/sqlite.wasm")]
    [InlineData("compile-only/rapier3d-simd.wasm")]
    [InlineData("compile-only/dart-flute-todomvc.wasm")]
    public void The_meter_counts_what_is_emitted(string program)
    {
        CompiledModule code = SpyBackend.CompileAll(Read(program), NeverSplits);
        TypeBuilder type = EmittedAssembly.Define("Measured").DefineType("T");
        int large = 0;
        for (int i = 0; i < code.Module.Code.Length; i++)
        {
            FunctionIr ir = Pipeline.Run(code, i);
            MethodBuilder method = type.DefineMethod($"m{i}", MethodAttributes.Static, code.ReturnTypeOf(ir.Type), code.ParameterTypesOf(ir.Type));
            FunctionEmitter.Emit(code, ir, method.GetILGenerator());
            int actual = method.GetILGenerator().ILOffset, measured = FunctionEmitter.Measure(code, ir)[^1].Bytes;

            // Which locals get the short forms depends on the order of their first uses.
            Assert.InRange(measured, 0.9 * actual - 32, 1.15 * actual + 32);
            if (actual > 8000) large++;
        }
        Assert.True(large > 10);
    }

    /// <summary>Which functions aren't measured is right only if none of them comes near a limit.</summary>
    [Theory]
    [InlineData("sqlite-3.26/sqlite.wasm")]
    [InlineData("compile-only/rapier3d-simd.wasm")]
    [InlineData("compile-only/dart-flute-todomvc.wasm")]
    public void The_rough_cost_is_an_upper_bound(string program)
    {
        CompiledModule code = SpyBackend.CompileAll(Read(program), NeverSplits);
        JitLimits limits = JitLimits.Default;
        for (int i = 0; i < code.Module.Code.Length; i++)
        {
            FunctionIr ir = Pipeline.Run(code, i);
            IlCost cost = FunctionEmitter.Measure(code, ir)[^1] + new IlCost(Locals: ir.Locals.Count);
            double rough = (double)RoughCost.Of(ir, int.MaxValue) / limits.Most.Instructions;
            Assert.True(rough > limits.ShareOf(cost), $"function {i}: {cost}, roughly {rough}");
            if (code.Module.Code[i].Instructions.Length < limits.SmallBody) Assert.True(limits.ShareOf(cost) < 0.75, $"function {i}: {cost}");
        }
    }

    private static byte[] Read(string program) => File.ReadAllBytes(Path.Combine(Suites.Find("realworld"), program));
}
