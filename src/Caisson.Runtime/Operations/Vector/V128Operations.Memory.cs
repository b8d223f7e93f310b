using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Operations;

// The parts of memory instructions that follow the load or precede the store: they take, or return, the bits in memory.
public static partial class V128Operations
{
    /// <summary><c>v128.load8x8_s</c>: 8 lanes of 8 bits, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load8x8S(long loaded) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(loaded).AsSByte()).AsByte();

    /// <summary><c>v128.load8x8_u</c>: 8 lanes of 8 bits, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load8x8U(long loaded) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(loaded).AsByte()).AsByte();

    /// <summary><c>v128.load16x4_s</c>: 4 lanes of 16 bits, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load16x4S(long loaded) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(loaded).AsInt16()).AsByte();

    /// <summary><c>v128.load16x4_u</c>: 4 lanes of 16 bits, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load16x4U(long loaded) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(loaded).AsUInt16()).AsByte();

    /// <summary><c>v128.load32x2_s</c>: 2 lanes of 32 bits, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load32x2S(long loaded) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(loaded).AsInt32()).AsByte();

    /// <summary><c>v128.load32x2_u</c>: 2 lanes of 32 bits, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load32x2U(long loaded) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(loaded).AsUInt32()).AsByte();

    /// <summary><c>v128.load8_splat</c>: every lane of 8 bits has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load8Splat(int loaded) => Vector128.Create((byte)loaded);

    /// <summary><c>v128.load16_splat</c>: every lane of 16 bits has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load16Splat(int loaded) => Vector128.Create((ushort)loaded).AsByte();

    /// <summary><c>v128.load32_splat</c>: every lane of 32 bits has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load32Splat(int loaded) =>
        Vector128.Shuffle(Vector128.CreateScalar(loaded), Vector128<int>.Zero).AsByte();

    /// <summary><c>v128.load64_splat</c>: every lane of 64 bits has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load64Splat(long loaded) =>
        Vector128.Shuffle(Vector128.CreateScalar(loaded), Vector128<long>.Zero).AsByte();

    /// <summary><c>v128.load32_zero</c>: the lowest lane of 32 bits has this value; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load32Zero(int loaded) => Vector128.CreateScalar(loaded).AsByte();

    /// <summary><c>v128.load64_zero</c>: the lowest lane of 64 bits has this value; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load64Zero(long loaded) => Vector128.CreateScalar(loaded).AsByte();

    /// <summary><c>v128.load8_lane</c>: the vector with a lane of 8 bits replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load8Lane(int loaded, Vector128<byte> a, byte lane) => a.WithElement(lane, (byte)loaded);

    /// <summary><c>v128.load16_lane</c>: the vector with a lane of 16 bits replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load16Lane(int loaded, Vector128<byte> a, byte lane) =>
        a.AsUInt16().WithElement(lane, (ushort)loaded).AsByte();

    /// <summary><c>v128.load32_lane</c>: the vector with a lane of 32 bits replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load32Lane(int loaded, Vector128<byte> a, byte lane) =>
        a.AsInt32().WithElement(lane, loaded).AsByte();

    /// <summary><c>v128.load64_lane</c>: the vector with a lane of 64 bits replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Load64Lane(long loaded, Vector128<byte> a, byte lane) =>
        a.AsInt64().WithElement(lane, loaded).AsByte();

    /// <summary><c>v128.store8_lane</c>: the lane of 8 bits to store.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int V128Store8Lane(Vector128<byte> a, byte lane) => a.GetElement(lane);

    /// <summary><c>v128.store16_lane</c>: the lane of 16 bits to store.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int V128Store16Lane(Vector128<byte> a, byte lane) => a.AsUInt16().GetElement(lane);

    /// <summary><c>v128.store32_lane</c>: the lane of 32 bits to store.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int V128Store32Lane(Vector128<byte> a, byte lane) => a.AsInt32().GetElement(lane);

    /// <summary><c>v128.store64_lane</c>: the lane of 64 bits to store.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long V128Store64Lane(Vector128<byte> a, byte lane) => a.AsInt64().GetElement(lane);
}
