namespace Caisson.Cli.CommandLine;

/// <summary>What a verb is given beside options. Immutable.</summary>
/// <param name="helpName">What stands for it in the help.</param>
internal abstract class Argument(string helpName)
{
    /// <summary>What stands for it in the help.</summary>
    public string HelpName => helpName;

    /// <summary>Whether there may be none.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether there may be more than one.</summary>
    public abstract bool IsRepeatable { get; }
}

/// <summary>An argument with its type: one text, or an array of one or more.</summary>
/// <typeparam name="T">A type that <see cref="ParseResult"/> has a <c>GetRequiredValue</c> for.</typeparam>
/// <param name="helpName">What stands for it in the help.</param>
internal sealed class Argument<T>(string helpName) : Argument(helpName)
{
    /// <inheritdoc/>
    public override bool IsRepeatable => typeof(T) == typeof(string[]);
}
