using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>Operands, and what of them must be hidden from the JIT.</summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>Emits the operands of an instruction with a fixed signature.</summary>
    private void EmitOperands(Plain plain)
    {
        bool isFloatArithmetic = IsFloatArithmetic(plain.Opcode);
        for (int i = 0; i < plain.Operands.Length; i++)
        {
            Expression operand = plain.Operands[i];
            if (isFloatArithmetic && operand is Constant constant) EmitConstant(constant, opaque: IsNeutral(constant));
            else if (Tests(plain, i)) EmitTested(operand);
            else Emit(operand);
        }
    }

    /// <summary>
    /// Arithmetic that the JIT would leave out where one operand is neutral (x - 0, x * 1, x / 1, x * -1 as a change of sign),
    /// although it turns a signalling NaN into a quiet one.
    /// </summary>
    private static bool IsFloatArithmetic(Opcode opcode) => opcode is
        Opcode.F32Add or Opcode.F32Sub or Opcode.F32Mul or Opcode.F32Div or Opcode.F64Add or Opcode.F64Sub or Opcode.F64Mul or Opcode.F64Div;

    private static bool IsNeutral(Constant constant) => constant.Type == IrType.F32
        ? Math.Abs(BitConverter.UInt32BitsToSingle((uint)constant.Bits)) is 0f or 1f
        : Math.Abs(BitConverter.UInt64BitsToDouble(constant.Bits)) is 0d or 1d;
}
