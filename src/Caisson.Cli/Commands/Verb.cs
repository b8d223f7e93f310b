using System.CommandLine;

namespace Caisson.Cli.Commands;

/// <summary>A verb of the command, with the examples that its help ends with.</summary>
/// <param name="name">The verb.</param>
/// <param name="description">What it does, in one sentence.</param>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Command lines to copy; at least one.</summary>
    public abstract IReadOnlyList<string> Examples { get; }
}
