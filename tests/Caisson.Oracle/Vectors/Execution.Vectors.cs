using System.Runtime.Intrinsics;
using Caisson.Oracle.Numerics;
using Caisson.Oracle.Vectors;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// spec: exec-instr-vec, exec-vload-val
internal sealed partial class Execution
{
    private void Vector(Frame frame, in Instruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        if (VectorInstructions.IsRelaxed(opcode)) store.HasExecutedRelaxed = true;
        if (opcode == Opcode.V128Const)
        {
            frame.Push(Immediate(in instruction));
            return;
        }
        Val[] operands = frame.Pop(opcode.Signature.OperandCount);
        if (opcode.AccessBytes > 0) VectorMemory(frame, in instruction, operands);
        else if (opcode == Opcode.I8x16Shuffle) frame.Push(LaneAccess.Shuffle(Immediate(in instruction), operands[0], operands[1]));
        else frame.Push(VectorInstructions.Apply(opcode, (int)instruction.Index, operands));
    }

    private static Val Immediate(in Instruction instruction)
    {
        Vector128<ulong> halves = instruction.Vector.AsUInt64();
        return Val.V128(halves[0], halves[1]);
    }

    private static void VectorMemory(Frame frame, in Instruction instruction, Val[] operands)
    {
        Opcode opcode = instruction.Opcode;
        MemInst memory = MemoryOf(frame, in instruction);
        int width = opcode.AccessBytes, at = memory.At((UInt128)operands[0].Bits + instruction.MemArg.Offset, (ulong)width);
        var shape = new Shape(IsFloat: false, 8 * Math.Min(width, 8));
        string op = Mnemonics.Parts(opcode)[1];
        switch (op)
        {
            // spec: exec-vload-val, exec-vstore
            case "load": frame.Push(Val.V128(memory.Read(at, 8), memory.Read(at + 8, 8))); break;
            case "store":
                memory.Write(at, 8, operands[1].Bits);
                memory.Write(at + 8, 8, operands[1].High);
                break;

            // spec: exec-vload_lane, exec-vstore_lane
            case "load8_lane" or "load16_lane" or "load32_lane" or "load64_lane":
                frame.Push(LaneAccess.Replace(shape, operands[1], (int)instruction.Index, memory.Read(at, width)));
                break;
            case "store8_lane" or "store16_lane" or "store32_lane" or "store64_lane":
                memory.Write(at, width, shape.Lanes(operands[1])[(int)instruction.Index]);
                break;

            // spec: exec-vload-splat, exec-vload-zero
            case "load8_splat" or "load16_splat" or "load32_splat" or "load64_splat":
                frame.Push(LaneAccess.Splat(shape, memory.Read(at, width)));
                break;
            case "load32_zero" or "load64_zero": frame.Push(Val.V128(memory.Read(at, width), 0)); break;

            // spec: exec-vload-pack
            case "load8x8_s" or "load8x8_u": frame.Push(Widen(memory.Read(at, 8), "i16x8", "i8x16", op[^1])); break;
            case "load16x4_s" or "load16x4_u": frame.Push(Widen(memory.Read(at, 8), "i32x4", "i16x8", op[^1])); break;
            case "load32x2_s" or "load32x2_u": frame.Push(Widen(memory.Read(at, 8), "i64x2", "i32x4", op[^1])); break;
            default: throw new NotSupportedException(op);
        }
    }

    private static Val Widen(ulong bits, string to, string from, char sign) =>
        VectorInstructions.Apply(Shape.Parse(to), $"extend_low_{from}_{sign}", Val.V128(bits, 0));
}
