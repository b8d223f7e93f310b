using System.CommandLine;
using Caisson.Cli.Running;

namespace Caisson.Cli.Options;

/// <summary>The option <c>--cache</c>, which several verbs have, and the environment variable behind it.</summary>
internal sealed class CacheOption : Option<string?>
{
    /// <summary>The option.</summary>
    public CacheOption() : base("--cache")
    {
        HelpName = "DIR";
        Description = "Keep compiled code in DIR. Default: $CAISSON_CACHE, which may be `off`, else caisson in the user's folder for caches.";
    }

    /// <summary>What was asked for.</summary>
    public CacheSettings Read(ParseResult parsed) =>
        parsed.GetValue(this) is { } directory ? new CacheSettings(directory, IsAsked: true) : CacheSettings.FromEnvironment();
}
