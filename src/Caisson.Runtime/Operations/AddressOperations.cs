using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>Address arithmetic that is too long to emit in place.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class AddressOperations
{
    /// <summary>The address of bytes in a 64-bit memory.</summary>
    /// <param name="index">The operand.</param>
    /// <param name="offset">The static offset.</param>
    /// <param name="width">Number of bytes, at least 1.</param>
    /// <param name="memory">Base of the memory; its length stands below.</param>
    /// <exception cref="TrapException">Not all bytes exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Check64(long index, long offset, long width, nint memory)
    {
        ulong length = *(ulong*)(memory - ContextLayout.MemoryLength);
        ulong start = (ulong)index + (ulong)offset;
        if (start < (ulong)offset || length < (ulong)width || start > length - (ulong)width) Trap.OutOfBoundsMemoryAccess();
        return memory + (nint)start;
    }
}
