using System.CommandLine;
using Caisson.Cli.Options;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson run</c>: runs a program.</summary>
internal sealed class RunVerb : Verb, IHasGuest
{
    private readonly Argument<string[]> _guest = new("guest")
    {
        HelpName = "FILE [ARGS]...",
        Description = "The program, and what it sees as its arguments.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string[]> _dirs = new("--dir") { HelpName = "HOST[::GUEST[:ro]]", Description = "x" };

    /// <summary>The verb.</summary>
    public RunVerb(Terminal terminal)
        : base("run", "Runs a program.")
    {
        Add(_dirs);
        Add(_guest);
        SetAction(parsed =>
        {
            foreach (string a in parsed.GetValue(_guest)!) terminal.Out.WriteLine($"[{a}]");
            foreach (string a in parsed.GetValue(_dirs)!) terminal.Out.WriteLine($"dir [{a}]");
            return 0;
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson run app.wasm one two"];
}
