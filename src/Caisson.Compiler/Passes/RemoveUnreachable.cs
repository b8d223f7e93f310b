using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Takes away what is never reached, branches to where control goes anyway, and blocks and loops that nothing branches to. One pass
/// forwards: whether the end of a block is reached is known by then, and a loop is entered from above. One use; not shared between threads.
/// </summary>
internal sealed class RemoveUnreachable
{
    private readonly FunctionIr _ir;
    private readonly Statement?[] _kept;

    /// <summary>For each open region whether its start is reached.</summary>
    private readonly Stack<bool> _regions = [];

    /// <summary>Branches that are left, by number of the label.</summary>
    private int[] _uses = new int[16];

    private RemoveUnreachable(FunctionIr ir) => (_ir, _kept) = (ir, new Statement?[ir.Body.Count]);

    /// <summary>Rewrites a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        var pass = new RemoveUnreachable(ir);
        pass.Mark();
        ir.Body = pass.Sweep();
    }

    private void Mark()
    {
        bool reached = true;

        // The last statement that is more than the end of a block.
        int last = -1;
        for (int i = 0; i < _kept.Length; i++)
        {
            Statement statement = _ir.Body[i];
            switch (statement)
            {
                case BlockEnd end:
                    reached |= Uses(end.Label) > 0;
                    if (reached) DropBranch(last, end.Label);
                    break;
                case TryStart:
                    _regions.Push(reached);
                    if (!reached) continue;
                    break;
                case TryEnd end:
                    if (!_regions.Pop()) continue;
                    reached |= end.Region.Clauses.Count > 0;
                    break;
                case BlockStart or LoopStart or LoopEnd:
                    break;
                default:
                    if (!reached || statement is Evaluate { Value.IsForNothing: true }) continue;
                    foreach (Label label in statement.Targets) Uses(label)++;
                    reached = statement.FallsThrough;
                    break;
            }
            _kept[i] = statement;
            if (statement is not BlockEnd) last = i;
        }
    }

    /// <summary>Takes away a branch to the end of a block that comes next.</summary>
    private void DropBranch(int position, Label label)
    {
        if (position < 0) return;
        if (_kept[position] is Branch branch && branch.Label == label) _kept[position] = null;
        else if (_kept[position] is BranchIf test && test.Label == label)
            _kept[position] = test.Condition.IsForNothing ? null : new Evaluate(test.Condition);
        else return;
        Uses(label)--;
    }

    private List<Statement> Sweep()
    {
        var body = new List<Statement>(_kept.Length);
        foreach (Statement? statement in _kept)
        {
            Label? label = statement switch
            {
                BlockStart start => start.Label,
                BlockEnd end => end.Label,
                LoopStart start => start.Label,
                LoopEnd end => end.Label,
                _ => null,
            };
            if (label is not null) label.IsUsed = Uses(label) > 0;
            if (statement is not null && label is null or { IsUsed: true }) body.Add(statement);
        }
        return body;
    }

    private ref int Uses(Label label)
    {
        if (label.Number >= _uses.Length) Array.Resize(ref _uses, Math.Max(label.Number + 1, 2 * _uses.Length));
        return ref _uses[label.Number];
    }
}
