using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// For each loop the locals that handlers may read when something inside it throws, and that the loop doesn't set: one copy before
/// the loop does for all rounds. Immutable.
/// </summary>
internal sealed class LoopNeeds
{
    private readonly Dictionary<Statement, int> _loops = [];
    private readonly LocalSets _needs, _sets;

    public LoopNeeds(FunctionIr ir, FlowGraph graph, HandlerLiveness liveness)
    {
        foreach (Statement statement in ir.Body)
            if (statement is LoopStart) _loops.Add(statement, _loops.Count);
        (_needs, _sets) = (new LocalSets(_loops.Count, ir.Locals.Count), new LocalSets(_loops.Count, ir.Locals.Count));

        var open = new Stack<int>();
        for (int i = 0; i < graph.Blocks.Count; i++)
        {
            FlowBlock block = graph.Blocks[i];
            if (graph.FirstOf(i) is LoopStart start) open.Push(_loops[start]);
            if (open.TryPeek(out int loop))
            {
                _sets[loop].Add(liveness.SetBy(i));
                if (block.Handler is { } handler) _needs[loop].Add(liveness.Needed(handler));
            }
            for (int j = block.Start; j < block.End; j++)
                if (ir.Body[j] is LoopEnd) Close(open);
        }
    }

    /// <summary>The locals to copy before a loop.</summary>
    public LocalSet Before(LoopStart loop) => _needs[_loops[loop]];

    private void Close(Stack<int> open)
    {
        int loop = open.Pop();
        if (open.TryPeek(out int outer))
        {
            _needs[outer].Add(_needs[loop]);
            _sets[outer].Add(_sets[loop]);
        }
        _needs[loop].Remove(_sets[loop]);
    }
}
