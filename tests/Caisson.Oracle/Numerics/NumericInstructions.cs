using System.Numerics;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Numerics;

/// <summary>What a numeric instruction computes; the mnemonic is the definition's name. spec: exec-numeric</summary>
internal static class NumericInstructions
{
    private static readonly Func<Val[], Val>?[] Definitions = new Func<Val[], Val>?[Opcodes.Count];

    public static Val Apply(Opcode opcode, params Val[] operands) => (Definitions[(int)opcode] ??= Definition(opcode))(operands);

    /// <summary>Looked up once for each instruction.</summary>
    private static Func<Val[], Val> Definition(Opcode opcode)
    {
        string type = Mnemonics.Parts(opcode)[0], op = Mnemonics.Parts(opcode)[1];
        bool isUnary = opcode.Signature.OperandCount == 1;
        return type switch
        {
            "i32" or "i64" when IsConversion(op) => ToInteger(type, op, opcode.Signature.Operand(0)),
            "i32" or "i64" => Integer(type, op, isUnary),
            "f32" or "f64" when IsConversion(op) => ToFloat(type, op, opcode.Signature.Operand(0)),
            "f32" => F32(op, isUnary),
            "f64" => F64(op, isUnary),
            _ => throw new NotSupportedException(opcode.Mnemonic),
        };
    }

    /// <summary>spec: op-iunop, op-ibinop, op-itestop, op-irelop</summary>
    private static Func<Val[], Val> Integer(string type, string op, bool isUnary)
    {
        int n = type == "i32" ? 32 : 64;
        if (op == "eqz") return operands => Val.Bool(operands[0].Bits == 0);
        if (isUnary) return operands => Integer(n, Integers.Unary(op, n, operands[0].Bits));
        if (IsRelation(op)) return operands => Val.Bool(Integers.Relation(op, n, operands[0].Bits, operands[1].Bits));
        return operands => Integer(n, Integers.Binary(op, n, operands[0].Bits, operands[1].Bits));
    }

    /// <summary>spec: op-funop, op-fbinop, op-frelop</summary>
    private static Func<Val[], Val> F32(string op, bool isUnary)
    {
        if (isUnary) return operands => Val.Of(Floats.Unary(op, operands[0].F32));
        if (IsRelation(op)) return operands => Val.Bool(Floats.Relation(op, operands[0].F32, operands[1].F32));
        return operands => Val.Of(Floats.Binary(op, operands[0].F32, operands[1].F32));
    }

    /// <summary>spec: op-funop, op-fbinop, op-frelop</summary>
    private static Func<Val[], Val> F64(string op, bool isUnary)
    {
        if (isUnary) return operands => Val.Of(Floats.Unary(op, operands[0].F64));
        if (IsRelation(op)) return operands => Val.Bool(Floats.Relation(op, operands[0].F64, operands[1].F64));
        return operands => Val.Of(Floats.Binary(op, operands[0].F64, operands[1].F64));
    }

    /// <summary>spec: op-cvtop</summary>
    private static Func<Val[], Val> ToInteger(string type, string op, ValKind from)
    {
        int n = type == "i32" ? 32 : 64;
        bool signed = op.EndsWith("_s", StringComparison.Ordinal);
        if (op.StartsWith("trunc_sat_", StringComparison.Ordinal))
            return operands => Integer(n, Conversions.TruncSat(n, signed, Number(from, operands[0])));
        if (op.StartsWith("trunc_", StringComparison.Ordinal))
            return operands => Integer(n, Conversions.Trunc(n, signed, Number(from, operands[0])));
        if (op == "extend_i32_s") return operands => Integer(n, Integers.Extend(32, 64, operands[0].Bits));
        return operands => Integer(n, Integers.Wrap(n, operands[0].Bits));
    }

    /// <summary>spec: op-cvtop</summary>
    private static Func<Val[], Val> ToFloat(string type, string op, ValKind from)
    {
        ValKind kind = type == "f32" ? ValKind.F32 : ValKind.F64;
        if (op.StartsWith("reinterpret_", StringComparison.Ordinal)) return operands => new Val(kind, operands[0].Bits);
        if (op == "demote_f64") return operands => Val.Of(Floats.Nan((float)operands[0].F64));
        if (op == "promote_f32") return operands => Val.Of(Floats.Nan((double)operands[0].F32));
        int n = from == ValKind.I32 ? 32 : 64;
        bool signed = op.EndsWith("_s", StringComparison.Ordinal);
        if (type == "f32") return operands => Val.Of((float)Conversions.Convert(Signed(operands[0]), 24));
        return operands => Val.Of(Conversions.Convert(Signed(operands[0]), 53));

        BigInteger Signed(Val operand) => signed ? Integers.Signed(n, operand.Bits) : operand.Bits;
    }

    /// <summary>Those whose name tells another type.</summary>
    private static bool IsConversion(string op) =>
        op.Contains("_i32", StringComparison.Ordinal) || op.Contains("_i64", StringComparison.Ordinal)
        || op.Contains("_f32", StringComparison.Ordinal) || op.Contains("_f64", StringComparison.Ordinal);

    private static bool IsRelation(string op) => op is "eq" or "ne" || op[..2] is "lt" or "gt" or "le" or "ge";

    private static double Number(ValKind kind, Val operand) => kind == ValKind.F32 ? operand.F32 : operand.F64;

    private static Val Integer(int n, BigInteger value) => n == 32 ? Val.I32((uint)value) : Val.I64((ulong)value);
}
