using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>f64</c> instructions that no single IL instruction expresses. Emitted code finds each by the identifier of its opcode.
/// A NaN that arithmetic returns is quiet, and canonical if all NaN operands are. Pure functions, safe from any thread.
/// spec: exec-numeric, aux-nans
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class F64Operations
{
    /// <summary><c>f64.abs</c>: clears the sign bit and nothing else, even of a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Abs(double value) => Math.Abs(value);

    /// <summary><c>f64.neg</c>: flips the sign bit and nothing else, even of a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Neg(double value) => -value;

    /// <summary><c>f64.copysign</c>: the first operand with the sign bit of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Copysign(double magnitude, double sign)
    {
        if (!Vector128.IsHardwareAccelerated) return Math.CopySign(magnitude, sign);
        Vector128<double> bits = Vector128.CreateScalarUnsafe(sign), others = Vector128.CreateScalarUnsafe(magnitude);
        return Vector128.ConditionalSelect(Vector128.Create(-0.0), bits, others).ToScalar();
    }

    /// <summary><c>f64.sqrt</c>: the square root, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Sqrt(double value) => Math.Sqrt(value);

    /// <summary><c>f64.ceil</c>: rounds up to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Ceil(double value) => RoundsInHardware || !double.IsNaN(value) ? Math.Ceiling(value) : value + value;

    /// <summary><c>f64.floor</c>: rounds down to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Floor(double value) => RoundsInHardware || !double.IsNaN(value) ? Math.Floor(value) : value + value;

    /// <summary><c>f64.trunc</c>: rounds towards zero to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Trunc(double value) => RoundsInHardware || !double.IsNaN(value) ? Math.Truncate(value) : value + value;

    /// <summary><c>f64.nearest</c>: rounds to the nearest integer, ties to the even one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Nearest(double value) => RoundsInHardware || !double.IsNaN(value) ? Math.Round(value) : value + value;

    /// <summary><c>f64.min</c>: the smaller operand; -0 is smaller than +0; a NaN if either is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Min(double a, double b)
    {
        if (Sse2.IsSupported)
        {
            // Whichever order, the instruction returns its second operand for zeros and NaNs: combine the two orders.
            Vector128<double> x = Vector128.CreateScalarUnsafe(a), y = Vector128.CreateScalarUnsafe(b);
            double smaller = (Sse2.MinScalar(x, y) | Sse2.MinScalar(y, x)).ToScalar();
            return double.IsNaN(smaller) ? a + b : smaller;
        }

        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.MinScalar(Vector64.Create(a), Vector64.Create(b)).ToScalar();
        if (a < b) return a;
        if (b < a) return b;
        if (a == b) return double.IsNegative(a) ? a : b;
        return a + b;
    }

    /// <summary><c>f64.max</c>: the larger operand; +0 is larger than -0; a NaN if either is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64Max(double a, double b)
    {
        if (Sse2.IsSupported)
        {
            Vector128<double> x = Vector128.CreateScalarUnsafe(a), y = Vector128.CreateScalarUnsafe(b);
            Vector128<double> larger = Sse2.MaxScalar(x, y), swapped = Sse2.MaxScalar(y, x);
            return double.IsNaN((larger | swapped).ToScalar()) ? a + b : (larger & swapped).ToScalar();
        }

        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.MaxScalar(Vector64.Create(a), Vector64.Create(b)).ToScalar();
        if (a > b) return a;
        if (b > a) return b;
        if (a == b) return double.IsNegative(a) ? b : a;
        return a + b;
    }

    // .NET's software rounding returns a signalling NaN as it is.
    private static bool RoundsInHardware => Sse41.IsSupported || AdvSimd.IsSupported;
}
