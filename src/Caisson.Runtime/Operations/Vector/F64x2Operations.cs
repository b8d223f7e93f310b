using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>f64x2</c> instructions, on vectors of 2 floats of 64 bits. Emitted code finds each by the identifier of its opcode.
/// Pure functions, safe from any thread. A NaN that arithmetic returns is quiet, and canonical if all NaN operands are.
/// spec: exec-vec, aux-nans
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class F64x2Operations
{
    // Minimum and maximum of the range and the minmax instruction, with the sign of the result.
    private const byte RangeOfMin = 4, RangeOfMax = 5;

    /// <summary><c>f64x2.abs</c>: clears the sign bits and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Abs(Vector128<byte> a) =>
        (a.AsUInt64() & Vector128.Create(0x7FFF_FFFF_FFFF_FFFFul)).AsByte();

    /// <summary><c>f64x2.neg</c>: flips the sign bits and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Neg(Vector128<byte> a) =>
        (a.AsUInt64() ^ Vector128.Create(0x8000_0000_0000_0000ul)).AsByte();

    /// <summary><c>f64x2.sqrt</c>: lane-wise square root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Sqrt(Vector128<byte> a) => Vector128.Sqrt(a.AsDouble()).AsByte();

    /// <summary><c>f64x2.ceil</c>: rounds lane-wise up to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Ceil(Vector128<byte> a) => Quieted(a.AsDouble(), Vector128.Ceiling(a.AsDouble())).AsByte();

    /// <summary><c>f64x2.floor</c>: rounds lane-wise down to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Floor(Vector128<byte> a) => Quieted(a.AsDouble(), Vector128.Floor(a.AsDouble())).AsByte();

    /// <summary><c>f64x2.trunc</c>: rounds lane-wise towards zero to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Trunc(Vector128<byte> a) =>
        Quieted(a.AsDouble(), Vector128.Truncate(a.AsDouble())).AsByte();

    /// <summary><c>f64x2.nearest</c>: rounds lane-wise to the nearest integer, ties to the even one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Nearest(Vector128<byte> a) =>
        Quieted(a.AsDouble(), Vector128.Round(a.AsDouble())).AsByte();

    /// <summary><c>f64x2.add</c>: lane-wise sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Add(Vector128<byte> a, Vector128<byte> b) => (a.AsDouble() + b.AsDouble()).AsByte();

    /// <summary><c>f64x2.sub</c>: lane-wise difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Sub(Vector128<byte> a, Vector128<byte> b) => (a.AsDouble() - b.AsDouble()).AsByte();

    /// <summary><c>f64x2.mul</c>: lane-wise product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Mul(Vector128<byte> a, Vector128<byte> b) => (a.AsDouble() * b.AsDouble()).AsByte();

    /// <summary><c>f64x2.div</c>: lane-wise quotient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Div(Vector128<byte> a, Vector128<byte> b) => (a.AsDouble() / b.AsDouble()).AsByte();

    /// <summary><c>f64x2.min</c>: lane-wise minimum; -0 is smaller than +0; a NaN if either is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Min(Vector128<byte> a, Vector128<byte> b)
    {
        Vector128<double> x = a.AsDouble(), y = b.AsDouble();
        if (Avx10v2.IsSupported) return Avx10v2.MinMax(x, y, RangeOfMin).AsByte();
        if (Avx512DQ.VL.IsSupported) return OrNaN(x, y, Avx512DQ.VL.Range(x, y, RangeOfMin)).AsByte();
        if (Sse2.IsSupported) return OrNaN(x, y, Sse2.Min(x, y) | Sse2.Min(y, x)).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.Min(x, y).AsByte();
        Vector128<double> unequal = Vector128.ConditionalSelect(Vector128.LessThan(x, y), x, y);
        return OrNaN(x, y, Vector128.ConditionalSelect(Vector128.Equals(x, y), x | y, unequal)).AsByte();
    }

    /// <summary><c>f64x2.max</c>: lane-wise maximum; +0 is larger than -0; a NaN if either is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Max(Vector128<byte> a, Vector128<byte> b)
    {
        Vector128<double> x = a.AsDouble(), y = b.AsDouble();
        if (Avx10v2.IsSupported) return Avx10v2.MinMax(x, y, RangeOfMax).AsByte();
        if (Avx512DQ.VL.IsSupported) return OrNaN(x, y, Avx512DQ.VL.Range(x, y, RangeOfMax)).AsByte();
        if (Sse2.IsSupported) return OrNaN(x, y, Sse2.Max(x, y) & Sse2.Max(y, x)).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.Max(x, y).AsByte();
        Vector128<double> unequal = Vector128.ConditionalSelect(Vector128.GreaterThan(x, y), x, y);
        return OrNaN(x, y, Vector128.ConditionalSelect(Vector128.Equals(x, y), x & y, unequal)).AsByte();
    }

    /// <summary><c>f64x2.pmin</c>: the second lane where it is less than the first, else the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Pmin(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Sse2.Min(b.AsDouble(), a.AsDouble()).AsByte()
            : Vector128.ConditionalSelect(Vector128.LessThan(b.AsDouble(), a.AsDouble()).AsByte(), b, a);

    /// <summary><c>f64x2.pmax</c>: the second lane where the first is less than it, else the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2Pmax(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Sse2.Max(b.AsDouble(), a.AsDouble()).AsByte()
            : Vector128.ConditionalSelect(Vector128.LessThan(a.AsDouble(), b.AsDouble()).AsByte(), b, a);

    // The sum of two lanes of which one is a NaN is the NaN to return. The minimum (maximum) instruction returns its second operand
    // for zeros: both orders combined get the sign right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> OrNaN(Vector128<double> x, Vector128<double> y, Vector128<double> ordered)
    {
        Vector128<double> unordered = Sse2.IsSupported
            ? Sse2.CompareUnordered(x, y)
            : ~(Vector128.Equals(x, x) & Vector128.Equals(y, y));
        return Vector128.ConditionalSelect(unordered, x + y, ordered);
    }

    // .NET's software rounding returns a signalling NaN as it is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Quieted(Vector128<double> operand, Vector128<double> rounded) =>
        Sse41.IsSupported || AdvSimd.IsSupported
            ? rounded
            : Vector128.ConditionalSelect(Vector128.Equals(operand, operand), rounded, operand + operand);
}
