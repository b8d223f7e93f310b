using Caisson.Cli.CommandLine;

namespace Caisson.Cli.Commands;

/// <summary>A verb of the command: how its command line is written, what it does, and the examples that its help ends with.</summary>
/// <param name="name">The verb.</param>
/// <param name="description">What it does, in one sentence.</param>
internal abstract class Verb(string name, string description)
{
    private readonly List<Option> _options = [];
    private Argument? _argument;
    private Func<ParseResult, int>? _action;

    /// <summary>The verb.</summary>
    public string Name => name;

    /// <summary>What it does, in one sentence.</summary>
    public string Description => description;

    /// <summary>Its options, in the order of the help.</summary>
    public IReadOnlyList<Option> Options => _options;

    /// <summary>What it is given beside options.</summary>
    public Argument Argument => _argument!;

    /// <summary>Command lines to copy; at least one.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public int Invoke(ParseResult parsed) => _action!(parsed);

    /// <summary>Adds an option.</summary>
    protected void Add(Option option) => _options.Add(option);

    /// <summary>Sets what it is given beside options.</summary>
    protected void Add(Argument argument) => _argument = argument;

    /// <summary>Sets what it does.</summary>
    protected void SetAction(Func<ParseResult, int> action) => _action = action;
}
