using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>f32x4</c> instructions, on vectors of 4 floats of 32 bits. Emitted code finds each by the identifier of its opcode.
/// Pure functions, safe from any thread. A NaN that arithmetic returns is quiet, and canonical if all NaN operands are.
/// spec: exec-vec, aux-nans
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class F32x4Operations
{
    // Minimum and maximum of the range and the minmax instruction, with the sign of the result.
    private const byte RangeOfMin = 4, RangeOfMax = 5;

    /// <summary><c>f32x4.abs</c>: clears the sign bits and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Abs(Vector128<byte> a) => (a.AsUInt32() & Vector128.Create(0x7FFF_FFFFu)).AsByte();

    /// <summary><c>f32x4.neg</c>: flips the sign bits and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Neg(Vector128<byte> a) => (a.AsUInt32() ^ Vector128.Create(0x8000_0000u)).AsByte();

    /// <summary><c>f32x4.sqrt</c>: lane-wise square root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Sqrt(Vector128<byte> a) => Vector128.Sqrt(a.AsSingle()).AsByte();

    /// <summary><c>f32x4.ceil</c>: rounds lane-wise up to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Ceil(Vector128<byte> a) => Quieted(a.AsSingle(), Vector128.Ceiling(a.AsSingle())).AsByte();

    /// <summary><c>f32x4.floor</c>: rounds lane-wise down to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Floor(Vector128<byte> a) => Quieted(a.AsSingle(), Vector128.Floor(a.AsSingle())).AsByte();

    /// <summary><c>f32x4.trunc</c>: rounds lane-wise towards zero to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Trunc(Vector128<byte> a) =>
        Quieted(a.AsSingle(), Vector128.Truncate(a.AsSingle())).AsByte();

    /// <summary><c>f32x4.nearest</c>: rounds lane-wise to the nearest integer, ties to the even one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Nearest(Vector128<byte> a) =>
        Quieted(a.AsSingle(), Vector128.Round(a.AsSingle())).AsByte();

    /// <summary><c>f32x4.add</c>: lane-wise sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Add(Vector128<byte> a, Vector128<byte> b) => (a.AsSingle() + b.AsSingle()).AsByte();

    /// <summary><c>f32x4.sub</c>: lane-wise difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Sub(Vector128<byte> a, Vector128<byte> b) => (a.AsSingle() - b.AsSingle()).AsByte();

    /// <summary><c>f32x4.mul</c>: lane-wise product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Mul(Vector128<byte> a, Vector128<byte> b) => (a.AsSingle() * b.AsSingle()).AsByte();

    /// <summary><c>f32x4.div</c>: lane-wise quotient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Div(Vector128<byte> a, Vector128<byte> b) => (a.AsSingle() / b.AsSingle()).AsByte();

    /// <summary><c>f32x4.min</c>: lane-wise minimum; -0 is smaller than +0; a NaN if either is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Min(Vector128<byte> a, Vector128<byte> b)
    {
        Vector128<float> x = a.AsSingle(), y = b.AsSingle();
        if (Avx10v2.IsSupported) return Avx10v2.MinMax(x, y, RangeOfMin).AsByte();
        if (Avx512DQ.VL.IsSupported) return OrNaN(x, y, Avx512DQ.VL.Range(x, y, RangeOfMin)).AsByte();
        if (Sse.IsSupported) return OrNaN(x, y, Sse.Min(x, y) | Sse.Min(y, x)).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.Min(x, y).AsByte();
        Vector128<float> unequal = Vector128.ConditionalSelect(Vector128.LessThan(x, y), x, y);
        return OrNaN(x, y, Vector128.ConditionalSelect(Vector128.Equals(x, y), x | y, unequal)).AsByte();
    }

    /// <summary><c>f32x4.max</c>: lane-wise maximum; +0 is larger than -0; a NaN if either is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Max(Vector128<byte> a, Vector128<byte> b)
    {
        Vector128<float> x = a.AsSingle(), y = b.AsSingle();
        if (Avx10v2.IsSupported) return Avx10v2.MinMax(x, y, RangeOfMax).AsByte();
        if (Avx512DQ.VL.IsSupported) return OrNaN(x, y, Avx512DQ.VL.Range(x, y, RangeOfMax)).AsByte();
        if (Sse.IsSupported) return OrNaN(x, y, Sse.Max(x, y) & Sse.Max(y, x)).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.Max(x, y).AsByte();
        Vector128<float> unequal = Vector128.ConditionalSelect(Vector128.GreaterThan(x, y), x, y);
        return OrNaN(x, y, Vector128.ConditionalSelect(Vector128.Equals(x, y), x & y, unequal)).AsByte();
    }

    /// <summary><c>f32x4.pmin</c>: the second lane where it is less than the first, else the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Pmin(Vector128<byte> a, Vector128<byte> b) =>
        Sse.IsSupported
            ? Sse.Min(b.AsSingle(), a.AsSingle()).AsByte()
            : Vector128.ConditionalSelect(Vector128.LessThan(b.AsSingle(), a.AsSingle()).AsByte(), b, a);

    /// <summary><c>f32x4.pmax</c>: the second lane where the first is less than it, else the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Pmax(Vector128<byte> a, Vector128<byte> b) =>
        Sse.IsSupported
            ? Sse.Max(b.AsSingle(), a.AsSingle()).AsByte()
            : Vector128.ConditionalSelect(Vector128.LessThan(a.AsSingle(), b.AsSingle()).AsByte(), b, a);

    // The sum of two lanes of which one is a NaN is the NaN to return. The minimum (maximum) instruction returns its second operand
    // for zeros: both orders combined get the sign right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> OrNaN(Vector128<float> x, Vector128<float> y, Vector128<float> ordered)
    {
        Vector128<float> unordered = Sse.IsSupported
            ? Sse.CompareUnordered(x, y)
            : ~(Vector128.Equals(x, x) & Vector128.Equals(y, y));
        return Vector128.ConditionalSelect(unordered, x + y, ordered);
    }

    // .NET's software rounding returns a signalling NaN as it is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quieted(Vector128<float> operand, Vector128<float> rounded) =>
        Sse41.IsSupported || AdvSimd.IsSupported
            ? rounded
            : Vector128.ConditionalSelect(Vector128.Equals(operand, operand), rounded, operand + operand);
}
