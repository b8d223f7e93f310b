using System.Reflection;
using System.Runtime.CompilerServices;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Splitting;

/// <summary>Functions that are too large for the JIT in one way each: they are optimised, and do what they did.</summary>
public sealed class GiantTests : IDisposable
{
    private readonly JitTiers _tiers = new();

    public void Dispose() => _tiers.Dispose();

    [Fact]
    public void Of_very_many_instructions() =>
        Check(15_000, 0, "(local i32)", Repeat(15_000, _ => "local.get 1 local.get 0 i32.const 1 i32.add i32.add local.set 1") + "local.get 1");

    [Fact]
    public void Of_very_many_branches() =>
        Check(4_000, 1, "(local i32)", Repeat(4_000, i => $"local.get 0 i32.const {i} i32.ne if local.get 1 i32.const 1 i32.add local.set 1 end") + "local.get 1 i32.const 1 i32.add");

    [Fact]
    public void Of_very_many_locals() =>
        Check(5, 5, Repeat(4_000, _ => "(local i32)"), Repeat(4_000, i => $"local.get {i} local.set {i + 1}") + "local.get 4000");

    [Fact]
    public void Of_very_many_locals_that_are_all_live() =>
        Check(3_000, 1, Repeat(3_000, _ => "(local i32)"), Repeat(3_000, i => $"local.get 0 local.set {i + 1}") + "i32.const 0 " + Repeat(3_000, i => $"local.get {i + 1} i32.add"));

    [Fact]
    public void Nested_very_deep() =>
        Check(3_001, 1, "(local i32)", Repeat(3_000, _ => "block local.get 0 i32.eqz br_if 0 ") + Repeat(3_000, _ => "local.get 1 i32.const 1 i32.add local.set 1 end ") + "local.get 1 i32.const 1 i32.add");

    [Fact]
    public void That_interpret()
    {
        const int Cases = 600;
        string handlers = Repeat(Cases, i => $"end {Repeat(8, j => $"local.get 1 i32.const {i + j} i32.add local.set 1")} local.get 0 i32.const 1 i32.sub local.tee 0 br_if $next br $done");
        int expected = Enumerable.Range(1, Cases).Sum(opcode => 8 * (opcode % Cases) + 28);
        Check(expected, Cases, "(local i32)", $"block $done loop $next {Repeat(Cases, _ => "block ")} local.get 0 i32.const {Cases} i32.rem_u br_table {string.Join(' ', Enumerable.Range(0, Cases))} {handlers} end end local.get 1");
    }

    private void Check(int expected, int argument, string locals, string body)
    {
        var spy = new SpyBackend(JitLimits.Default);
        byte[] bytes = WatParser.Parse($"(module (func (export \"f\") (param i32) (result i32) {locals} {body}))");
        Instance instance = new Engine(EngineOptions.Default with { Backend = spy }).Compile(bytes).Instantiate();
        Assert.Equal(expected, Assert.Single(instance.GetFunction("f").Invoke(argument)).AsInt32());

        MethodInfo[] methods = spy.Last.EmittedMethod(0)!.DeclaringType!.GetMethods(BindingFlags.Static | BindingFlags.Public);
        Assert.True(methods.Length > 1);
        foreach (MethodInfo method in methods) RuntimeHelpers.PrepareMethod(method.MethodHandle);
        Assert.Empty(methods.Where(_tiers.IsUnoptimized).Select(method => method.Name));
    }

    private static string Repeat(int count, Func<int, string> text) =>
        string.Join('\n', Enumerable.Range(0, count).Select(text)) + "\n";
}
