using Caisson.Cli.CommandLine;
using Caisson.Cli.Running;

namespace Caisson.Cli.Options;

/// <summary>The option <c>--cache</c>, which several verbs have, and the environment variable behind it.</summary>
internal sealed class CacheOption : Option<string?>
{
    /// <summary>Names the folder where nobody else does; <see cref="Off"/> for none.</summary>
    public const string Variable = "CAISSON_CACHE";

    private const string Off = "off";

    /// <summary>The option.</summary>
    public CacheOption() : base("--cache")
    {
        HelpName = "DIR";
        Description = "Keep compiled code in DIR. Default: $CAISSON_CACHE, which may be `off`, else caisson in the user's folder for caches.";
    }

    /// <summary>What was asked for.</summary>
    public CacheSettings Read(ParseResult parsed)
    {
        if (parsed.GetValue(this) is { } directory) return new CacheSettings(directory, IsAsked: true);
        string? variable = Environment.GetEnvironmentVariable(Variable);
        return variable == Off ? CacheSettings.Off : new CacheSettings(variable is { Length: > 0 } ? variable : null, IsAsked: false);
    }
}
