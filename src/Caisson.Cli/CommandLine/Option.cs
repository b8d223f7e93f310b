namespace Caisson.Cli.CommandLine;

/// <summary>An option of a verb, as it is written and explained. Immutable.</summary>
/// <param name="name">Its name with the dashes.</param>
/// <param name="aliases">Other names for it.</param>
internal abstract class Option(string name, string[] aliases)
{
    /// <summary>The name with the dashes.</summary>
    public string Name => name;

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases => aliases;

    /// <summary>What stands for the value in the help; null for an option without one.</summary>
    public string? HelpName { get; init; }

    /// <summary>What it does, in one sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the help leaves it out.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether a value follows.</summary>
    public abstract bool TakesValue { get; }

    /// <summary>Whether it may stand more than once.</summary>
    public abstract bool IsRepeatable { get; }

    /// <summary>Whether it goes by a name.</summary>
    public bool IsCalled(string text) => text == name || Array.IndexOf(aliases, text) >= 0;
}

/// <summary>An option with the type of its value: <see cref="bool"/> has none on the command line, an array is one value for each time it stands there.</summary>
/// <typeparam name="T">A type that <see cref="ParseResult"/> has a <c>GetValue</c> for.</typeparam>
/// <param name="name">Its name with the dashes.</param>
/// <param name="aliases">Other names for it.</param>
internal class Option<T>(string name, params string[] aliases) : Option(name, aliases)
{
    /// <inheritdoc/>
    public override bool TakesValue => typeof(T) != typeof(bool);

    /// <inheritdoc/>
    public override bool IsRepeatable => typeof(T) == typeof(string[]);
}
