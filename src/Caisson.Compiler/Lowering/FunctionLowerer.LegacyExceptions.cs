using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// The exception instructions that came before those of the standard. Their catch clauses are code behind the region, too, so that
/// an exception in one of them isn't the region's.
/// </summary>
internal sealed partial class FunctionLowerer
{
    /// <summary>Where caught exceptions stay until the end of their clauses, for rethrow; by nesting depth.</summary>
    private readonly List<Local> _caughtAt = [];

    private int _tries;

    private void Try(BlockType type)
    {
        _stack.SpillAll();
        if (_tries == _caughtAt.Count) _caughtAt.Add(NewLocal(IrType.Object));
        OpenTry(FrameKind.Try, type, new TryRegion(_region, _caughtAt[_tries++]));
    }

    private void Catch(int tag, bool reachable)
    {
        ControlFrame frame = StartClause(tag, reachable);
        Expression exception = new LocalGet(frame.Try!.Exception);
        frame.NextCatch = SkipUnlessTag(tag, exception);
        foreach (Expression item in Payload(tag, exception)) _stack.Push(item);
    }

    private void CatchAll(bool reachable) => StartClause(tag: null, reachable);

    private ControlFrame StartClause(int? tag, bool reachable)
    {
        ControlFrame frame = _frames[^1];
        frame.Try!.Clauses.Add(tag);
        if (reachable) MoveResults(frame);
        if (frame.Kind == FrameKind.Try) EndRegion(frame, reachable);
        else EndClause(frame, reachable);
        frame.Kind = FrameKind.Catch;
        frame.Region = _region;
        return frame;
    }

    private void EndClause(ControlFrame frame, bool reachable)
    {
        if (reachable) GoTo(frame.Label);
        if (frame.NextCatch is not null) _stack.AddUnordered(new BlockEnd(frame.NextCatch));
        frame.NextCatch = null;
        _stack.Truncate(frame.Height);
    }

    /// <summary>A try without clauses.</summary>
    private void EndTry(ControlFrame frame, bool reachable)
    {
        _tries--;
        EndRegion(frame, reachable);
        _stack.AddUnordered(new BlockEnd(frame.Label));
    }

    private void EndCatch(ControlFrame frame, bool reachable)
    {
        _tries--;
        bool mayFallThrough = frame.NextCatch is not null;
        EndClause(frame, reachable);

        // Never: the filter has found a clause that matches.
        if (mayFallThrough) _stack.AddUnordered(new Unreachable());
        _stack.AddUnordered(new BlockEnd(frame.Label));
    }

    private void Delegate(int label, bool reachable)
    {
        ControlFrame frame = _frames[^1];

        // The label counts from outside the try.
        frame.Try!.Outer = FrameAt(label + 1).Region;
        _ir.HasDelegates |= frame.Try.Outer != frame.Try.Enclosing;
        End(reachable);
    }

    private void Rethrow(int label) => AddThrow(new LocalGet(FrameAt(label).Try!.Exception));
}
