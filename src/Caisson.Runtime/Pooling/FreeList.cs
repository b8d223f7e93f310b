using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>
/// Numbers that are free, last in first out: a stack for each processor, so that what one has used is used there again, and threads on different ones don't meet. Who
/// finds its own empty looks at the others. Lock-free, safe from any thread.
/// </summary>
/// <remarks>A head has the number of the first item, from 1, in its lower half; the upper half counts changes, so that a head that comes back isn't taken for unchanged.</remarks>
internal sealed class FreeList
{
    private readonly Head[] _heads = new Head[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)int.Min(Environment.ProcessorCount, 64))];
    private readonly int[] _next;

    /// <summary>An empty one.</summary>
    /// <param name="size">Items are below this number.</param>
    public FreeList(int size) => _next = new int[size];

    private int Own => Thread.GetCurrentProcessorId() & (_heads.Length - 1);

    /// <summary>Adds an item that isn't there.</summary>
    public void Push(int item)
    {
        ref long head = ref _heads[Own].Value;
        long seen;
        do
        {
            seen = Volatile.Read(ref head);
            Volatile.Write(ref _next[item], (int)seen);
        }
        while (Interlocked.CompareExchange(ref head, Changed(seen, item + 1), seen) != seen);
    }

    /// <summary>Takes an item.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryPop(out int item)
    {
        int own = Own;
        for (int i = 0; i < _heads.Length; i++)
            if (TryPop(ref _heads[own ^ i].Value, out item)) return true;
        item = -1;
        return false;
    }

    private bool TryPop(ref long head, out int item)
    {
        long seen;
        do
        {
            seen = Volatile.Read(ref head);
            item = (int)seen - 1;
            if (item < 0) return false;
        }
        while (Interlocked.CompareExchange(ref head, Changed(seen, Volatile.Read(ref _next[item])), seen) != seen);
        return true;
    }

    private static long Changed(long head, int first) => ((head >> 32) + 1 << 32) | (uint)first;

    /// <summary>Alone in its lines of the cache.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Head
    {
        [FieldOffset(0)]
        public long Value;
    }
}
