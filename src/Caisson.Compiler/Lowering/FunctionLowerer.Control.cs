using Caisson.Compiler.Ir;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>Control instructions. spec: syntax-instr-control</summary>
internal sealed partial class FunctionLowerer
{
    private void Unreachable()
    {
        _stack.Add(new Unreachable(), Effects.Call);
        _skipped = 0;
    }

    private void Block(BlockType type)
    {
        _stack.SpillAll();
        Open(FrameKind.Block, type, out ControlFrame frame);
        _stack.AddUnordered(new BlockStart(frame.Label));
    }

    private void Loop(BlockType type)
    {
        _stack.SpillAll();
        (IrType[] parameters, _) = Signature(type);
        _stack.SpillTop(parameters.Length);
        Open(FrameKind.Loop, type, out ControlFrame frame);
        _stack.AddUnordered(new LoopStart(frame.Label));
    }

    private void If(BlockType type)
    {
        Expression condition = _stack.Pop();
        (IrType[] parameters, _) = Signature(type);

        // The condition is evaluated after everything that was pushed before it.
        _stack.SpillAll();
        _stack.SpillTop(parameters.Length);
        Open(FrameKind.If, type, out ControlFrame frame);
        _stack.AddUnordered(new BlockStart(frame.Label));
        _stack.AddUnordered(new BlockStart(frame.ElseLabel!));
        frame.ElseLabel!.IsUsed = true;
        _stack.AddUnordered(new BranchIf(condition, whenZero: true, frame.ElseLabel));
    }

    private void Else(bool reachable)
    {
        ControlFrame frame = _frames[^1];
        if (reachable)
        {
            MoveResults(frame);
            GoTo(frame.Label);
        }
        _stack.AddUnordered(new BlockEnd(frame.ElseLabel!));
        _stack.Truncate(frame.Height);
        _stack.PushTemporaries(frame.Height, frame.Parameters);
        frame.Kind = FrameKind.Else;
    }

    private void End(bool reachable)
    {
        ControlFrame frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        if (frame.Kind == FrameKind.Function)
        {
            if (reachable) AddReturn(_stack.Pop(frame.Results.Length));
            EndSegment();
            AddExits();
            return;
        }

        if (reachable) MoveResults(frame);
        switch (frame.Kind)
        {
            case FrameKind.TryTable:
                EndTryTable(frame, reachable);
                reachable = frame.Label.IsUsed;
                break;
            case FrameKind.Try:
                EndTry(frame, reachable);
                reachable = frame.Label.IsUsed;
                break;
            case FrameKind.Catch:
                EndCatch(frame, reachable);
                reachable = frame.Label.IsUsed;
                break;
            case FrameKind.Loop:
                _stack.AddUnordered(new LoopEnd(frame.Label));
                break;
            case FrameKind.If:
                // Without an else part the parameters are the results: same types, same temporaries.
                _stack.AddUnordered(new BlockEnd(frame.ElseLabel!));
                _stack.AddUnordered(new BlockEnd(frame.Label));
                reachable = true;
                break;
            default:
                _stack.AddUnordered(new BlockEnd(frame.Label));
                reachable |= frame.Label.IsUsed;
                break;
        }

        _stack.Truncate(frame.Height);
        if (reachable) _stack.PushTemporaries(frame.Height, frame.Results);
        else _skipped = 0;
    }

    private void Br(int depth)
    {
        ControlFrame frame = FrameAt(depth);
        BranchTo(frame, _stack.Pop(frame.BranchTypes.Length));
        _skipped = 0;
    }

    private void BrIf(int depth)
    {
        Expression condition = _stack.Pop();
        BranchWhen(condition, whenZero: false, FrameAt(depth), dropped: 0);
    }

    private void BrOnNull(int depth)
    {
        _stack.SpillTop(1);
        Expression reference = _stack.Pop();
        BranchWhen(new IsNull(reference), whenZero: false, FrameAt(depth), dropped: 0);
        _stack.Push(reference);
    }

    private void BrOnNonNull(int depth)
    {
        _stack.SpillTop(1);
        BranchWhen(new IsNull(_stack.Top), whenZero: true, FrameAt(depth), dropped: 1);
        _stack.Pop();
    }

    private void BrTable(ImmediateList<LabelIdx> targets, int defaultTarget)
    {
        Expression index = _stack.Pop();
        ControlFrame last = FrameAt(defaultTarget);
        int arity = last.BranchTypes.Length;
        if (arity > 0) _stack.SpillTop(arity);
        Expression[] values = _stack.Peek(arity);

        var known = new Dictionary<ControlFrame, Label>();
        var stubs = new List<(ControlFrame Frame, Label Label)>();
        var labels = new List<Label>();
        foreach (LabelIdx target in targets) labels.Add(LabelFor(FrameAt((int)target.Value)));
        labels.Add(LabelFor(last));
        foreach ((_, Label stub) in stubs) _stack.AddUnordered(new BlockStart(stub));
        _stack.Add(new BranchTable(index, [.. labels]), Effects.Call);
        foreach ((ControlFrame frame, Label stub) in Enumerable.Reverse(stubs))
        {
            _stack.AddUnordered(new BlockEnd(stub));
            BranchTo(frame, values);
        }
        _skipped = 0;

        // A target that takes no values, or finds them where they are, needs no code of its own.
        Label LabelFor(ControlFrame frame)
        {
            if (known.TryGetValue(frame, out Label? label)) return label;
            if (frame.Kind != FrameKind.Function && AreInPlace(frame, values)) label = frame.Label;
            else stubs.Add((frame, label = NewLabel()));
            known.Add(frame, label);
            label.IsUsed = true;
            return label;
        }
    }

