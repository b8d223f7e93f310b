using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

// Compare-and-exchange instructions: each returns what was there before. The expected number is wrapped to the width of the access,
// and so compared with its low bits only. spec: exec-atomic-rmw-cmpxchg
public static unsafe partial class AtomicOperations
{
    /// <summary><c>i32.atomic.rmw.cmpxchg</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmwCmpxchg(byte* address, int expected, int replacement) =>
        AtomicCell.CompareExchange(address, expected, replacement);

    /// <summary><c>i64.atomic.rmw.cmpxchg</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmwCmpxchg(byte* address, long expected, long replacement) =>
        AtomicCell.CompareExchange(address, expected, replacement);

    /// <summary><c>i32.atomic.rmw8.cmpxchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw8CmpxchgU(byte* address, int expected, int replacement) =>
        AtomicCell.CompareExchange(address, (byte)expected, (byte)replacement);

    /// <summary><c>i32.atomic.rmw16.cmpxchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw16CmpxchgU(byte* address, int expected, int replacement) =>
        AtomicCell.CompareExchange(address, (ushort)expected, (ushort)replacement);

    /// <summary><c>i64.atomic.rmw8.cmpxchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw8CmpxchgU(byte* address, long expected, long replacement) =>
        AtomicCell.CompareExchange(address, (byte)expected, (byte)replacement);

    /// <summary><c>i64.atomic.rmw16.cmpxchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw16CmpxchgU(byte* address, long expected, long replacement) =>
        AtomicCell.CompareExchange(address, (ushort)expected, (ushort)replacement);

    /// <summary>
    /// <c>i64.atomic.rmw32.cmpxchg_u</c>. Never inlined: where both numbers are one local, the JIT of .NET 10 would narrow the local
    /// itself, for what comes after, too.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long I64AtomicRmw32CmpxchgU(byte* address, long expected, long replacement) =>
        AtomicCell.CompareExchange(address, (uint)expected, (uint)replacement);
}
