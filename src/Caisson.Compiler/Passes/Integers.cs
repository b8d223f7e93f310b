using System.Numerics;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>Integer instructions on numbers that are known. spec: exec-numeric</summary>
internal static class Integers
{
    /// <summary>The result of an instruction with one operand; null when it is no such instruction of integers.</summary>
    public static ulong? Evaluate(Opcode opcode, ulong operand) => opcode switch
    {
        Opcode.I32Eqz or Opcode.I64Eqz => Bit(operand == 0),
        Opcode.I32Clz => (ulong)BitOperations.LeadingZeroCount((uint)operand),
        Opcode.I32Ctz => (ulong)BitOperations.TrailingZeroCount((uint)operand),
        Opcode.I32Popcnt or Opcode.I64Popcnt => (ulong)BitOperations.PopCount(operand),
        Opcode.I64Clz => (ulong)BitOperations.LeadingZeroCount(operand),
        Opcode.I64Ctz => (ulong)BitOperations.TrailingZeroCount(operand),
        Opcode.I32Extend8S => (uint)(sbyte)operand,
        Opcode.I32Extend16S => (uint)(short)operand,
        Opcode.I64Extend8S => (ulong)(sbyte)operand,
        Opcode.I64Extend16S => (ulong)(short)operand,
        Opcode.I64Extend32S or Opcode.I64ExtendI32S => (ulong)(int)operand,
        Opcode.I32WrapI64 or Opcode.I64ExtendI32U => (uint)operand,
        Opcode.I32ReinterpretF32 or Opcode.I64ReinterpretF64 or Opcode.F32ReinterpretI32 or Opcode.F64ReinterpretI64 => operand,
        _ => null,
    };

    /// <summary>The result of an instruction with two operands; null when it traps, or is no such instruction of integers.</summary>
    public static ulong? Evaluate(Opcode opcode, IrType type, ulong left, ulong right)
    {
        if (type == IrType.I64) return Evaluate64(opcode, left, right);
        return type == IrType.I32 ? Evaluate32(opcode, (uint)left, (uint)right) : null;
    }

    private static uint? Evaluate32(Opcode opcode, uint left, uint right) => opcode switch
    {
        Opcode.I32Add => left + right,
        Opcode.I32Sub => left - right,
        Opcode.I32Mul => left * right,
        Opcode.I32And => left & right,
        Opcode.I32Or => left | right,
        Opcode.I32Xor => left ^ right,
        Opcode.I32Shl => left << (int)right,
        Opcode.I32ShrU => left >> (int)right,
        Opcode.I32ShrS => (uint)((int)left >> (int)right),
        Opcode.I32Rotl => BitOperations.RotateLeft(left, (int)right),
        Opcode.I32Rotr => BitOperations.RotateRight(left, (int)right),
        Opcode.I32DivU when right != 0 => left / right,
        Opcode.I32RemU when right != 0 => left % right,
        Opcode.I32DivS when right is not (0 or uint.MaxValue) => (uint)((int)left / (int)right),
        Opcode.I32RemS when right is not (0 or uint.MaxValue) => (uint)((int)left % (int)right),
        Opcode.I32Eq => Bit(left == right),
        Opcode.I32Ne => Bit(left != right),
        Opcode.I32LtU => Bit(left < right),
        Opcode.I32GtU => Bit(left > right),
        Opcode.I32LeU => Bit(left <= right),
        Opcode.I32GeU => Bit(left >= right),
        Opcode.I32LtS => Bit((int)left < (int)right),
        Opcode.I32GtS => Bit((int)left > (int)right),
        Opcode.I32LeS => Bit((int)left <= (int)right),
        Opcode.I32GeS => Bit((int)left >= (int)right),
        _ => null,
    };

    private static ulong? Evaluate64(Opcode opcode, ulong left, ulong right) => opcode switch
    {
        Opcode.I64Add => left + right,
        Opcode.I64Sub => left - right,
        Opcode.I64Mul => left * right,
        Opcode.I64And => left & right,
        Opcode.I64Or => left | right,
        Opcode.I64Xor => left ^ right,
        Opcode.I64Shl => left << (int)right,
        Opcode.I64ShrU => left >> (int)right,
        Opcode.I64ShrS => (ulong)((long)left >> (int)right),
        Opcode.I64Rotl => BitOperations.RotateLeft(left, (int)right),
        Opcode.I64Rotr => BitOperations.RotateRight(left, (int)right),
        Opcode.I64DivU when right != 0 => left / right,
        Opcode.I64RemU when right != 0 => left % right,
        Opcode.I64DivS when right is not (0 or ulong.MaxValue) => (ulong)((long)left / (long)right),
        Opcode.I64RemS when right is not (0 or ulong.MaxValue) => (ulong)((long)left % (long)right),
        Opcode.I64Eq => Bit(left == right),
        Opcode.I64Ne => Bit(left != right),
        Opcode.I64LtU => Bit(left < right),
        Opcode.I64GtU => Bit(left > right),
        Opcode.I64LeU => Bit(left <= right),
        Opcode.I64GeU => Bit(left >= right),
        Opcode.I64LtS => Bit((long)left < (long)right),
        Opcode.I64GtS => Bit((long)left > (long)right),
        Opcode.I64LeS => Bit((long)left <= (long)right),
        Opcode.I64GeS => Bit((long)left >= (long)right),
        _ => null,
    };

    private static uint Bit(bool holds) => holds ? 1u : 0u;
}
