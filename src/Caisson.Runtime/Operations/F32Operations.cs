using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>f32</c> instructions that no single IL instruction expresses. Emitted code finds each by the identifier of its opcode.
/// A NaN that arithmetic returns is quiet, and canonical if all NaN operands are. Pure functions, safe from any thread.
/// spec: exec-numeric, aux-nans
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class F32Operations
{
    /// <summary><c>f32.abs</c>: clears the sign bit and nothing else, even of a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Abs(float value) => MathF.Abs(value);

    /// <summary><c>f32.neg</c>: flips the sign bit and nothing else, even of a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Neg(float value) => -value;

    /// <summary><c>f32.copysign</c>: the first operand with the sign bit of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Copysign(float magnitude, float sign)
    {
        if (!Vector128.IsHardwareAccelerated) return MathF.CopySign(magnitude, sign);
        Vector128<float> bits = Vector128.CreateScalarUnsafe(sign), others = Vector128.CreateScalarUnsafe(magnitude);
        return Vector128.ConditionalSelect(Vector128.Create(-0f), bits, others).ToScalar();
    }

    /// <summary><c>f32.sqrt</c>: the square root, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Sqrt(float value) => MathF.Sqrt(value);

    /// <summary><c>f32.ceil</c>: rounds up to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Ceil(float value) => RoundsInHardware || !float.IsNaN(value) ? MathF.Ceiling(value) : value + value;

    /// <summary><c>f32.floor</c>: rounds down to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Floor(float value) => RoundsInHardware || !float.IsNaN(value) ? MathF.Floor(value) : value + value;

    /// <summary><c>f32.trunc</c>: rounds towards zero to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Trunc(float value) => RoundsInHardware || !float.IsNaN(value) ? MathF.Truncate(value) : value + value;

    /// <summary><c>f32.nearest</c>: rounds to the nearest integer, ties to the even one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Nearest(float value) => RoundsInHardware || !float.IsNaN(value) ? MathF.Round(value) : value + value;

    /// <summary><c>f32.min</c>: the smaller operand; -0 is smaller than +0; a NaN if either is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Min(float a, float b)
    {
        if (Sse.IsSupported)
        {
            // Whichever order, the instruction returns its second operand for zeros and NaNs: combine the two orders.
            Vector128<float> x = Vector128.CreateScalarUnsafe(a), y = Vector128.CreateScalarUnsafe(b);
            float smaller = (Sse.MinScalar(x, y) | Sse.MinScalar(y, x)).ToScalar();
            return float.IsNaN(smaller) ? a + b : smaller;
        }

        if (AdvSimd.IsSupported) return AdvSimd.Min(Vector64.CreateScalarUnsafe(a), Vector64.CreateScalarUnsafe(b)).ToScalar();
        if (a < b) return a;
        if (b < a) return b;
        if (a == b) return float.IsNegative(a) ? a : b;
        return a + b;
    }

    /// <summary><c>f32.max</c>: the larger operand; +0 is larger than -0; a NaN if either is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32Max(float a, float b)
    {
        if (Sse.IsSupported)
        {
            Vector128<float> x = Vector128.CreateScalarUnsafe(a), y = Vector128.CreateScalarUnsafe(b);
            Vector128<float> larger = Sse.MaxScalar(x, y), swapped = Sse.MaxScalar(y, x);
            return float.IsNaN((larger | swapped).ToScalar()) ? a + b : (larger & swapped).ToScalar();
        }

        if (AdvSimd.IsSupported) return AdvSimd.Max(Vector64.CreateScalarUnsafe(a), Vector64.CreateScalarUnsafe(b)).ToScalar();
        if (a > b) return a;
        if (b > a) return b;
        if (a == b) return float.IsNegative(a) ? b : a;
        return a + b;
    }

    // .NET's software rounding returns a signalling NaN as it is.
    private static bool RoundsInHardware => Sse41.IsSupported || AdvSimd.IsSupported;
}
