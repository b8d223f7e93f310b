using System.Reflection;
using System.Runtime.CompilerServices;
using Caisson.Compiler.Splitting;
using Caisson.Tests;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Splitting;

/// <summary>Generated modules of which splitting once made IL that the JIT refuses.</summary>
public sealed class FindingTests
{
    private static readonly string Folder = Path.Combine(Suites.Repository, "tests", "Caisson.Compiler.Tests", "Splitting", "findings");

    public static TheoryData<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*.wat").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_JIT_takes_every_part(string name)
    {
        CompiledModule code = SpyBackend.CompileAll(WatParser.Parse(File.ReadAllText(Path.Combine(Folder, name))), JitLimits.Tiny);
        foreach (Type unit in Enumerable.Range(0, code.Module.Code.Length).Select(i => code.EmittedMethod(i)!.DeclaringType!).Distinct())
            foreach (MethodInfo method in unit.GetMethods(BindingFlags.Public | BindingFlags.Static)) RuntimeHelpers.PrepareMethod(method.MethodHandle);
    }
}
