using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>spec: exec-instr-control, exec-invoke</summary>
internal sealed partial class Interpreter
{
    /// <summary>spec: exec-invoke</summary>
    private Val[] Call(int function, Val[] arguments)
    {
        if (++_depth > MaxDepth) throw new LimitStop();
        while (true)
        {
            FuncType type = _module.TypeOf(new FuncIdx((uint)function));
            CodeBody code = _module.Code[function];
            IEnumerable<Val> declared = code.Locals.SelectMany(run => Enumerable.Repeat(Val.Default(run.Type), (int)run.Count));
            var frame = new Frame(_bodies[function] ??= Body.Decode(_module, code.Instructions), [.. arguments, .. declared], type.Results.Length);
            Run(frame);
            if (frame.TailCall is not var (next, nextArguments))
            {
                _depth--;
                return frame.Pop(frame.Arity);
            }
            (function, arguments) = (next, nextArguments);
        }
    }

    private void Run(Frame frame)
    {
        while (frame.Next < frame.Body.Length)
        {
            if (++_steps > MaxSteps) throw new LimitStop();
            Execute(frame, frame.Body[frame.Next++]);
        }
    }

    private bool Control(Frame frame, Step step)
    {
        Instruction instruction = step.Instruction;
        switch (instruction.Opcode)
        {
            case Opcode.Nop: break;
            case Opcode.Unreachable: throw Trap(TrapKind.Unreachable);
            case Opcode.Block: Enter(frame, instruction.BlockType, step.End + 1); break;
            case Opcode.Loop: Enter(frame, instruction.BlockType, loop: frame.Next - 1); break;
            case Opcode.If: If(frame, step); break;

            // The end of the first branch of an if.
            case Opcode.Else: frame.Next = step.End; break;
            case Opcode.End:
                if (frame.Labels.Count > 0) frame.Labels.RemoveAt(frame.Labels.Count - 1);
                break;
            case Opcode.Br: Branch(frame, (int)instruction.Index); break;
            case Opcode.BrIf:
                if (frame.Pop().U32 != 0) Branch(frame, (int)instruction.Index);
                break;
            case Opcode.BrTable: Branch(frame, step.Labels[(int)Math.Min(frame.Pop().U32, (uint)step.Labels.Length - 1)]); break;
            case Opcode.Return: Return(frame); break;
            case Opcode.Call: Call(frame, (int)instruction.Index, tail: false); break;
            case Opcode.ReturnCall: Call(frame, (int)instruction.Index, tail: true); break;
            case Opcode.CallIndirect: Call(frame, Indirect(frame, instruction), tail: false); break;
            case Opcode.ReturnCallIndirect: Call(frame, Indirect(frame, instruction), tail: true); break;
            default: return false;
        }
        return true;
    }

    private void Enter(Frame frame, BlockType type, int end = -1, int loop = -1)
    {
        (int parameters, int results) = Arities(type);
        frame.Labels.Add(new Label(loop >= 0 ? parameters : results, Math.Max(end, loop), frame.Stack.Count - parameters));
    }

    /// <summary>spec: exec-if</summary>
    private void If(Frame frame, Step step)
    {
        bool holds = frame.Pop().U32 != 0;
        Enter(frame, step.Instruction.BlockType, step.End + 1);
        if (!holds) frame.Next = step.Else >= 0 ? step.Else + 1 : step.End;
    }

    /// <summary>spec: exec-br</summary>
    private static void Branch(Frame frame, int depth)
    {
        if (depth == frame.Labels.Count)
        {
            Return(frame);
            return;
        }
        Label label = frame.Labels[^(depth + 1)];
        Val[] values = frame.Pop(label.Arity);
        frame.Stack.RemoveRange(label.Height, frame.Stack.Count - label.Height);
        frame.Stack.AddRange(values);
        frame.Labels.RemoveRange(frame.Labels.Count - depth - 1, depth + 1);
        frame.Next = label.Continuation;
    }

    /// <summary>spec: exec-return</summary>
    private static void Return(Frame frame) => frame.Next = frame.Body.Length;

    private void Call(Frame frame, int function, bool tail)
    {
        Val[] arguments = frame.Pop(_module.TypeOf(new FuncIdx((uint)function)).Parameters.Length);
        if (!tail)
        {
            frame.Stack.AddRange(Call(function, arguments));
            return;
        }
        frame.TailCall = (function, arguments);
        Return(frame);
    }

    /// <summary>spec: exec-call_indirect</summary>
    private int Indirect(Frame frame, in Instruction instruction)
    {
        List<Val> elem = Tables[(int)instruction.Index2].Elem;
        uint i = frame.Pop().U32;
        if (i >= (uint)elem.Count) throw Trap(TrapKind.UndefinedElement);
        if (elem[(int)i].Reference is not FuncAddr function) throw Trap(TrapKind.UninitializedElement);
        bool matches = _module.TypeOf(new FuncIdx((uint)function.Index)).Equals(_module.FuncTypeAt(new TypeIdx(instruction.Index)));
        return matches ? function.Index : throw Trap(TrapKind.IndirectCallTypeMismatch);
    }

    private (int Parameters, int Results) Arities(BlockType type) => type.Kind switch
    {
        BlockTypeKind.Empty => (0, 0),
        BlockTypeKind.Result => (0, 1),
        _ => (_module.FuncTypeAt(type.Type).Parameters.Length, _module.FuncTypeAt(type.Type).Results.Length),
    };
}
