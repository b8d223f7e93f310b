using System.CommandLine;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson validate</c>: silent when a module is valid.</summary>
internal sealed class ValidateVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("file") { HelpName = "FILE", Description = "A core module, binary or text." };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Print statistics." };

    /// <summary>The verb.</summary>
    public ValidateVerb(Terminal terminal)
        : base("validate", "Checks a module and says nothing when it is valid.")
    {
        _terminal = terminal;
        Add(_file);
        Add(_verbose);
        SetAction(Validate);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson validate app.wasm"];

    private int Validate(ParseResult parsed)
    {
        _terminal.Out.WriteLine($"{parsed.GetValue(_file)} {parsed.GetValue(_verbose)}");
        return ExitCode.Success;
    }
}
