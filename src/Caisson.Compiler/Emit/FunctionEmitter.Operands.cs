using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>Operands, and what of them must be hidden from the JIT.</summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>Emits the operands of an instruction with a fixed signature.</summary>
    private void EmitOperands(Plain plain)
    {
        for (int i = 0; i < plain.Operands.Length; i++)
        {
            Expression operand = plain.Operands[i];
            if (operand is Constant constant) EmitConstant(constant, opaque: IsNeutral(plain.Opcode, i, constant));
            else if (Tests(plain, i)) EmitTested(operand);
            else Emit(operand);
        }
    }

    /// <summary>Whether an instruction is one of the processor's, which IL doesn't have.</summary>
    private static bool IsFloatFunction(Opcode opcode) =>
        opcode is (>= Opcode.F32Abs and <= Opcode.F32Sqrt) or Opcode.F32Copysign or (>= Opcode.F64Abs and <= Opcode.F64Sqrt) or Opcode.F64Copysign;

    /// <summary>
    /// Whether the JIT would leave out an arithmetic instruction for this operand (x + -0, x - 0, x * 1, x / 1, x * -1 as a change of sign),
    /// although the instruction turns a signalling NaN into a quiet one.
    /// </summary>
    private static bool IsNeutral(Opcode opcode, int operand, Constant constant) => opcode switch
    {
        Opcode.F32Add or Opcode.F64Add => IsZero(constant, isNegative: true),
        Opcode.F32Sub or Opcode.F64Sub => operand == 1 && IsZero(constant, isNegative: false),
        Opcode.F32Mul or Opcode.F64Mul => IsOne(constant),
        Opcode.F32Div or Opcode.F64Div => operand == 1 && IsOne(constant),
        _ => false,
    };

    private static bool IsZero(Constant constant, bool isNegative) => ValueOf(constant) == 0 && double.IsNegative(ValueOf(constant)) == isNegative;

    private static bool IsOne(Constant constant) => Math.Abs(ValueOf(constant)) == 1;

    private static double ValueOf(Constant constant) => constant.Type == IrType.F32
        ? BitConverter.UInt32BitsToSingle((uint)constant.Bits)
        : BitConverter.UInt64BitsToDouble(constant.Bits);
}
