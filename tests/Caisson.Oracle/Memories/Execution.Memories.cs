using Caisson.Oracle.Numerics;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// spec: exec-instr-memory
internal sealed partial class Execution
{
    private bool Memory(Frame frame, in Instruction instruction)
    {
        List<MemInst> memories = frame.Module.Memories;
        int x = (int)instruction.Index, y = (int)instruction.Index2;
        switch (instruction.Opcode)
        {
            case Opcode.MemorySize: frame.Push(Val.Address(memories[x].Type.Is64, memories[x].Pages)); break;
            case Opcode.MemoryGrow: frame.Push(Val.Address(memories[x].Type.Is64, memories[x].Grow(frame.Pop().Bits))); break;
            case Opcode.MemoryFill: MemoryFill(frame, memories[x]); break;
            case Opcode.MemoryCopy: MemoryCopy(frame, memories[x], memories[y]); break;
            case Opcode.MemoryInit:
                Val[] operands = frame.Pop(3);
                MemoryInit(memories[y], frame.Module.Datas[x], operands[0].Bits, operands[1].Bits, operands[2].Bits);
                break;
            case Opcode.DataDrop: frame.Module.Datas[x].Drop(); break;
            default:
                if (instruction.Opcode.AccessBytes == 0 || instruction.Opcode.Prefix != 0) return false;
                if (instruction.Opcode.Signature.ResultCount == 1) Load(frame, instruction);
                else Store(frame, instruction);
                break;
        }
        return true;
    }

    /// <summary>spec: exec-memory.init</summary>
    public void MemoryInit(MemInst memory, DataInst data, ulong to, ulong from, ulong count)
    {
        if ((UInt128)from + count > (ulong)data.Data.Length) throw Trap(TrapKind.OutOfBoundsMemoryAccess);
        int start = memory.At(to, count);
        Spend(count / 64);
        for (int i = 0; i < (int)count; i++) memory.Data[start + i] = data.Data[(int)from + i];
    }

    private static MemInst MemoryOf(Frame frame, in Instruction instruction) => frame.Module.Memories[(int)instruction.MemArg.Memory.Value];

    /// <summary>spec: exec-load-val, exec-load-pack</summary>
    private static void Load(Frame frame, in Instruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        MemInst memory = MemoryOf(frame, instruction);
        int at = memory.At((UInt128)frame.Pop().Bits + instruction.MemArg.Offset, (ulong)opcode.AccessBytes);
        ulong bits = memory.Read(at, opcode.AccessBytes);
        ValKind kind = opcode.Signature.Result(0);
        if (opcode.Mnemonic.EndsWith("_s", StringComparison.Ordinal))
            bits = (ulong)Integers.Extend(8 * opcode.AccessBytes, kind == ValKind.I32 ? 32 : 64, bits);
        frame.Push(new Val(kind, bits));
    }

    /// <summary>spec: exec-store-val, exec-store-pack</summary>
    private static void Store(Frame frame, in Instruction instruction)
    {
        Val[] operands = frame.Pop(2);
        MemInst memory = MemoryOf(frame, instruction);
        int width = instruction.Opcode.AccessBytes;
        memory.Write(memory.At((UInt128)operands[0].Bits + instruction.MemArg.Offset, (ulong)width), width, operands[1].Bits);
    }

    /// <summary>spec: exec-memory.fill</summary>
    private void MemoryFill(Frame frame, MemInst memory)
    {
        Val[] operands = frame.Pop(3);
        ulong count = operands[2].Bits;
        int start = memory.At(operands[0].Bits, count);
        Spend(count / 64);
        for (int i = 0; i < (int)count; i++) memory.Data[start + i] = (byte)operands[1].Bits;
    }

    /// <summary>spec: exec-memory.copy</summary>
    private void MemoryCopy(Frame frame, MemInst to, MemInst from)
    {
        Val[] operands = frame.Pop(3);
        ulong count = operands[2].Bits;
        int source = from.At(operands[1].Bits, count), destination = to.At(operands[0].Bits, count);
        Spend(count / 64);
        byte[] bytes = from.Data[source..(source + (int)count)];
        bytes.CopyTo(to.Data, destination);
    }
}
