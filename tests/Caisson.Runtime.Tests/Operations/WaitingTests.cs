using System.Diagnostics;
using Caisson.Runtime.Operations;

namespace Caisson.Runtime.Tests.Operations;

public sealed unsafe class WaitingTests : IDisposable
{
    private readonly byte* _memory = (byte*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(64, 8);

    public WaitingTests() => new Span<byte>(_memory, 64).Clear();

    public void Dispose() => System.Runtime.InteropServices.NativeMemory.AlignedFree(_memory);

    [Fact]
    public void Returns_1_at_once_when_the_memory_holds_another_number()
    {
        Assert.Equal(1, AtomicOperations.MemoryAtomicWait32(_memory, 1, -1));
        Assert.Equal(1, AtomicOperations.MemoryAtomicWait64(_memory, 1L << 40, -1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000_000)]
    public void Returns_2_when_the_timeout_passed(long timeout)
    {
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(2, AtomicOperations.MemoryAtomicWait32(_memory, 0, timeout));
        Assert.True(Stopwatch.GetElapsedTime(start).TotalNanoseconds >= timeout);
        Assert.Equal(0, AtomicOperations.MemoryAtomicNotify(_memory, -1));
    }

    [Fact]
    public void Notification_without_waiters_wakes_none() => Assert.Equal(0, AtomicOperations.MemoryAtomicNotify(_memory + 8, 1));

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Notification_wakes_as_many_as_asked_of_one_address(long timeout)
    {
        int woken = 0;
        List<Thread> threads = [.. Enumerable.Range(0, 3).Select(_ => Start(() => Wait(_memory)))];
        Thread elsewhere = Start(() => Wait(_memory + 4));

        // How many have begun to wait cannot be seen: notify until each is awake.
        Assert.Equal(1, NotifyWhenThere(_memory, 1));
        Assert.Equal(1, NotifyWhenThere(_memory, 1));
        Assert.Equal(1, NotifyWhenThere(_memory, -1));
        threads.ForEach(thread => thread.Join());
        Assert.Equal(3, woken);

        Assert.Equal(1, NotifyWhenThere(_memory + 4, -1));
        elsewhere.Join();
        Assert.Equal(4, woken);

        void Wait(byte* address)
        {
            if (AtomicOperations.MemoryAtomicWait32(address, 0, timeout) == 0) Interlocked.Increment(ref woken);
        }
    }

    private static Thread Start(ThreadStart body)
    {
        var thread = new Thread(body) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static int NotifyWhenThere(byte* address, int count)
    {
        int woken;
        while ((woken = AtomicOperations.MemoryAtomicNotify(address, count)) == 0) Thread.Sleep(1);
        return woken;
    }
}
