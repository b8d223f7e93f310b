using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>
/// Makes one part. Its statements stay as they are: a label outside that they branch to becomes the label of a block around all of
/// them, behind which the part puts into the frame what is needed there and returns the number of the exit. The function takes it out
/// of the frame and branches to the label. Returns and tail calls are left to the function, with their operands in the frame. One use.
/// </summary>
internal sealed class PartBuilder
{
    /// <summary>As many as most calling conventions pass in registers, beside the context and the frame.</summary>
    private const int MaxIntegers = 4, MaxFloats = 8;

    private readonly FunctionIr _ir;
    private readonly SplitFrame _frame;
    private readonly Boundary _boundary;
    private readonly List<Local> _enters;
    private readonly List<PartExit> _exits = [];
    private readonly List<Statement> _inner = [];
    private readonly Part _part;
    private PartExit? _return;

    public PartBuilder(FunctionIr ir, SplitFrame frame, Boundary boundary)
    {
        (_ir, _frame, _boundary) = (ir, frame, boundary);
        _enters = [.. Travelling(boundary.Enters)];
        foreach ((Label label, List<Local> locals) in boundary.Labels.Zip(boundary.Leaves)) AddExit(label, locals, new Branch(label));
        for (int i = boundary.Candidate.Start; i < boundary.Candidate.End; i++) AddInner(ir.Body[i]);
        if (boundary.FallsThrough) AddExit(null, boundary.LeavesAtEnd, null);
        _part = new Part(ir.Parts.Count, ChooseArguments(), _exits.Count);
    }

    /// <summary>The part.</summary>
    public FunctionIr Build()
    {
        var part = new FunctionIr(_ir.Index, _ir.Type)
        {
            Module = _ir.Module,
            Locals = _ir.Locals,
            Part = _part,
            Frame = _frame,
            HasRegions = _ir.HasRegions,
            HasDelegates = _ir.HasDelegates,
            HasRotations = _ir.HasRotations,
        };
        foreach (Local local in _enters.Except(_part.Arguments)) part.Body.Add(new SetLocal(local, new SlotGet(_frame.SlotOf(local))));
        for (int i = _exits.Count - 1; i >= 0; i--)
            if (_exits[i].Label is { } label) part.Body.Add(new BlockStart(label));
        part.Body.AddRange(_inner);
        if (_boundary.FallsThrough) Leave(part, _exits.Count - 1);
        for (int i = 0; i < _exits.Count; i++)
        {
            if (_exits[i].Label is not { } label) continue;
            part.Body.Add(new BlockEnd(label));
            Leave(part, i);
        }
        return part;
    }

    /// <summary>What stands in the function instead.</summary>
    public IEnumerable<Statement> Call()
    {
        IEnumerable<Statement> passed = _enters.Except(_part.Arguments).Select(Statement (local) => new SetSlot(_frame.SlotOf(local), new LocalGet(local)));
        var call = new PartCall(_part, [.. _part.Arguments.Select(local => new LocalGet(local))]);
        return [.. passed, .. PartDispatch.After(call, _exits)];
    }

    private void AddInner(Statement statement)
    {
        switch (statement)
        {
            case Return @return:
                _return ??= AddExit(NewLabel(), [], new Return(Slots(@return.Values)));
                LeaveWith(@return.Values, _return);
                break;
            case TailCall tail:
                Expression[] operands = CallOperands.Of(tail.Call);
                LeaveWith(operands, AddExit(NewLabel(), [], new TailCall(CallOperands.With(tail.Call, Slots(operands)))));
                break;
            default:
                _inner.Add(statement);
                break;
        }
    }

    private PartExit AddExit(Label? label, List<Local> locals, Statement? last)
    {
        List<Local> travelling = [.. Travelling(locals)];
        IEnumerable<Statement> arrive = travelling.Select(Statement (local) => new SetLocal(local, new SlotGet(_frame.SlotOf(local))));
        var exit = new PartExit(
            label,
            [.. travelling.Select(local => new SetSlot(_frame.SlotOf(local), new LocalGet(local)))],
            [.. last is null ? arrive : arrive.Append(last)]);
        _exits.Add(exit);
        return exit;
    }

    /// <summary>No operand reads a slot, so that they can be evaluated and stored one after the other.</summary>
    private void LeaveWith(Expression[] operands, PartExit exit)
    {
        for (int i = 0; i < operands.Length; i++) _inner.Add(new SetSlot(_frame.SlotOf(i, operands[i].Type), operands[i]));
        _inner.Add(new Branch(exit.Label!));
    }

    private void Leave(FunctionIr part, int exit)
    {
        part.Body.AddRange(_exits[exit].Leave);
        part.Body.Add(new Return(_exits.Count > 1 ? [new Constant(IrType.I32, (uint)exit)] : []));
    }

    private Expression[] Slots(Expression[] operands) => [.. operands.Select((operand, i) => new SlotGet(_frame.SlotOf(i, operand.Type)))];

    private IEnumerable<Local> Travelling(IEnumerable<Local> locals) => locals.Where(local => _frame.HomeOf(local) is null);

    /// <summary>The locals that are used most.</summary>
    private Local[] ChooseArguments()
    {
        List<Local> byUse = [.. _enters.OrderByDescending(local => _boundary.Uses.Counts[local])];
        return
        [
            .. byUse.Where(local => local.Type is IrType.I32 or IrType.I64 or IrType.Object).Take(MaxIntegers),
            .. byUse.Where(local => local.Type is IrType.F32 or IrType.F64).Take(MaxFloats),
        ];
    }

    private Label NewLabel() => new(_ir.Body.Count + _exits.Count) { IsUsed = true };
}
