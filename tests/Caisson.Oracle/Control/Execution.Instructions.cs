using Caisson.Oracle.Numerics;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// One line an instruction, in the order of the specification. spec: exec-instr
internal sealed partial class Execution
{
    private void Execute(Frame frame, Step step)
    {
        ref readonly Instruction i = ref step.Instruction;
        switch (i.Opcode)
        {
            // spec: exec-instr-parametric
            case Opcode.Nop: break;
            case Opcode.Unreachable: throw Trap(Caisson.Runtime.TrapKind.Unreachable);
            case Opcode.Drop: frame.Pop(); break;
            case Opcode.Select or Opcode.SelectT: Select(frame); break;

            // spec: exec-instr-control
            case Opcode.Block: Enter(frame, step, step.Results, step.End + 1); break;
            case Opcode.Loop: Enter(frame, step, step.Parameters, frame.Next - 1); break;
            case Opcode.If: If(frame, step); break;
            case Opcode.TryTable or Opcode.Try: EnterTry(frame, step); break;
            case Opcode.Else or Opcode.Catch or Opcode.CatchAll: frame.Next = step.End; break;
            case Opcode.End or Opcode.Delegate: End(frame); break;
            case Opcode.Br: Branch(frame, (int)i.Index); break;
            case Opcode.BrIf: BrIf(frame, (int)i.Index); break;
            case Opcode.BrTable: Branch(frame, step.Labels[(int)Math.Min(frame.Pop().U32, (uint)step.Labels.Length - 1)]); break;
            case Opcode.BrOnNull: BrOnNull(frame, (int)i.Index); break;
            case Opcode.BrOnNonNull: BrOnNonNull(frame, (int)i.Index); break;
            case Opcode.BrOnCast: BrOnCast(frame, in i, onFailure: false); break;
            case Opcode.BrOnCastFail: BrOnCast(frame, in i, onFailure: true); break;
            case Opcode.Return: Return(frame); break;
            case Opcode.Call: Call(frame, frame.Module.Functions[(int)i.Index]); break;
            case Opcode.CallRef: Call(frame, NonNull(frame)); break;
            case Opcode.CallIndirect: Call(frame, Indirect(frame, in i)); break;
            case Opcode.ReturnCall: ReturnCall(frame, frame.Module.Functions[(int)i.Index]); break;
            case Opcode.ReturnCallRef: ReturnCall(frame, NonNull(frame)); break;
            case Opcode.ReturnCallIndirect: ReturnCall(frame, Indirect(frame, in i)); break;
            case Opcode.Throw: Throw(frame, frame.Module.Tags[(int)i.Index]); break;
            case Opcode.ThrowRef: ThrowRef(frame); break;
            case Opcode.Rethrow: Rethrow(frame, (int)i.Index); break;

            // spec: exec-instr-variable
            case Opcode.LocalGet: frame.Push(frame.Locals[(int)i.Index]); break;
            case Opcode.LocalSet: frame.Locals[(int)i.Index] = frame.Pop(); break;
            case Opcode.LocalTee: frame.Locals[(int)i.Index] = frame.Stack[^1]; break;
            case Opcode.GlobalGet: frame.Push(frame.Module.Globals[(int)i.Index].Value); break;
            case Opcode.GlobalSet: frame.Module.Globals[(int)i.Index].Value = frame.Pop(); break;

            // spec: exec-instr-numeric
            case Opcode.I32Const: frame.Push(Val.I32((uint)i.Bits)); break;
            case Opcode.I64Const: frame.Push(Val.I64(i.Bits)); break;
            case Opcode.F32Const: frame.Push(new Val(ValKind.F32, (uint)i.Bits)); break;
            case Opcode.F64Const: frame.Push(new Val(ValKind.F64, i.Bits)); break;

            default:
                if (!Table(frame, in i) && !Memory(frame, in i) && !Reference(frame, in i) && !Aggregate(frame, in i)) Compute(frame, in i);
                break;
        }
    }

    /// <summary>What only takes operands and leaves results. spec: exec-numeric, exec-instr-vec</summary>
    private void Compute(Frame frame, in Instruction i)
    {
        int operands = i.Opcode.Signature.OperandCount;
        if (i.Opcode.Prefix == 0xFE) Atomic(frame, in i);
        else if (i.Opcode.Prefix == 0xFD) Vector(frame, in i);
        else if (i.Opcode.Features == Wasm.Features.WideArithmetic) frame.Push(WideArithmetic.Apply(i.Opcode, frame.Pop(operands)));
        else frame.Push(NumericInstructions.Apply(i.Opcode, frame.Pop(operands)));
    }

    /// <summary>spec: exec-select</summary>
    private static void Select(Frame frame)
    {
        Val[] operands = frame.Pop(3);
        frame.Push(operands[2].U32 != 0 ? operands[0] : operands[1]);
    }
}
