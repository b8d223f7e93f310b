using System.Collections.Concurrent;
using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>Fills caches by a thread of this process for each folder. When the process ends, so does the compiler that it started. Thread-safe.</summary>
internal static class BackgroundFilling
{
    private static readonly ConcurrentDictionary<string, Folder> Folders = new();

    private static readonly CancellationTokenSource Exit = new();

    static BackgroundFilling() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Exit.Cancel();

    /// <summary>Makes what a cache lacks, unless that is under way.</summary>
    public static void Start(CodeCache cache)
    {
        Folder folder = Folders.GetOrAdd(cache.Directory, static _ => new());

        // Above one, there is a thread, and it looks again before it ends.
        if (Interlocked.Increment(ref folder.Asked) == 1) new Thread(() => Work(folder, cache)) { IsBackground = true, Name = "Caisson cache", Priority = ThreadPriority.Lowest }.Start();
    }

    private static void Work(Folder folder, CodeCache cache)
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref folder.Asked);
            try
            {
                CodeCacheFiller.FillAsync(cache, Exit.Token).GetAwaiter().GetResult();
            }
            catch (Exception failure) when (failure is OperationCanceledException or UnauthorizedAccessException or IOException or CodeCacheException)
            {
                // What isn't made is wanted again next time.
            }
        }
        while (Interlocked.CompareExchange(ref folder.Asked, 0, seen) != seen);
    }

    private sealed class Folder
    {
        public int Asked;
    }
}
