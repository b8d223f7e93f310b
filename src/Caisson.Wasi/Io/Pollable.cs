namespace Caisson.Wasi.Io;

/// <summary>Something that a guest can wait for: it is ready, or will be. wasi:io/poll: pollable</summary>
/// <param name="isReady">Whether it is ready now.</param>
/// <param name="whenReady">Ends when it may be; asked for again where it isn't.</param>
internal sealed class Pollable(Func<bool> isReady, Func<Task> whenReady)
{
    /// <summary>One that is always ready.</summary>
    public static readonly Pollable Ready = new(() => true, () => Task.CompletedTask);

    /// <summary>One that is ready when a task has ended, however it did.</summary>
    public static Pollable Of(Task task) => new(() => task.IsCompleted, () => task);

    /// <summary>Whether it is ready now.</summary>
    public bool IsReady => isReady();

    /// <summary>Waits until it is ready.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (!isReady()) await WaitAnyAsync([whenReady()], cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until one or more of several are ready.</summary>
    /// <returns>The indices of those that are.</returns>
    public static async Task<uint[]> WaitAnyAsync(IReadOnlyList<Pollable> all, CancellationToken cancellation)
    {
        while (true)
        {
            uint[] ready = [.. Enumerable.Range(0, all.Count).Where(i => all[i].IsReady).Select(i => (uint)i)];
            if (ready.Length > 0) return ready;
            await WaitAnyAsync([.. all.Select(pollable => pollable.WhenReady())], cancellation).ConfigureAwait(false);
        }
    }

    private Task WhenReady() => whenReady();

    /// <summary>Failures are for whoever asks what became of it; but where the host has given up, nothing ever becomes ready.</summary>
    private static async Task WaitAnyAsync(Task[] tasks, CancellationToken cancellation)
    {
        Task ended = await Task.WhenAny(tasks).WaitAsync(cancellation).ConfigureAwait(false);
        if (ended.IsCanceled) throw new OperationCanceledException(cancellation);
        cancellation.ThrowIfCancellationRequested();
    }
}
