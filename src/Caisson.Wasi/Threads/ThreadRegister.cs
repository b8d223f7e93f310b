namespace Caisson.Wasi.Threads;

/// <summary>The threads that a program has started, by number. Bounded; safe from any thread.</summary>
/// <param name="capacity">How many there may be at once.</param>
/// <param name="stack">Bytes of stack for each.</param>
internal sealed class ThreadRegister(int capacity, int stack)
{
    private readonly Lock _lock = new();

    /// <summary>Null while a thread is being made.</summary>
    private readonly Dictionary<int, Thread?> _threads = [];

    /// <summary>Threads that have nothing left to do but to end.</summary>
    private readonly List<Thread> _ending = [];

    private int _last;

    /// <summary>Takes a number for a new thread.</summary>
    /// <returns>False when there are as many threads as there may be.</returns>
    public bool TryReserve(out int id)
    {
        lock (_lock)
        {
            id = _last;
            if (_threads.Count >= capacity) return false;
            do id = id == Limits.ThreadId ? 1 : id + 1;
            while (_threads.ContainsKey(id));
            _last = id;
            _threads.Add(id, null);
        }
        JoinEnding();
        return true;
    }

    /// <summary>Gives a number back that no thread was started for.</summary>
    public void Cancel(int id)
    {
        lock (_lock) _threads.Remove(id);
    }

    /// <summary>Starts the thread of a number.</summary>
    /// <exception cref="OutOfMemoryException">The system has no more threads.</exception>
    public void Start(int id, Action body)
    {
        Thread thread = new(() => Run(id, body), stack) { IsBackground = true, Name = $"guest thread {id}" };
        lock (_lock)
        {
            thread.Start();
            _threads[id] = thread;
        }
    }

    /// <summary>Waits until no thread is left. Those that run may still start others; nobody else may.</summary>
    public void JoinAll()
    {
        while (Next() is { } thread) thread.Join();
        JoinEnding();
    }

    private void Run(int id, Action body)
    {
        try
        {
            body();
        }
        finally
        {
            lock (_lock)
            {
                _threads.Remove(id);
                _ending.Add(Thread.CurrentThread);
            }
        }
    }

    private Thread? Next()
    {
        lock (_lock) return _threads.Values.FirstOrDefault(thread => thread is not null);
    }

    private void JoinEnding()
    {
        Thread[] ending;
        lock (_lock)
        {
            ending = [.. _ending];
            _ending.Clear();
        }
        foreach (Thread thread in ending) thread.Join();
    }
}
