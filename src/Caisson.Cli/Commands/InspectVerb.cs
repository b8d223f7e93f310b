namespace Caisson.Cli.Commands;

/// <summary><c>caisson inspect</c>: what a file is and what it needs.</summary>
internal sealed class InspectVerb : Verb
{
    /// <summary>The verb.</summary>
    public InspectVerb(Terminal terminal)
        : base("inspect", "Shows what a module is, what it exports, and what it needs from the host.")
    {
        _ = terminal;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson inspect app.wasm"];
}
