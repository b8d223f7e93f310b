using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The atomic instructions, on the host address of the bytes that they access. The caller has checked the bounds, or has guard
/// pages that do; an address that is no multiple of the width traps here, before any access. All are sequentially consistent and
/// safe from any thread. Emitted code finds each by the identifier of its opcode.
/// spec: threads, exec-atomic
/// </summary>
/// <remarks>
/// A memory starts at a multiple of 8, so that the alignment of the host address is that of the effective address. Narrow accesses
/// take the low bits of their operands and return zero-extended numbers.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class AtomicOperations
{
    /// <summary><c>atomic.fence</c>: orders every access before it before every access after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AtomicFence() => Interlocked.MemoryBarrier();

    /// <summary><c>i32.atomic.load</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicLoad(byte* address) => AtomicCell.Load<int>(address);

    /// <summary><c>i64.atomic.load</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicLoad(byte* address) => AtomicCell.Load<long>(address);

    /// <summary><c>i32.atomic.load8_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicLoad8U(byte* address) => AtomicCell.Load<byte>(address);

    /// <summary><c>i32.atomic.load16_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32AtomicLoad16U(byte* address) => AtomicCell.Load<ushort>(address);

    /// <summary><c>i64.atomic.load8_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicLoad8U(byte* address) => AtomicCell.Load<byte>(address);

    /// <summary><c>i64.atomic.load16_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicLoad16U(byte* address) => AtomicCell.Load<ushort>(address);

    /// <summary><c>i64.atomic.load32_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64AtomicLoad32U(byte* address) => AtomicCell.Load<uint>(address);

    /// <summary><c>i32.atomic.store</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void I32AtomicStore(byte* address, int value) => AtomicCell.Exchange(address, value);

    /// <summary><c>i64.atomic.store</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void I64AtomicStore(byte* address, long value) => AtomicCell.Exchange(address, value);

    /// <summary><c>i32.atomic.store8</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void I32AtomicStore8(byte* address, int value) => AtomicCell.Exchange(address, (byte)value);

    /// <summary><c>i32.atomic.store16</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void I32AtomicStore16(byte* address, int value) => AtomicCell.Exchange(address, (ushort)value);

    /// <summary><c>i64.atomic.store8</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void I64AtomicStore8(byte* address, long value) => AtomicCell.Exchange(address, (byte)value);

    /// <summary><c>i64.atomic.store16</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void I64AtomicStore16(byte* address, long value) => AtomicCell.Exchange(address, (ushort)value);

    /// <summary><c>i64.atomic.store32</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void I64AtomicStore32(byte* address, long value) => AtomicCell.Exchange(address, (uint)value);
}
