namespace Caisson.Runtime.Operations;

/// <summary>What emitted code does before it makes an object. Each takes the context first.</summary>
internal static unsafe class AllocationOperations
{
    /// <summary>Header, type and length of an array, and the object that its elements are in; in bytes.</summary>
    public const int ArrayHeader = 56;

    /// <summary>Looks at the heap, because the allowance is used up.</summary>
    /// <exception cref="TrapException">The heap is too large.</exception>
    public static void Refill(nint context)
    {
        // Below zero by what the next object needs, unless another thread was faster.
        ref long allowance = ref Allowance(context);
        long needed = long.Max(-allowance, 0);
        allowance = 0;
        allowance = Instance.At(context).Module.Engine.Heap.Allow(needed) - needed;
    }

    /// <summary>Uses the allowance for an array.</summary>
    /// <param name="context">Of the running function.</param>
    /// <param name="length">Number of elements, without sign.</param>
    /// <param name="size">Of an element, in bytes.</param>
    /// <exception cref="TrapException">The heap is too large.</exception>
    public static void AllowArray(nint context, int length, int size) => Use(context, ((long)(uint)length * size) + ArrayHeader);

    /// <summary>As <see cref="AllowArray"/>, for an engine that counts fuel and an array whose elements nothing else pays for.</summary>
    /// <exception cref="TrapException">The heap is too large, or there isn't as much fuel left.</exception>
    public static void AllowCountedArray(nint context, int length, int size)
    {
        BulkCopy.ConsumeFuel(Instance.At(context), (long)(uint)length * size);
        AllowArray(context, length, size);
    }

    internal static void Use(nint context, long bytes)
    {
        if ((Allowance(context) -= bytes) < 0) Refill(context);
    }

    private static ref long Allowance(nint context) => ref *(long*)(context - ContextLayout.Allowance);
}
