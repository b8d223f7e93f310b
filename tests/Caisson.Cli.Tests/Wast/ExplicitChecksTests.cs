using System.Text.RegularExpressions;

namespace Caisson.Cli.Tests.Wast;

/// <summary>The specification's scripts about memories, once more with explicit checks of addresses.</summary>
public partial class ExplicitChecksTests
{
    public static TheoryData<string> Scripts =>
        [.. ScriptSuite.SpecificationExplicitly.Scripts.Where(script => AboutMemories.IsMatch(script)).DefaultIfEmpty("")];

    [GeneratedRegex("memory|address|align|atomic|bulk|data|endianness|load|store|imports|linking|traps|threads")]
    private static partial Regex AboutMemories { get; }

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_passes(string path) => ScriptSuite.SpecificationExplicitly.Check(path);
}
