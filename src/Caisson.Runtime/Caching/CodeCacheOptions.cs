namespace Caisson.Runtime;

/// <summary>Settings of a <see cref="CodeCache"/>. Immutable; change a copy with <c>with</c>.</summary>
public sealed record CodeCacheOptions
{
    /// <summary>The defaults.</summary>
    public static readonly CodeCacheOptions Default = new();

    /// <summary>
    /// The folder; made when the first entry is, for this user alone. Null, the default: <c>caisson</c> in the user's folder for caches (XDG_CACHE_HOME or
    /// ~/.cache on Linux, ~/Library/Caches on macOS, LocalAppData on Windows).
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>Largest size of all entries, in bytes; beyond it those that weren't used for the longest time go. Default 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>What happens to modules whose code isn't there. Default: it is made in the background.</summary>
    public CacheFilling Filling { get; init; } = CacheFilling.Background;

    /// <summary>What <see cref="CodeCache.List"/> calls the entries made for this object: the name of a file, for example. Null: the module's own name.</summary>
    public string? Label { get; init; }
}
