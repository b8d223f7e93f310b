using Caisson.Oracle.Numerics;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>spec: exec-instr</summary>
internal sealed partial class Interpreter
{
    private void Execute(Frame frame, Step step)
    {
        Instruction instruction = step.Instruction;
        if (Control(frame, step) || Variable(frame, instruction) || Reference(frame, instruction) || Table(frame, instruction) || Memory(frame, instruction)) return;
        switch (instruction.Opcode)
        {
            case Opcode.Drop: frame.Pop(); break;
            case Opcode.Select or Opcode.SelectT: Select(frame); break;
            case Opcode.I32Const: frame.Push(Val.I32((uint)instruction.Bits)); break;
            case Opcode.I64Const: frame.Push(Val.I64(instruction.Bits)); break;
            case Opcode.F32Const: frame.Push(new Val(ValKind.F32, (uint)instruction.Bits)); break;
            case Opcode.F64Const: frame.Push(new Val(ValKind.F64, instruction.Bits)); break;
            default:
                frame.Push(NumericInstructions.Apply(instruction.Opcode, frame.Pop(instruction.Opcode.Signature.OperandCount)));
                break;
        }
    }

    /// <summary>spec: exec-select</summary>
    private static void Select(Frame frame)
    {
        Val[] operands = frame.Pop(3);
        frame.Push(operands[2].U32 != 0 ? operands[0] : operands[1]);
    }

    /// <summary>spec: exec-instr-variable</summary>
    private bool Variable(Frame frame, in Instruction instruction)
    {
        int index = (int)instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.LocalGet: frame.Push(frame.Locals[index]); break;
            case Opcode.LocalSet: frame.Locals[index] = frame.Pop(); break;
            case Opcode.LocalTee: frame.Locals[index] = frame.Stack[^1]; break;
            case Opcode.GlobalGet: frame.Push(Globals[index]); break;
            case Opcode.GlobalSet: Globals[index] = frame.Pop(); break;
            default: return false;
        }
        return true;
    }

    /// <summary>spec: exec-instr-ref</summary>
    private static bool Reference(Frame frame, in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.RefNull: frame.Push(Val.Ref(null)); break;
            case Opcode.RefFunc: frame.Push(Val.Ref(new FuncAddr((int)instruction.Index))); break;
            case Opcode.RefIsNull: frame.Push(Val.I32(frame.Pop().Reference is null ? 1u : 0u)); break;
            default: return false;
        }
        return true;
    }
}
