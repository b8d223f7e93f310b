using Caisson.Runtime;

namespace Caisson.Cli.Running;

/// <summary>The cache of one guest, and the process that fills it with what wasn't there. For one thread.</summary>
internal sealed class GuestCache : IDisposable
{
    private Task? _start;

    private GuestCache(CodeCache? cache) => Cache = cache;

    /// <summary>The cache; null where there is to be none.</summary>
    public CodeCache? Cache { get; }

    /// <summary>The cache for a guest.</summary>
    /// <param name="settings">Which one.</param>
    /// <param name="file">The guest's file, as the user wrote it.</param>
    /// <param name="warn">Told why there is none, where nobody asked for that.</param>
    public static GuestCache Open(CacheSettings settings, string file, Action<string> warn) => new(settings.OpenForGuest(Path.GetFullPath(file), warn));

    /// <summary>Has what is missing compiled, while the guest runs and after that.</summary>
    public void StartFilling()
    {
        if (Cache is { Asked: > 0 } cache) _start ??= Task.Run(() => FillingProcess.Start(cache));
    }

    /// <summary>Waits until the other process is on its way: it needs this one no longer.</summary>
    public void Dispose() => _start?.Wait();
}
