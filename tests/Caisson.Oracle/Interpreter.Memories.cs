using Caisson.Oracle.Numerics;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>spec: exec-instr-memory</summary>
internal sealed partial class Interpreter
{
    private bool Memory(Frame frame, in Instruction instruction)
    {
        int index = (int)instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.MemorySize: frame.Push(Val.I32(Memories[index].Pages)); break;
            case Opcode.MemoryGrow: frame.Push(Val.I32(Memories[index].Grow(frame.Pop().U32))); break;
            case Opcode.MemoryFill: MemoryFill(frame, Memories[index]); break;
            case Opcode.MemoryCopy: MemoryCopy(frame, Memories[index], Memories[(int)instruction.Index2]); break;
            case Opcode.MemoryInit:
                Val[] operands = frame.Pop(3);
                MemoryInit((int)instruction.Index2, index, operands[0].U32, operands[1].U32, operands[2].U32);
                break;
            case Opcode.DataDrop: _droppedDatas[index] = true; break;
            default:
                if (instruction.Opcode.AccessBytes == 0) return false;
                if (instruction.Opcode.Signature.ResultCount == 1) Load(frame, instruction);
                else Store(frame, instruction);
                break;
        }
        return true;
    }

    /// <summary>spec: exec-load-val, exec-load-pack</summary>
    private void Load(Frame frame, in Instruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        MemInst memory = Memories[(int)instruction.MemArg.Memory.Value];
        int width = opcode.AccessBytes;
        int at = memory.At(frame.Pop().U32 + instruction.MemArg.Offset, (ulong)width);
        ulong bits = 0;
        for (int i = width - 1; i >= 0; i--) bits = (bits << 8) | memory.Data[at + i];
        ValKind kind = opcode.Signature.Result(0);
        if (opcode.Mnemonic.EndsWith("_s", StringComparison.Ordinal))
            bits = (ulong)Integers.Extend(8 * width, kind == ValKind.I32 ? 32 : 64, bits);
        frame.Push(new Val(kind, bits));
    }

    /// <summary>spec: exec-store-val, exec-store-pack</summary>
    private void Store(Frame frame, in Instruction instruction)
    {
        MemInst memory = Memories[(int)instruction.MemArg.Memory.Value];
        Val[] operands = frame.Pop(2);
        int width = instruction.Opcode.AccessBytes;
        int at = memory.At(operands[0].U32 + instruction.MemArg.Offset, (ulong)width);
        for (int i = 0; i < width; i++) memory.Data[at + i] = (byte)(operands[1].Bits >> (8 * i));
    }

    /// <summary>spec: exec-memory.fill</summary>
    private static void MemoryFill(Frame frame, MemInst memory)
    {
        Val[] operands = frame.Pop(3);
        int start = memory.At(operands[0].U32, operands[2].U32);
        for (int i = 0; i < (int)operands[2].U32; i++) memory.Data[start + i] = (byte)operands[1].Bits;
    }

    /// <summary>spec: exec-memory.copy</summary>
    private static void MemoryCopy(Frame frame, MemInst to, MemInst from)
    {
        Val[] operands = frame.Pop(3);
        uint count = operands[2].U32;
        int source = from.At(operands[1].U32, count), destination = to.At(operands[0].U32, count);
        byte[] bytes = from.Data[source..(source + (int)count)];
        bytes.CopyTo(to.Data, destination);
    }

    /// <summary>spec: exec-memory.init</summary>
    private void MemoryInit(int memory, int segment, uint to, uint from, uint count)
    {
        ByteRange content = _module.Datas[segment].Content;
        uint length = _droppedDatas[segment] ? 0 : (uint)content.Length;
        if ((ulong)from + count > length) throw Trap(TrapKind.OutOfBoundsMemoryAccess);
        int start = Memories[memory].At(to, count);
        _module.Slice(content).Slice((int)from, (int)count).CopyTo(Memories[memory].Data.AsSpan(start));
    }
}
