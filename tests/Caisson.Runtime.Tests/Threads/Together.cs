namespace Caisson.Runtime.Tests.Threads;

/// <summary>Starts threads at the same moment and waits for them.</summary>
internal static class Together
{
    /// <summary>Longer than any of these tests takes on a loaded machine; who isn't back by then never comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs an action on several threads; none may throw.</summary>
    /// <param name="count">How many.</param>
    /// <param name="action">Gets the thread's number.</param>
    /// <param name="stack">Bytes of stack, or zero for the default.</param>
    public static void Run(int count, Action<int> action, int stack = 0)
    {
        Barrier start = new(count);
        var failures = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => failures[i] = Record.Exception(() =>
        {
            start.SignalAndWait();
            action(i);
        }), stack) { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        long deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (int i = 0; i < count; i++)
            Assert.True(threads[i].Join((int)long.Max(deadline - Environment.TickCount64, 0)), $"thread {i} of {count} doesn't come back");
        Assert.All(failures, Assert.Null);
    }
}
