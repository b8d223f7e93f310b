namespace Caisson.Runtime.Tests.Threads;

/// <summary>Starts threads at the same moment and waits for them.</summary>
internal static class Together
{
    /// <summary>Runs an action on several threads; none may throw.</summary>
    /// <param name="count">How many.</param>
    /// <param name="action">Gets the thread's number.</param>
    /// <param name="stack">Bytes of stack, or zero for the default.</param>
    public static void Run(int count, Action<int> action, int stack = 0)
    {
        using Barrier start = new(count);
        var failures = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => failures[i] = Record.Exception(() =>
        {
            start.SignalAndWait();
            action(i);
        }), stack))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(failures, Assert.Null);
    }
}
