using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>Instructions whose signature the table knows. spec: syntax-instr-numeric, syntax-instr-vec</summary>
internal sealed partial class FunctionLowerer
{
    private void PlainOperation(in Instruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        InstructionSignature signature = opcode.Signature;
        Expression[] operands = _stack.Pop(signature.OperandCount);
        byte lane = opcode.Immediates == ImmediateKind.Lane ? (byte)instruction.Index : (byte)0;
        _ir.HasRotations |= opcode is Opcode.I32Rotl or Opcode.I32Rotr or Opcode.I64Rotl or Opcode.I64Rotr;
        Effects effects = MayTrap(opcode) ? Effects.OtherTrap : Effects.None;
        _stack.Push(new Plain(opcode, IrTypes.Of(signature.Result(0)), effects, operands, lane));
    }

    /// <summary>Two numbers of 128 bits, or the factors of one, give the halves of a number of 128 bits. spec: wide-arithmetic</summary>
    private void WideArithmetic(Opcode opcode)
    {
        Expression[] operands = _stack.Pop(opcode.Signature.OperandCount);
        int height = _stack.Height;
        IrType[] types = [IrType.I64, IrType.I64];
        Local[] results = _stack.Temporaries(height, types);
        Effects effects = operands.Aggregate(Effects.None, static (all, operand) => all | operand.Effects);
        _stack.Add(new SetWide(results[0], results[1], opcode, operands), effects, results[0].Bit | results[1].Bit);
        _stack.PushTemporaries(height, types);
    }

    private void Shuffle(in Instruction instruction)
    {
        Expression[] operands = [.. _stack.Pop(2), new VectorConstant(instruction.Vector)];
        _stack.Push(new Plain(Opcode.I8x16Shuffle, IrType.V128, Effects.None, operands));
    }

    private static bool MayTrap(Opcode opcode) => opcode is
        Opcode.I32DivS or Opcode.I32DivU or Opcode.I32RemS or Opcode.I32RemU
        or Opcode.I64DivS or Opcode.I64DivU or Opcode.I64RemS or Opcode.I64RemU
        or (>= Opcode.I32TruncF32S and <= Opcode.I32TruncF64U)
        or (>= Opcode.I64TruncF32S and <= Opcode.I64TruncF64U);
}
