using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>The instructions that must have a method.</summary>
internal static class Mnemonics
{
    /// <summary>The scalar instructions without an IL counterpart, and the few beside them that have one.</summary>
    public static IReadOnlyList<string> Scalar { get; } =
    [
        .. Each(["i32", "i64"], "clz", "ctz", "popcnt", "rotl", "rotr", "div_s", "div_u", "rem_s", "rem_u"),
        .. Each(["i32", "i64"], "extend8_s", "extend16_s"),
        "i64.extend32_s",
        .. Each(["f32", "f64"], "abs", "neg", "copysign", "sqrt", "ceil", "floor", "trunc", "nearest", "min", "max"),
        .. Each(["i32", "i64"], "trunc_f32_s", "trunc_f32_u", "trunc_f64_s", "trunc_f64_u"),
        .. Each(["i32", "i64"], "trunc_sat_f32_s", "trunc_sat_f32_u", "trunc_sat_f64_s", "trunc_sat_f64_u"),
        .. Each(["f32", "f64"], "convert_i32_s", "convert_i32_u", "convert_i64_s", "convert_i64_u"),
        "f32.demote_f64", "f64.promote_f32",
        "i32.reinterpret_f32", "i64.reinterpret_f64", "f32.reinterpret_i32", "f64.reinterpret_i64",
    ];

    /// <summary>All vector instructions, relaxed ones too, but those that are plain IL.</summary>
    public static IReadOnlyList<string> Vector { get; } =
    [
        .. from opcode in Opcodes.All
           where opcode.Prefix == 0xFD && opcode is not (Opcode.V128Const or Opcode.V128Load or Opcode.V128Store)
           select opcode.Mnemonic,
    ];

    /// <summary>The instructions of the threads proposal.</summary>
    public static IReadOnlyList<string> Atomic { get; } =
        [.. from opcode in Opcodes.All where opcode.Prefix == 0xFE select opcode.Mnemonic];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Scalar, .. Vector, .. Atomic];

    private static IEnumerable<string> Each(string[] types, params string[] verbs) =>
        from type in types from verb in verbs select $"{type}.{verb}";
}
