using System.Numerics;
using Caisson.Oracle.Numerics;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// Atomic instructions, where there is one thread: nothing can come between, and nobody else notifies. spec: exec-atomic
internal sealed partial class Execution
{
    private const uint NotEqual = 1, TimedOut = 2;

    private static void Atomic(Frame frame, in Instruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        if (opcode == Opcode.AtomicFence) return;
        Val[] operands = frame.Pop(opcode.Signature.OperandCount);
        MemInst memory = MemoryOf(frame, in instruction);
        int width = opcode.AccessBytes, at = AlignedAt(memory, operands[0], in instruction);
        switch (opcode)
        {
            case Opcode.MemoryAtomicNotify: frame.Push(Val.I32(0)); break;
            case Opcode.MemoryAtomicWait32 or Opcode.MemoryAtomicWait64: frame.Push(Val.I32(Wait(memory, at, width, operands))); break;
            default:
                ulong old = memory.Read(at, width);
                if (operands.Length > 1) memory.Write(at, width, Modify(opcode, old, operands));
                if (opcode.Signature.ResultCount == 1) frame.Push(new Val(opcode.Signature.Result(0), old));
                break;
        }
    }

    private static int AlignedAt(MemInst memory, Val address, in Instruction instruction)
    {
        UInt128 effective = (UInt128)address.Bits + instruction.MemArg.Offset;
        uint width = (uint)instruction.Opcode.AccessBytes;
        return effective % width != 0 ? throw Trap(TrapKind.UnalignedAtomic) : memory.At(effective, width);
    }

    /// <summary>What is written: the operand itself, or what the operation makes of it. spec: exec-atomic-rmw</summary>
    private static ulong Modify(Opcode opcode, ulong old, Val[] operands)
    {
        int bits = 8 * opcode.AccessBytes;
        BigInteger operand = Integers.Wrap(bits, operands[1].Bits);
        string op = Mnemonics.Parts(opcode)[^1].Split('_')[0];
        return op switch
        {
            "cmpxchg" => old == operand ? (ulong)Integers.Wrap(bits, operands[2].Bits) : old,
            "add" or "sub" or "and" or "or" or "xor" => (ulong)Integers.Binary(op, bits, old, operand),
            _ => (ulong)operand,
        };
    }

    /// <summary>spec: exec-memory.atomic.wait</summary>
    /// <exception cref="LimitStop">It would wait for ever.</exception>
    private static uint Wait(MemInst memory, int at, int width, Val[] operands)
    {
        if (!memory.Type.Shared) throw Trap(TrapKind.ExpectedSharedMemory);
        if (memory.Read(at, width) != operands[1].Bits) return NotEqual;
        return (long)operands[2].Bits >= 0 ? TimedOut : throw new LimitStop(LimitKind.Steps);
    }
}
