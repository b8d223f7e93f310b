using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// Exceptions. A handler only stores the exception; the clauses are ordinary code behind the region, which tests the tags again,
/// takes the payload apart and branches. spec: exec-try_table, exec-throw_ref
/// </summary>
internal sealed partial class FunctionLowerer
{
    /// <summary>
    /// What setting a local does where handlers could see it: a call that was pushed before must have been made, since it may throw.
    /// Conflicts with calls, and with nothing else.
    /// </summary>
    private const Effects SeenByHandlers = Effects.ReadsTables;

    /// <summary>The innermost region around the current instruction.</summary>
    private TryRegion? _region;

    /// <summary>Where handlers of try_table leave an exception for the code that follows at once.</summary>
    private Local? _caught;

    private void TryTable(BlockType type, CatchClause[] catches)
    {
        if (catches.Length == 0)
        {
            Block(type);
            return;
        }
        _stack.SpillAll();
        var region = new TryRegion(_region, _caught ??= NewLocal(IrType.Object));
        foreach (CatchClause clause in catches) region.Clauses.Add(IsCatchAll(clause) ? null : (int)clause.Tag.Value);
        OpenTry(FrameKind.TryTable, type, region).Catches = catches;
    }

    private void EndTryTable(ControlFrame frame, bool reachable)
    {
        EndRegion(frame, reachable);
        Expression exception = new LocalGet(frame.Try!.Exception);
        for (int i = 0; i < frame.Catches.Length; i++)
        {
            CatchClause clause = frame.Catches[i];

            // The filter has found a clause that matches: the last one needs no test.
            bool isLast = IsCatchAll(clause) || i == frame.Catches.Length - 1;
            Label? next = isLast ? null : SkipUnlessTag((int)clause.Tag.Value, exception);
            BranchTo(FrameAt((int)clause.Label.Value), [.. CaughtValues(clause, exception)]);
            if (next is null) break;
            _stack.AddUnordered(new BlockEnd(next));
        }
        _stack.AddUnordered(new BlockEnd(frame.Label));
    }

    private IEnumerable<Expression> CaughtValues(CatchClause clause, Expression exception)
    {
        IEnumerable<Expression> payload = IsCatchAll(clause) ? [] : Payload((int)clause.Tag.Value, exception);
        return clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef ? payload.Append(exception) : payload;
    }

    private void Throw(int tag)
    {
        FuncType signature = TagType(tag);
        if (FindClause(tag) is { } found) ThrowToLabel(tag, found.Clause, found.Target);
        else AddThrow(new NewException(tag, signature, _stack.Pop(signature.Parameters.Length)));
    }

    private void ThrowRef() => AddThrow(_stack.Pop());

    private void AddThrow(Expression exception)
    {
        _stack.Add(new Throw(exception), Effects.Call);
        _skipped = 0;
    }

    /// <summary>Opens a region and the frame of its body.</summary>
    private ControlFrame OpenTry(FrameKind kind, BlockType type, TryRegion region)
    {
        _ir.HasRegions = true;
        _region = region;
        Open(kind, type, out ControlFrame frame);
        _tryFrames.Add(_frames.Count - 1);
        _stack.AddUnordered(new BlockStart(frame.Label));
        _stack.AddUnordered(new TryStart(region));
        return frame;
    }

    /// <summary>Closes the region of a frame, whose results are where its end expects them.</summary>
    private void EndRegion(ControlFrame frame, bool reachable)
    {
        if (reachable) GoTo(frame.Label);
        _stack.AddUnordered(new TryEnd(frame.Try!));
        _region = frame.Try!.Enclosing;
        _tryFrames.RemoveAt(_tryFrames.Count - 1);
        _stack.Truncate(frame.Height);
    }

    /// <summary>Goes on behind the label unless a caught exception has a tag.</summary>
    private Label SkipUnlessTag(int tag, Expression exception)
    {
        Label next = NewLabel();
        next.IsUsed = true;
        _stack.AddUnordered(new BlockStart(next));
        _stack.AddUnordered(new BranchIf(new Operation("Catches", IrType.I32, Effects.None, [exception], [tag]), whenZero: true, next));
        return next;
    }

    private IEnumerable<Expression> Payload(int tag, Expression exception) => TagType(tag).Parameters.Select((type, index) =>
    {
        IrType item = IrTypes.Of(type);
        return new Operation($"Payload{item}", item, Effects.None, [exception], [index]);
    });

    private FuncType TagType(int tag) => _module.FuncTypeAt(_module.Tags[tag].Type);

    private Local NewLocal(IrType type)
    {
        var local = new Local(_ir.Locals.Count, type, isParameter: false);
        _ir.Locals.Add(local);
        return local;
    }

    private static bool IsCatchAll(CatchClause clause) => clause.Kind is CatchKind.CatchAll or CatchKind.CatchAllRef;
}
