using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

// Read-modify-write instructions: each returns what was there before.
public static unsafe partial class AtomicOperations
{
    /// <summary><c>i32.atomic.rmw.add</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmwAdd(byte* address, int value) => AtomicCell.Add(address, value);

    /// <summary><c>i64.atomic.rmw.add</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmwAdd(byte* address, long value) => AtomicCell.Add(address, value);

    /// <summary><c>i32.atomic.rmw8.add_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw8AddU(byte* address, int value) => AtomicCell.Add(address, (byte)value);

    /// <summary><c>i32.atomic.rmw16.add_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw16AddU(byte* address, int value) => AtomicCell.Add(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw8.add_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw8AddU(byte* address, long value) => AtomicCell.Add(address, (byte)value);

    /// <summary><c>i64.atomic.rmw16.add_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw16AddU(byte* address, long value) => AtomicCell.Add(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw32.add_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw32AddU(byte* address, long value) => AtomicCell.Add(address, (uint)value);

    /// <summary><c>i32.atomic.rmw.sub</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmwSub(byte* address, int value) => AtomicCell.Subtract(address, value);

    /// <summary><c>i64.atomic.rmw.sub</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmwSub(byte* address, long value) => AtomicCell.Subtract(address, value);

    /// <summary><c>i32.atomic.rmw8.sub_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw8SubU(byte* address, int value) => AtomicCell.Subtract(address, (byte)value);

    /// <summary><c>i32.atomic.rmw16.sub_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw16SubU(byte* address, int value) => AtomicCell.Subtract(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw8.sub_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw8SubU(byte* address, long value) => AtomicCell.Subtract(address, (byte)value);

    /// <summary><c>i64.atomic.rmw16.sub_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw16SubU(byte* address, long value) => AtomicCell.Subtract(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw32.sub_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw32SubU(byte* address, long value) => AtomicCell.Subtract(address, (uint)value);

    /// <summary><c>i32.atomic.rmw.and</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmwAnd(byte* address, int value) => AtomicCell.And(address, value);

    /// <summary><c>i64.atomic.rmw.and</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmwAnd(byte* address, long value) => AtomicCell.And(address, value);

    /// <summary><c>i32.atomic.rmw8.and_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw8AndU(byte* address, int value) => AtomicCell.And(address, (byte)value);

    /// <summary><c>i32.atomic.rmw16.and_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw16AndU(byte* address, int value) => AtomicCell.And(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw8.and_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw8AndU(byte* address, long value) => AtomicCell.And(address, (byte)value);

    /// <summary><c>i64.atomic.rmw16.and_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw16AndU(byte* address, long value) => AtomicCell.And(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw32.and_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw32AndU(byte* address, long value) => AtomicCell.And(address, (uint)value);

    /// <summary><c>i32.atomic.rmw.or</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmwOr(byte* address, int value) => AtomicCell.Or(address, value);

    /// <summary><c>i64.atomic.rmw.or</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmwOr(byte* address, long value) => AtomicCell.Or(address, value);

    /// <summary><c>i32.atomic.rmw8.or_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw8OrU(byte* address, int value) => AtomicCell.Or(address, (byte)value);

    /// <summary><c>i32.atomic.rmw16.or_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw16OrU(byte* address, int value) => AtomicCell.Or(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw8.or_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw8OrU(byte* address, long value) => AtomicCell.Or(address, (byte)value);

    /// <summary><c>i64.atomic.rmw16.or_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw16OrU(byte* address, long value) => AtomicCell.Or(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw32.or_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw32OrU(byte* address, long value) => AtomicCell.Or(address, (uint)value);

    /// <summary><c>i32.atomic.rmw.xor</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmwXor(byte* address, int value) => AtomicCell.Xor(address, value);

    /// <summary><c>i64.atomic.rmw.xor</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmwXor(byte* address, long value) => AtomicCell.Xor(address, value);

    /// <summary><c>i32.atomic.rmw8.xor_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw8XorU(byte* address, int value) => AtomicCell.Xor(address, (byte)value);

    /// <summary><c>i32.atomic.rmw16.xor_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw16XorU(byte* address, int value) => AtomicCell.Xor(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw8.xor_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw8XorU(byte* address, long value) => AtomicCell.Xor(address, (byte)value);

    /// <summary><c>i64.atomic.rmw16.xor_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw16XorU(byte* address, long value) => AtomicCell.Xor(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw32.xor_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw32XorU(byte* address, long value) => AtomicCell.Xor(address, (uint)value);

    /// <summary><c>i32.atomic.rmw.xchg</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmwXchg(byte* address, int value) => AtomicCell.Exchange(address, value);

    /// <summary><c>i64.atomic.rmw.xchg</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmwXchg(byte* address, long value) => AtomicCell.Exchange(address, value);

    /// <summary><c>i32.atomic.rmw8.xchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw8XchgU(byte* address, int value) => AtomicCell.Exchange(address, (byte)value);

    /// <summary><c>i32.atomic.rmw16.xchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicRmw16XchgU(byte* address, int value) => AtomicCell.Exchange(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw8.xchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw8XchgU(byte* address, long value) => AtomicCell.Exchange(address, (byte)value);

    /// <summary><c>i64.atomic.rmw16.xchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw16XchgU(byte* address, long value) => AtomicCell.Exchange(address, (ushort)value);

    /// <summary><c>i64.atomic.rmw32.xchg_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicRmw32XchgU(byte* address, long value) => AtomicCell.Exchange(address, (uint)value);
}
