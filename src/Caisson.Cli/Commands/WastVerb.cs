using Caisson.Cli.CommandLine;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Wast;
using Caisson.Runtime;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson wast</c>: runs scripts of the specification's test suite.</summary>
internal sealed class WastVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string[]> _paths = new("FILE|DIR");
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Print why assertions are skipped, too, and the counts of each script." };

    private readonly MemoryChecksOption _memoryChecks = new();

    /// <summary>The verb.</summary>
    public WastVerb(Terminal terminal)
        : base("wast", "Runs scripts of the specification's test suite, and counts the assertions that hold.")
    {
        _terminal = terminal;
        Add(_memoryChecks);
        Add(_verbose);
        Add(_paths);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson wast i32.wast", "caisson wast -v suites/spec"];

    private int Run(ParseResult parsed)
    {
        bool verbose = parsed.GetValue(_verbose);
        MemoryChecks checks = _memoryChecks.Read(parsed);
        ScriptCounts all = default;
        foreach (string script in parsed.GetRequiredValue(_paths).SelectMany(Scripts))
        {
            var report = new ScriptReport(_terminal.Out, verbose);
            RunScript(script, report, checks);
            if (verbose) _terminal.Out.WriteLine($"{script}: {report.Counts}");
            all += report.Counts;
        }
        _terminal.Out.WriteLine(all.ToString());
        return all.Failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static void RunScript(string script, ScriptReport report, MemoryChecks checks)
    {
        try
        {
            ScriptRunner.Run(script, report, checks);
        }
        catch (PlatformNotSupportedException error)
        {
            throw new Failure(ExitCode.Failed, error.Message);
        }
    }

    private static IEnumerable<string> Scripts(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.wast", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [path];
}
