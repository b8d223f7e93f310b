using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The instructions whose result depends on the implementation. Emitted code finds each by the identifier of its opcode. Pure
/// functions, safe from any thread.
/// spec: exec-vec, relaxed SIMD
/// </summary>
/// <remarks>
/// The choice is the same for every execution on one processor: the native instruction, and each says what that does; where there is
/// none, they equal their strict counterparts. An embedder that wants the same results on all processors gets them from those.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class RelaxedOperations
{
    /// <summary>
    /// <c>i8x16.relaxed_swizzle</c>: picks bytes; for an index above 15, x64 takes its low 4 bits if it is below 128, else zero;
    /// others take zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16RelaxedSwizzle(Vector128<byte> a, Vector128<byte> indices) =>
        Ssse3.IsSupported ? Ssse3.Shuffle(a, indices) : Vector128.Shuffle(a, indices);

    /// <summary>
    /// <c>i32x4.relaxed_trunc_f32x4_s</c>: signed truncation; what does not fit becomes the smallest integer on x64, else it
    /// saturates.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4RelaxedTruncF32x4S(Vector128<byte> a)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Int32WithTruncation(a.AsSingle()).AsByte();
        return I32x4Operations.I32x4TruncSatF32x4S(a);
    }

    /// <summary>
    /// <c>i32x4.relaxed_trunc_f32x4_u</c>: unsigned truncation; what does not fit becomes the largest integer with AVX-512, else
    /// it saturates.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4RelaxedTruncF32x4U(Vector128<byte> a)
    {
        if (Avx512F.VL.IsSupported) return Avx512F.VL.ConvertToVector128UInt32WithTruncation(a.AsSingle()).AsByte();
        return I32x4Operations.I32x4TruncSatF32x4U(a);
    }

    /// <summary>
    /// <c>i32x4.relaxed_trunc_f64x2_s_zero</c>: signed truncation; what does not fit becomes the smallest integer on x64, else it
    /// saturates.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4RelaxedTruncF64x2SZero(Vector128<byte> a)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Int32WithTruncation(a.AsDouble()).AsByte();
        return I32x4Operations.I32x4TruncSatF64x2SZero(a);
    }

    /// <summary>
    /// <c>i32x4.relaxed_trunc_f64x2_u_zero</c>: unsigned truncation; what does not fit becomes the largest integer with AVX-512,
    /// else it saturates.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4RelaxedTruncF64x2UZero(Vector128<byte> a)
    {
        if (Avx512F.VL.IsSupported) return Avx512F.VL.ConvertToVector128UInt32WithTruncation(a.AsDouble()).AsByte();
        return I32x4Operations.I32x4TruncSatF64x2UZero(a);
    }

    /// <summary><c>f32x4.relaxed_madd</c>: <c>a * b + c</c>, rounded once where the processor has that, else twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4RelaxedMadd(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) =>
        Fma.IsSupported || AdvSimd.IsSupported
            ? Vector128.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsByte()
            : (a.AsSingle() * b.AsSingle() + c.AsSingle()).AsByte();

    /// <summary><c>f32x4.relaxed_nmadd</c>: <c>-(a * b) + c</c>, rounded as by <c>f32x4.relaxed_madd</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4RelaxedNmadd(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c)
    {
        if (Fma.IsSupported) return Fma.MultiplyAddNegated(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.FusedMultiplySubtract(c.AsSingle(), a.AsSingle(), b.AsSingle()).AsByte();
        return (-a.AsSingle() * b.AsSingle() + c.AsSingle()).AsByte();
    }

    /// <summary><c>f64x2.relaxed_madd</c>: <c>a * b + c</c>, rounded once where the processor has that, else twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2RelaxedMadd(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) =>
        Fma.IsSupported || AdvSimd.IsSupported
            ? Vector128.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).AsByte()
            : (a.AsDouble() * b.AsDouble() + c.AsDouble()).AsByte();

    /// <summary><c>f64x2.relaxed_nmadd</c>: <c>-(a * b) + c</c>, rounded as by <c>f64x2.relaxed_madd</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2RelaxedNmadd(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c)
    {
        if (Fma.IsSupported) return Fma.MultiplyAddNegated(a.AsDouble(), b.AsDouble(), c.AsDouble()).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.FusedMultiplySubtract(c.AsDouble(), a.AsDouble(), b.AsDouble()).AsByte();
        return (-a.AsDouble() * b.AsDouble() + c.AsDouble()).AsByte();
    }

    /// <summary><c>i8x16.relaxed_laneselect</c>: before AVX-512 x64 chooses by the highest bit of a lane; others choose by each bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16RelaxedLaneselect(Vector128<byte> a, Vector128<byte> b, Vector128<byte> mask) =>
        Sse41.IsSupported && !Avx512F.VL.IsSupported
            ? Sse41.BlendVariable(b, a, mask)
            : Vector128.ConditionalSelect(mask, a, b);

    /// <summary><c>i16x8.relaxed_laneselect</c>: before AVX-512 x64 chooses by the highest bit of each byte; others choose by each bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8RelaxedLaneselect(Vector128<byte> a, Vector128<byte> b, Vector128<byte> mask) =>
        Sse41.IsSupported && !Avx512F.VL.IsSupported
            ? Sse41.BlendVariable(b, a, mask)
            : Vector128.ConditionalSelect(mask, a, b);

    /// <summary><c>i32x4.relaxed_laneselect</c>: before AVX-512 x64 chooses by the highest bit of a lane; others choose by each bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4RelaxedLaneselect(Vector128<byte> a, Vector128<byte> b, Vector128<byte> mask) =>
        Sse41.IsSupported && !Avx512F.VL.IsSupported
            ? Sse41.BlendVariable(b.AsSingle(), a.AsSingle(), mask.AsSingle()).AsByte()
            : Vector128.ConditionalSelect(mask, a, b);

    /// <summary><c>i64x2.relaxed_laneselect</c>: before AVX-512 x64 chooses by the highest bit of a lane; others choose by each bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2RelaxedLaneselect(Vector128<byte> a, Vector128<byte> b, Vector128<byte> mask) =>
        Sse41.IsSupported && !Avx512F.VL.IsSupported
            ? Sse41.BlendVariable(b.AsDouble(), a.AsDouble(), mask.AsDouble()).AsByte()
            : Vector128.ConditionalSelect(mask, a, b);

    /// <summary><c>f32x4.relaxed_min</c>: lane-wise minimum; for two zeros or a NaN, x64 returns the second operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4RelaxedMin(Vector128<byte> a, Vector128<byte> b) =>
        Sse.IsSupported ? Sse.Min(a.AsSingle(), b.AsSingle()).AsByte() : F32x4Operations.F32x4Min(a, b);

    /// <summary><c>f32x4.relaxed_max</c>: lane-wise maximum; for two zeros or a NaN, x64 returns the second operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4RelaxedMax(Vector128<byte> a, Vector128<byte> b) =>
        Sse.IsSupported ? Sse.Max(a.AsSingle(), b.AsSingle()).AsByte() : F32x4Operations.F32x4Max(a, b);

    /// <summary><c>f64x2.relaxed_min</c>: lane-wise minimum; for two zeros or a NaN, x64 returns the second operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2RelaxedMin(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.Min(a.AsDouble(), b.AsDouble()).AsByte() : F64x2Operations.F64x2Min(a, b);

    /// <summary><c>f64x2.relaxed_max</c>: lane-wise maximum; for two zeros or a NaN, x64 returns the second operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2RelaxedMax(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.Max(a.AsDouble(), b.AsDouble()).AsByte() : F64x2Operations.F64x2Max(a, b);

    /// <summary>
    /// <c>i16x8.relaxed_q15mulr_s</c>: lane-wise product in Q15 format, rounded; -1 times -1 is -1 on x64, else it saturates.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8RelaxedQ15mulrS(Vector128<byte> a, Vector128<byte> b) =>
        Ssse3.IsSupported
            ? Ssse3.MultiplyHighRoundScale(a.AsInt16(), b.AsInt16()).AsByte()
            : I16x8Operations.I16x8Q15mulrSatS(a, b);

    /// <summary>
    /// <c>i16x8.relaxed_dot_i8x16_i7x16_s</c>: sums of neighbouring products; where a lane of the second operand exceeds 7 bits,
    /// x64 takes it as unsigned and saturates the sum, others take it as signed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8RelaxedDotI8x16I7x16S(Vector128<byte> a, Vector128<byte> b)
    {
        if (Ssse3.IsSupported) return Ssse3.MultiplyAddAdjacent(b, a.AsSByte()).AsByte();
        if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<short> low = AdvSimd.MultiplyWideningLower(a.AsSByte().GetLower(), b.AsSByte().GetLower());
            return AdvSimd.Arm64.AddPairwise(low, AdvSimd.MultiplyWideningUpper(a.AsSByte(), b.AsSByte())).AsByte();
        }

        Vector128<short> even = (a.AsInt16() << 8 >> 8) * (b.AsInt16() << 8 >> 8);
        return (even + (a.AsInt16() >> 8) * (b.AsInt16() >> 8)).AsByte();
    }

    /// <summary>
    /// <c>i32x4.relaxed_dot_i8x16_i7x16_add_s</c>: adds to the third operand the sums of four neighbouring products, made of
    /// those of <c>i16x8.relaxed_dot_i8x16_i7x16_s</c>; with AVX-VNNI, or the dot product of arm64, without anything in between that
    /// could saturate or wrap.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4RelaxedDotI8x16I7x16AddS(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c)
    {
        if (AvxVnni.IsSupported) return AvxVnni.MultiplyWideningAndAdd(c.AsInt32(), b, a.AsSByte()).AsByte();
        if (Dp.IsSupported) return Dp.DotProduct(c.AsInt32(), a.AsSByte(), b.AsSByte()).AsByte();
        Vector128<byte> sums = I32x4Operations.I32x4ExtaddPairwiseI16x8S(I16x8RelaxedDotI8x16I7x16S(a, b));
        return (sums.AsInt32() + c.AsInt32()).AsByte();
    }
}
