using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// Blocks and branches. spec: exec-instr-control
internal sealed partial class Execution
{
    private static void Enter(Frame frame, Step step, int arity, int continuation) =>
        frame.Labels.Add(new Label(arity, continuation, frame.Stack.Count - step.Parameters));

    /// <summary>spec: exec-if</summary>
    private static void If(Frame frame, Step step)
    {
        bool holds = frame.Pop().U32 != 0;
        Enter(frame, step, step.Results, step.End + 1);
        if (!holds) frame.Next = step.Else >= 0 ? step.Else + 1 : step.End;
    }

    /// <summary>spec: exec-try_table</summary>
    private static void EnterTry(Frame frame, Step step) =>
        frame.Labels.Add(new Label(step.Results, step.End + 1, frame.Stack.Count - step.Parameters, step));

    /// <summary>The <c>end</c> of the body has no label. spec: exec-label</summary>
    private static void End(Frame frame)
    {
        if (frame.Labels.Count > 0) frame.Labels.RemoveAt(frame.Labels.Count - 1);
    }

    /// <summary>spec: exec-br</summary>
    private void Branch(Frame frame, int depth)
    {
        if (depth == frame.Labels.Count)
        {
            Return(frame);
            return;
        }
        Val[] values = frame.Pop(frame.Labels[^(depth + 1)].Arity);
        Label label = frame.Unwind(depth + 1);
        frame.Push(values);
        frame.Next = label.Continuation;
    }

    /// <summary>spec: exec-br_if</summary>
    private void BrIf(Frame frame, int depth)
    {
        if (frame.Pop().U32 != 0) Branch(frame, depth);
    }

    /// <summary>spec: exec-br_on_null</summary>
    private void BrOnNull(Frame frame, int depth)
    {
        Val reference = frame.Pop();
        if (reference.Reference is null) Branch(frame, depth);
        else frame.Push(reference);
    }

    /// <summary>spec: exec-br_on_non_null</summary>
    private void BrOnNonNull(Frame frame, int depth)
    {
        Val reference = frame.Pop();
        if (reference.Reference is null) return;
        frame.Push(reference);
        Branch(frame, depth);
    }

    /// <summary>spec: exec-br_on_cast, exec-br_on_cast_fail</summary>
    private void BrOnCast(Frame frame, in Instruction instruction, bool onFailure)
    {
        bool matches = store.HasType(frame.Stack[^1].Reference, frame.Module.Types.Canonical(instruction.RefType2));
        if (matches != onFailure) Branch(frame, (int)instruction.Index);
    }
}
