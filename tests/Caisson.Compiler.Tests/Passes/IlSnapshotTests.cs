using Caisson.Compiler.Passes;
using Caisson.Compiler.Splitting;
using Caisson.Tests;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>
/// Each file <c>il/PASS.wat</c> holds a module and, as comments behind it, the IL of its last function, and how many
/// instructions it has without the pass. <c>BLESS=1</c> writes them anew.
/// </summary>
public sealed class IlSnapshotTests
{
    private const string Mark = ";; without the pass: ";

    private static string Folder { get; } = Path.Combine(Suites.Repository, "tests", "Caisson.Compiler.Tests", "il");

    public static TheoryData<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.wat").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_IL_is_what_the_file_says(string pass)
    {
        string file = Path.Combine(Folder, pass + ".wat");
        string expected = File.ReadAllText(file).ReplaceLineEndings("\n");
        string wat = expected.Split(Mark)[0];
        bool interruption = pass == nameof(ShortLoops);

        // Otherwise, functions with few locals keep them.
        JitLimits limits = pass == nameof(CoalesceLocals) ? JitLimits.Default with { ManyLocals = 0 } : JitLimits.Default;
        List<string> il = Emitted.Last(wat, interruption: interruption, limits: limits);
        int without = Emitted.Last(wat, pass, interruption, limits).Count;
        string actual = $"{wat}{Mark}{without} instructions; with it: {il.Count}\n{string.Concat(il.Select(line => $";; {line}\n"))}";
        if (Environment.GetEnvironmentVariable("BLESS") == "1") File.WriteAllText(file, actual);
        else Assert.Equal(expected, actual);
        Assert.True(il.Count <= without || pass == "SinkCompares", "the pass makes it longer");
    }

    [Fact]
    public void Every_pass_has_a_snapshot() =>
        Assert.Equal([.. Pipeline.Passes.Select(pass => pass.Name).Append("BoundsChecks").Append("CoalesceLocals").Append("Inlining").Order(StringComparer.Ordinal)], Names.Select(row => row.Data));
}
