using Caisson.Cli.CommandLine;
using Caisson.Cli.Input;
using Caisson.Cli.Inspection;
using Caisson.Cli.Output;
using Caisson.Wasm;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson inspect</c>: what a file is and what it needs.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON, for programs." };

    /// <summary>The verb.</summary>
    public InspectVerb(Terminal terminal)
        : base("inspect", "Shows what a file is, what it imports and exports, and what it needs from the host.")
    {
        _terminal = terminal;
        Add(_json);
        Add(_file);
        SetAction(Inspect);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson inspect app.wasm", "caisson inspect --json app.wasm"];

    private int Inspect(ParseResult parsed)
    {
        ModuleFile file = ModuleFile.Read(parsed.GetRequiredValue(_file));
        ModuleReport report = Report(file);
        if (parsed.GetValue(_json)) _terminal.Out.WriteLine(ReportJson.Write(report));
        else ReportText.Write(report, _terminal);
        return report.Invalid is null ? ExitCode.Success : ExitCode.Failed;
    }

    private static ModuleReport Report(ModuleFile file)
    {
        try
        {
            return Inspector.Inspect(file);
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, file);
        }
    }
}
