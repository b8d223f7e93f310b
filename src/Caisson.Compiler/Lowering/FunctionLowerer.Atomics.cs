using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>Atomic instructions. spec: threads, syntax-instr-atomic-memory</summary>
internal sealed partial class FunctionLowerer
{
    private void AtomicAccess(in Instruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        InstructionSignature signature = opcode.Signature;
        Expression[] operands = _stack.Pop(signature.OperandCount);
        IrType type = signature.ResultCount == 1 ? IrTypes.Of(signature.Result(0)) : IrType.None;
        MemArg memArg = opcode == Opcode.AtomicFence ? default : instruction.MemArg;
        var access = new AtomicAccess(opcode, type, memArg, operands);
        if (type == IrType.None) _stack.Add(new Evaluate(access), access.Effects);
        else _stack.Push(access);
    }
}
