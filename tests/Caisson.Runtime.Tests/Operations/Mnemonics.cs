namespace Caisson.Runtime.Tests.Operations;

/// <summary>The mnemonics that need a method, written out from the specification, so that none can be forgotten.</summary>
internal static class Mnemonics
{
    private static readonly string[] _signs = ["s", "u"];

    /// <summary>The scalar instructions without an IL counterpart, and the few beside them that have one.</summary>
    public static IReadOnlyList<string> Scalar { get; } =
    [
        .. Each(["i32", "i64"], "clz", "ctz", "popcnt", "rotl", "rotr", "div_s", "div_u", "rem_s", "rem_u", "extend8_s", "extend16_s"),
        "i64.extend32_s",
        .. Each(["f32", "f64"], "abs", "neg", "copysign", "sqrt", "ceil", "floor", "trunc", "nearest", "min", "max"),
        .. from to in new[] { "i32", "i64" }
           from verb in new[] { "trunc", "trunc_sat" }
           from of in new[] { "f32", "f64" }
           from sign in _signs
           select $"{to}.{verb}_{of}_{sign}",
        .. from to in new[] { "f32", "f64" } from of in new[] { "i32", "i64" } from sign in _signs select $"{to}.convert_{of}_{sign}",
        "f32.demote_f64", "f64.promote_f32",
        "i32.reinterpret_f32", "i64.reinterpret_f64", "f32.reinterpret_i32", "f64.reinterpret_i64",
    ];

    /// <summary>The vector instructions of the specification but <c>v128.const</c>, <c>v128.load</c> and <c>v128.store</c>.</summary>
    public static IReadOnlyList<string> Vector { get; } = [.. Memory, .. Bitwise, .. Lanes, .. Integers, .. Widening, .. Floats];

    /// <summary>The relaxed vector instructions.</summary>
    public static IReadOnlyList<string> Relaxed { get; } =
    [
        "i8x16.relaxed_swizzle",
        "i32x4.relaxed_trunc_f32x4_s", "i32x4.relaxed_trunc_f32x4_u",
        "i32x4.relaxed_trunc_f64x2_s_zero", "i32x4.relaxed_trunc_f64x2_u_zero",
        .. Each(["f32x4", "f64x2"], "relaxed_madd", "relaxed_nmadd", "relaxed_min", "relaxed_max"),
        .. Each(["i8x16", "i16x8", "i32x4", "i64x2"], "relaxed_laneselect"),
        "i16x8.relaxed_q15mulr_s", "i16x8.relaxed_dot_i8x16_i7x16_s", "i32x4.relaxed_dot_i8x16_i7x16_add_s",
    ];

    /// <summary>The identifier of an opcode: its parts capitalised and joined.</summary>
    public static string Identifier(string mnemonic) =>
        string.Concat(mnemonic.Split('.', '_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static IEnumerable<string> Memory =>
    [
        .. from shape in new[] { "8x8", "16x4", "32x2" } from sign in _signs select $"v128.load{shape}_{sign}",
        .. Each(["v128"], "load8_splat", "load16_splat", "load32_splat", "load64_splat", "load32_zero", "load64_zero"),
        .. from verb in new[] { "load", "store" } from width in new[] { 8, 16, 32, 64 } select $"v128.{verb}{width}_lane",
    ];

    private static IEnumerable<string> Bitwise => Each(["v128"], "not", "and", "andnot", "or", "xor", "bitselect", "any_true");

    private static IEnumerable<string> Lanes =>
    [
        "i8x16.shuffle", "i8x16.swizzle",
        .. Each(["i8x16", "i16x8"], "extract_lane_s", "extract_lane_u"),
        .. Each(["i32x4", "i64x2", "f32x4", "f64x2"], "extract_lane"),
        .. Each(["i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2"], "splat", "replace_lane"),
    ];

    private static IEnumerable<string> Integers =>
    [
        .. Each(
            ["i8x16", "i16x8", "i32x4", "i64x2"],
            "eq", "ne", "lt_s", "gt_s", "le_s", "ge_s", "abs", "neg", "all_true", "bitmask", "shl", "shr_s", "shr_u", "add", "sub"),
        .. Each(["i8x16", "i16x8", "i32x4"], "lt_u", "gt_u", "le_u", "ge_u", "min_s", "min_u", "max_s", "max_u"),
        .. Each(["i8x16", "i16x8"], "add_sat_s", "add_sat_u", "sub_sat_s", "sub_sat_u", "avgr_u"),
        .. Each(["i16x8", "i32x4", "i64x2"], "mul"),
        "i8x16.popcnt", "i16x8.q15mulr_sat_s", "i32x4.dot_i16x8_s",
    ];

    private static IEnumerable<string> Widening =>
    [
        .. from pair in new[] { ("i16x8", "i8x16"), ("i32x4", "i16x8"), ("i64x2", "i32x4") }
           from verb in new[] { "extend_low", "extend_high", "extmul_low", "extmul_high" }
           from sign in _signs
           select $"{pair.Item1}.{verb}_{pair.Item2}_{sign}",
        .. from pair in new[] { ("i16x8", "i8x16"), ("i32x4", "i16x8") }
           from sign in _signs
           select $"{pair.Item1}.extadd_pairwise_{pair.Item2}_{sign}",
        .. from pair in new[] { ("i8x16", "i16x8"), ("i16x8", "i32x4") }
           from sign in _signs
           select $"{pair.Item1}.narrow_{pair.Item2}_{sign}",
    ];

    private static IEnumerable<string> Floats =>
    [
        .. Each(
            ["f32x4", "f64x2"],
            "eq", "ne", "lt", "gt", "le", "ge", "abs", "neg", "sqrt", "add", "sub", "mul", "div", "min", "max", "pmin", "pmax",
            "ceil", "floor", "trunc", "nearest"),
        "i32x4.trunc_sat_f32x4_s", "i32x4.trunc_sat_f32x4_u", "i32x4.trunc_sat_f64x2_s_zero", "i32x4.trunc_sat_f64x2_u_zero",
        "f32x4.convert_i32x4_s", "f32x4.convert_i32x4_u", "f32x4.demote_f64x2_zero",
        "f64x2.convert_low_i32x4_s", "f64x2.convert_low_i32x4_u", "f64x2.promote_low_f32x4",
    ];

    private static IEnumerable<string> Each(string[] types, params string[] verbs) =>
        from type in types from verb in verbs select $"{type}.{verb}";
}
