using Caisson.Cli.CommandLine;
using Caisson.Cli.Output;
using Caisson.Runtime;

namespace Caisson.Cli.Options;

/// <summary>The option <c>--memory-checks</c>, which several verbs have.</summary>
internal sealed class MemoryChecksOption : Option<string?>
{
    /// <summary>The option.</summary>
    public MemoryChecksOption() : base("--memory-checks")
    {
        HelpName = "auto|guard|explicit";
        Description = "Find accesses outside a memory by guard pages or by comparing addresses. Default auto: guard pages where they work.";
    }

    /// <summary>What was asked for.</summary>
    public MemoryChecks Read(ParseResult parsed) => parsed.GetValue(this) switch
    {
        null or "auto" => MemoryChecks.Automatic,
        "guard" => MemoryChecks.GuardPages,
        "explicit" => MemoryChecks.Explicit,
        string other => throw UsageErrors.BadValue(Name, other, "write `auto`, `guard` or `explicit`"),
    };
}
