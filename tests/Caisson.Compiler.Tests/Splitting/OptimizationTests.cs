using System.Reflection;
using System.Runtime.CompilerServices;
using Caisson.Compiler.Splitting;
using Caisson.Tests;

namespace Caisson.Compiler.Tests.Splitting;

/// <summary>The JIT optimises every function, however large.</summary>
public sealed class OptimizationTests : IDisposable
{
    /// <summary>Bytes of IL; a method that is near one of the JIT's limits has more.</summary>
    private const int Large = 16_000;

    private readonly JitTiers _tiers = new();

    public void Dispose() => _tiers.Dispose();

    [Theory]
    [InlineData("sqlite-3.26/sqlite.wasm")]
    [InlineData("wasmedge-quickjs/wasmedge_quickjs.wasm")]
    [InlineData("python-3.11/python-3.11.3.wasm")]
    [InlineData("sightglass-hashset/benchmark.wasm")]
    [InlineData("sightglass-tinygo/tinygo-regex.wasm")]
    public void No_function_is_too_large(string program) => Assert.Empty(Unoptimized(Read(program), JitLimits.Default));

    [Fact]
    public void Without_splitting_some_are() =>
        Assert.NotEmpty(Unoptimized(Read("sqlite-3.26/sqlite.wasm"), JitLimits.Default with { Tolerated = double.MaxValue }));

    private List<string> Unoptimized(byte[] bytes, JitLimits limits)
    {
        CompiledModule code = SpyBackend.CompileAll(bytes, limits);
        List<MethodInfo> methods = [.. MethodsOf(code).Where(method => method.GetMethodBody()!.GetILAsByteArray()!.Length >= Large)];
        foreach (MethodInfo method in methods) RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return [.. methods.Where(_tiers.IsUnoptimized).Select(method => method.Name)];
    }

    /// <summary>All functions and all parts.</summary>
    private static IEnumerable<MethodInfo> MethodsOf(CompiledModule code) => Enumerable
        .Range(0, code.Module.Code.Length)
        .Select(index => code.EmittedMethod(index)!.DeclaringType!)
        .Distinct()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public));

    private static byte[] Read(string program) => File.ReadAllBytes(Path.Combine(Suites.Find("realworld"), program));
}
