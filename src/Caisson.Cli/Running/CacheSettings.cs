using Caisson.Cli.Output;
using Caisson.Runtime;

namespace Caisson.Cli.Running;

/// <summary>Where compiled code is kept.</summary>
/// <param name="Directory">The folder; null for the user's own.</param>
/// <param name="IsAsked">Whether the command line names it: then one that can't be used is an error.</param>
internal sealed record CacheSettings(string? Directory, bool IsAsked)
{
    private const string Variable = "CAISSON_CACHE", NoCache = "off";

    /// <summary>Nowhere.</summary>
    public static readonly CacheSettings Off = new(null, IsAsked: false) { IsOff = true };

    /// <summary>Whether nothing is kept.</summary>
    public bool IsOff { get; private init; }

    /// <summary>Where the environment says; in the user's folder for caches if it says nothing.</summary>
    public static CacheSettings FromEnvironment() => Environment.GetEnvironmentVariable(Variable) switch
    {
        NoCache => Off,
        { Length: > 0 } directory => new CacheSettings(directory, IsAsked: false),
        _ => new CacheSettings(null, IsAsked: false),
    };

    /// <summary>The cache for a guest; null for none. What isn't there is left for another process to compile.</summary>
    /// <param name="label">What to call the guest's code.</param>
    /// <param name="warn">Told why there is none, where nobody asked for that.</param>
    /// <exception cref="Failure">The folder on the command line is refused.</exception>
    public CodeCache? OpenForGuest(string label, Action<string> warn)
    {
        if (IsOff) return null;
        try
        {
            return new CodeCache(Options with { Filling = CacheFilling.Deferred, Label = label });
        }
        catch (CodeCacheException refused) when (!IsAsked)
        {
            warn($"compiled code isn't kept: {refused.Message}");
            return null;
        }
        catch (CodeCacheException refused)
        {
            throw Refused(refused);
        }
    }

    /// <summary>The cache itself.</summary>
    /// <exception cref="Failure">The folder is refused, or there is to be none.</exception>
    public CodeCache Open()
    {
        if (IsOff) throw new Failure(ExitCode.Failed, "there is no cache: $CAISSON_CACHE is `off`") { Help = "`--cache DIR` names one" };
        try
        {
            return new CodeCache(Options);
        }
        catch (CodeCacheException refused)
        {
            throw Refused(refused);
        }
    }

    private CodeCacheOptions Options => CodeCacheOptions.Default with { Directory = Directory };

    private static Failure Refused(CodeCacheException refused) => new(ExitCode.Failed, refused.Message);
}
