using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Operations;

/// <summary>
/// Lane access of every shape: splat, extract and replace. Emitted code finds each by the identifier of its opcode. Pure
/// functions, safe from any thread. A lane number comes last and is a constant of the emitted code, so that RyuJIT folds it.
/// spec: exec-vec
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LaneOperations
{
    /// <summary><c>i8x16.splat</c>: every lane has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Splat(int value) => Vector128.Create((byte)value);

    /// <summary><c>i16x8.splat</c>: every lane has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Splat(int value) => Vector128.Create((ushort)value).AsByte();

    /// <summary><c>i32x4.splat</c>: every lane has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Splat(int value) => Vector128.Create(value).AsByte();

    /// <summary><c>i64x2.splat</c>: every lane has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Splat(long value) => Vector128.Create(value).AsByte();

    /// <summary><c>f32x4.splat</c>: every lane has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Splat(float value) => Vector128.Create(value).AsByte();

    /// <summary><c>f64x2.splat</c>: every lane has this value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Splat(double value) => Vector128.Create(value).AsByte();

    /// <summary><c>i8x16.extract_lane_s</c>: the lane, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I8x16ExtractLaneS(Vector128<byte> a, byte lane) => a.AsSByte().GetElement(lane);

    /// <summary><c>i8x16.extract_lane_u</c>: the lane, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I8x16ExtractLaneU(Vector128<byte> a, byte lane) => a.GetElement(lane);

    /// <summary><c>i16x8.extract_lane_s</c>: the lane, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I16x8ExtractLaneS(Vector128<byte> a, byte lane) => a.AsInt16().GetElement(lane);

    /// <summary><c>i16x8.extract_lane_u</c>: the lane, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I16x8ExtractLaneU(Vector128<byte> a, byte lane) => a.AsUInt16().GetElement(lane);

    /// <summary><c>i32x4.extract_lane</c>: the lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32x4ExtractLane(Vector128<byte> a, byte lane) => a.AsInt32().GetElement(lane);

    /// <summary><c>i64x2.extract_lane</c>: the lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64x2ExtractLane(Vector128<byte> a, byte lane) => a.AsInt64().GetElement(lane);

    /// <summary><c>f32x4.extract_lane</c>: the lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32x4ExtractLane(Vector128<byte> a, byte lane) => a.AsSingle().GetElement(lane);

    /// <summary><c>f64x2.extract_lane</c>: the lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64x2ExtractLane(Vector128<byte> a, byte lane) => a.AsDouble().GetElement(lane);

    /// <summary><c>i8x16.replace_lane</c>: the vector with the lane replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16ReplaceLane(Vector128<byte> a, int value, byte lane) => a.WithElement(lane, (byte)value);

    /// <summary><c>i16x8.replace_lane</c>: the vector with the lane replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ReplaceLane(Vector128<byte> a, int value, byte lane) =>
        a.AsUInt16().WithElement(lane, (ushort)value).AsByte();

    /// <summary><c>i32x4.replace_lane</c>: the vector with the lane replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ReplaceLane(Vector128<byte> a, int value, byte lane) =>
        a.AsInt32().WithElement(lane, value).AsByte();

    /// <summary><c>i64x2.replace_lane</c>: the vector with the lane replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ReplaceLane(Vector128<byte> a, long value, byte lane) =>
        a.AsInt64().WithElement(lane, value).AsByte();

    /// <summary><c>f32x4.replace_lane</c>: the vector with the lane replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4ReplaceLane(Vector128<byte> a, float value, byte lane) =>
        a.AsSingle().WithElement(lane, value).AsByte();

    /// <summary><c>f64x2.replace_lane</c>: the vector with the lane replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2ReplaceLane(Vector128<byte> a, double value, byte lane) =>
        a.AsDouble().WithElement(lane, value).AsByte();
}
