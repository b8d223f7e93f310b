using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// Exceptions, with the older instructions. spec: exec-throw, exec-throw_ref
internal sealed partial class Execution
{
    /// <summary>spec: exec-throw</summary>
    private void Throw(Frame frame, TagInst tag)
    {
        Val[] payload = frame.Pop(tag.Type.Parameters.Length);
        store.Allocate((ulong)(64 + (32 * payload.Length)));
        Throw(new ExnInst(tag, payload));
    }

    /// <summary>spec: exec-throw_ref</summary>
    private void ThrowRef(Frame frame) => Throw((ExnInst?)frame.Pop().Reference ?? throw Trap(TrapKind.NullExceptionReference));

    private void Rethrow(Frame frame, int depth) => Throw(frame.Labels[^(depth + 1)].Caught!);

    /// <summary>Leaves labels and frames, the innermost first, until something handles the exception. spec: exec-throw_ref</summary>
    private void Throw(ExnInst exception)
    {
        while (!_frames[^1].IsDummy)
        {
            Frame frame = _frames[^1];
            while (frame.Labels.Count > 0)
            {
                Label label = frame.Unwind(1);
                if (label.Try is { Opcode: Opcode.TryTable } table && Handle(frame, table, exception)) return;
                if (label.Try is { Opcode: Opcode.Try } old && HandleOld(frame, old, label, exception)) return;
            }
            _frames.RemoveAt(_frames.Count - 1);
        }
        throw new ThrowStop(exception);
    }

    /// <summary>Branches to the label of the first clause that matches, if one does. spec: exec-handler</summary>
    private bool Handle(Frame frame, Step table, ExnInst exception)
    {
        foreach (CatchClause clause in table.Catches)
        {
            bool hasTag = clause.Kind is CatchKind.Catch or CatchKind.CatchRef;
            if (hasTag && frame.Module.Tags[(int)clause.Tag.Value] != exception.Tag) continue;
            if (hasTag) frame.Push(exception.Fields);
            if (clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef) frame.Push(Val.Ref(exception));
            Branch(frame, (int)clause.Label.Value);
            return true;
        }
        return false;
    }

    /// <summary>
    /// Goes on in the first part of a <c>try</c> that matches. A <c>delegate</c> leaves labels instead, so that the one it names,
    /// or the caller, is next.
    /// </summary>
    private static bool HandleOld(Frame frame, Step old, Label label, ExnInst exception)
    {
        foreach (int handler in old.Handlers)
        {
            Step part = frame.Code[handler];
            if (part.Opcode == Opcode.Delegate)
            {
                if (part.Instruction.Index > 0) frame.Unwind((int)part.Instruction.Index);
                return false;
            }
            if (part.Opcode == Opcode.Catch && frame.Module.Tags[(int)part.Instruction.Index] != exception.Tag) continue;
            frame.Labels.Add(label with { Try = null, Caught = exception });
            if (part.Opcode == Opcode.Catch) frame.Push(exception.Fields);
            frame.Next = handler + 1;
            return true;
        }
        return false;
    }
}
