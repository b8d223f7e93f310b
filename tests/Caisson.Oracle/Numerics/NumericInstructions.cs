using System.Numerics;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Numerics;

/// <summary>What a numeric instruction computes; the mnemonic is the definition's name. spec: exec-numeric</summary>
internal static class NumericInstructions
{
    public static Val Apply(Opcode opcode, params ReadOnlySpan<Val> operands)
    {
        string[] parts = Mnemonics.Parts(opcode);
        string op = parts[1];
        return parts[0] switch
        {
            "i32" or "i64" when operands[0].Kind is ValKind.F32 or ValKind.F64 && op.StartsWith("trunc", StringComparison.Ordinal) => Trunc(parts[0], op, operands[0]),
            "i32" or "i64" when op.StartsWith("reinterpret", StringComparison.Ordinal) => Integer(parts[0], operands[0].Bits),
            "i32" when op == "wrap_i64" => Val.I32(operands[0].U32),
            "i64" when op == "extend_i32_u" => Val.I64(operands[0].Bits),
            "i64" when op == "extend_i32_s" => Integer("i64", Integers.Extend(32, 64, operands[0].Bits)),
            "i32" => Integer(op, 32, operands),
            "i64" => Integer(op, 64, operands),
            "f32" => F32(op, operands),
            "f64" => F64(op, operands),
            _ => throw new NotSupportedException(opcode.Mnemonic),
        };
    }

    private static Val Integer(string op, int n, ReadOnlySpan<Val> operands)
    {
        string type = n == 32 ? "i32" : "i64";
        if (op == "eqz") return Bool(operands[0].Bits == 0);
        if (operands.Length == 1) return Integer(type, Integers.Unary(op, n, operands[0].Bits));
        BigInteger i = operands[0].Bits, j = operands[1].Bits;
        return IsRelation(op) ? Bool(Integers.Relation(op, n, i, j)) : Integer(type, Integers.Binary(op, n, i, j));
    }

    private static Val F32(string op, ReadOnlySpan<Val> operands)
    {
        if (op == "reinterpret_i32") return new Val(ValKind.F32, operands[0].Bits);
        if (op == "demote_f64") return Val.Of(Floats.Nan((float)operands[0].F64));
        if (op.StartsWith("convert", StringComparison.Ordinal)) return Val.Of((float)Convert(op, operands[0], 24));
        if (operands.Length == 1) return Val.Of(Floats.Unary(op, operands[0].F32));
        return IsRelation(op)
            ? Bool(Floats.Relation(op, operands[0].F32, operands[1].F32))
            : Val.Of(Floats.Binary(op, operands[0].F32, operands[1].F32));
    }

    private static Val F64(string op, ReadOnlySpan<Val> operands)
    {
        if (op == "reinterpret_i64") return new Val(ValKind.F64, operands[0].Bits);
        if (op == "promote_f32") return Val.Of(Floats.Nan((double)operands[0].F32));
        if (op.StartsWith("convert", StringComparison.Ordinal)) return Val.Of(Convert(op, operands[0], 53));
        if (operands.Length == 1) return Val.Of(Floats.Unary(op, operands[0].F64));
        return IsRelation(op)
            ? Bool(Floats.Relation(op, operands[0].F64, operands[1].F64))
            : Val.Of(Floats.Binary(op, operands[0].F64, operands[1].F64));
    }

    private static Val Trunc(string type, string op, Val operand)
    {
        int n = type == "i32" ? 32 : 64;
        bool signed = op.EndsWith("_s", StringComparison.Ordinal);
        double z = operand.Kind == ValKind.F32 ? operand.F32 : operand.F64;
        bool saturates = op.StartsWith("trunc_sat", StringComparison.Ordinal);
        return Integer(type, saturates ? Conversions.TruncSat(n, signed, z) : Conversions.Trunc(n, signed, z));
    }

    private static double Convert(string op, Val operand, int precision)
    {
        int n = operand.Kind == ValKind.I32 ? 32 : 64;
        bool signed = op.EndsWith("_s", StringComparison.Ordinal);
        return Conversions.Convert(signed ? Integers.Signed(n, operand.Bits) : operand.Bits, precision);
    }

    private static bool IsRelation(string op) => op is "eq" or "ne" || op[..2] is "lt" or "gt" or "le" or "ge";

    private static Val Integer(string type, BigInteger value) => type == "i32" ? Val.I32((uint)value) : Val.I64((ulong)value);

    private static Val Bool(bool value) => Val.I32(value ? 1u : 0u);
}