    private void Return()
    {
        if (_inlined?.Frame is { } frame) BranchTo(frame, _stack.Pop(frame.Results.Length));
        else AddReturn(_stack.Pop(_ir.Type.Results.Length));
        _skipped = 0;
    }

    private void Open(FrameKind kind, BlockType type, out ControlFrame frame)
    {
        (IrType[] parameters, IrType[] results) = Signature(type);
        frame = new ControlFrame(kind, NewLabel(), _stack.Height - parameters.Length, parameters, results)
        {
            Region = _region,
            Try = kind is FrameKind.TryTable or FrameKind.Try ? _region : null,
            ElseLabel = kind == FrameKind.If ? NewLabel() : null,
        };
        _frames.Add(frame);
    }

    /// <summary>Branches with values that were popped; pending operands end here.</summary>
    private void BranchTo(ControlFrame frame, Expression[] values)
    {
        if (frame.Kind == FrameKind.Function)
        {
            AddReturn(values);
            return;
        }
        Move(frame, values);
        GoTo(frame.Label);
    }

    /// <summary>Branches on a condition, with the operands on top of the stack, which stay for the other path.</summary>
    /// <param name="condition">Evaluated after the operands.</param>
    /// <param name="whenZero">Which outcome branches.</param>
    /// <param name="frame">Where to.</param>
    /// <param name="dropped">Operands that only the branch takes along.</param>
    private void BranchWhen(Expression condition, bool whenZero, ControlFrame frame, int dropped)
    {
        int arity = frame.BranchTypes.Length;
        if (arity > dropped) _stack.SpillTop(arity);
        Expression[] values = _stack.Peek(arity);
        if (frame.Kind != FrameKind.Function && AreInPlace(frame, values))
        {
            frame.Label.IsUsed = true;
            _stack.Add(new BranchIf(condition, whenZero, frame.Label), Effects.Call);
            return;
        }

        Label skip = NewLabel();
        skip.IsUsed = true;
        _stack.Add(new BlockStart(skip), Effects.Call);
        _stack.AddUnordered(new BranchIf(condition, !whenZero, skip));
        if (frame.Kind == FrameKind.Function)
        {
            AddReturn(values);
        }
        else
        {
            _stack.AddUnordered(new SetLocals(_stack.Temporaries(frame.Height, frame.BranchTypes), values));
            frame.Label.IsUsed = true;
            _stack.AddUnordered(new Branch(frame.Label));
        }
        _stack.AddUnordered(new BlockEnd(skip));
    }

    private void GoTo(Label label)
    {
        label.IsUsed = true;
        _stack.Add(new Branch(label), Effects.Call);
    }

    private void AddReturn(Expression[] values)
    {
        if (_region is null) _stack.Add(new Return(values), Effects.Call);
        else LeaveToReturn(values);
    }

    /// <summary>Puts the operands on top of the stack where the end of a block expects its results.</summary>
    private void MoveResults(ControlFrame frame) => Move(frame, _stack.Pop(frame.Results.Length), frame.Results);

    private void Move(ControlFrame frame, Expression[] values, IrType[]? types = null)
    {
        Local[] targets = _stack.Temporaries(frame.Height, types ?? frame.BranchTypes);
        if (values.Length == 1 && !(values[0] is LocalGet get && get.Local == targets[0])) _stack.Add(new SetLocal(targets[0], values[0]), Effects.Call);
        else if (values.Length > 1) _stack.Add(new SetLocals(targets, values), Effects.Call);
        else _stack.Flush();
    }

    private bool AreInPlace(ControlFrame frame, Expression[] values) =>
        _stack.Temporaries(frame.Height, frame.BranchTypes).Zip(values).All(pair => pair.Second is LocalGet get && get.Local == pair.First);

    private ControlFrame FrameAt(int depth) => _frames[^(depth + 1)];

    private (IrType[] Parameters, IrType[] Results) Signature(BlockType type)
    {
        if (type.Kind == BlockTypeKind.Empty) return ([], []);
        if (type.Kind == BlockTypeKind.Result) return ([], [IrTypes.Of(type.Result)]);
        FuncType function = _module.FuncTypeAt(type.Type);
        return (Types(function.Parameters), Types(function.Results));
    }
}
