using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>Which locals the code from each block on may still read, and that behind each handler. One use; not shared between threads.</summary>
internal sealed class HandlerLiveness
{
    /// <summary>Deeply nested loops could take as many rounds as they are deep.</summary>
    private const int MaxRounds = 50;

    private readonly FunctionIr _ir;
    private readonly FlowGraph _graph;
    private readonly LocalSets _live, _reads, _sets, _needed;
    private readonly Dictionary<TryRegion, int> _handlers = [];

    private HandlerLiveness(FunctionIr ir, FlowGraph graph)
    {
        (_ir, _graph) = (ir, graph);
        _live = new LocalSets(graph.Blocks.Count, ir.Locals.Count);
        _reads = new LocalSets(graph.Blocks.Count, ir.Locals.Count);
        _sets = new LocalSets(graph.Blocks.Count, ir.Locals.Count);
        _needed = new LocalSets(graph.Handlers.Count, ir.Locals.Count);
        foreach (TryRegion handler in graph.Handlers) _handlers.Add(handler, _handlers.Count);
    }

    /// <summary>Computes it.</summary>
    /// <returns>Null when that would take too long.</returns>
    public static HandlerLiveness? Of(FunctionIr ir, FlowGraph graph)
    {
        var liveness = new HandlerLiveness(ir, graph);
        liveness.Summarize();
        for (int round = 0; round < MaxRounds; round++)
            if (!liveness.Propagate()) return liveness;
        return null;
    }

    /// <summary>The locals that are live at the start of a block.</summary>
    public LocalSet AtStart(int block) => _live[block];

    /// <summary>The locals that are live at the start of the code behind a handler.</summary>
    public LocalSet AtPad(TryRegion handler) => _live[_graph.PadOf(handler)];

    /// <summary>The locals that some handler may read when something throws inside a region.</summary>
    public LocalSet Needed(TryRegion handler) => _needed[_handlers[handler]];

    /// <summary>The locals that a block sets.</summary>
    public LocalSet SetBy(int block) => _sets[block];

    private void Summarize()
    {
        for (int i = 0; i < _graph.Blocks.Count; i++)
        {
            FlowBlock block = _graph.Blocks[i];
            for (int j = block.End - 1; j >= block.Start; j--)
            {
                foreach (Local local in _ir.Body[j].Sets)
                {
                    _reads[i].Remove(local.Number);
                    _sets[i].Add(local.Number);
                }
                foreach (Expression expression in _ir.Body[j].Expressions) AddReads(expression, _reads[i]);
            }
        }
    }

    private static void AddReads(Expression expression, LocalSet reads)
    {
        if (expression is LocalGet get) reads.Add(get.Local.Number);
        foreach (Expression child in expression.Children) AddReads(child, reads);
    }

    private bool Propagate()
    {
        bool changed = false;
        for (int i = _graph.Blocks.Count - 1; i >= 0; i--)
        {
            LocalSet live = _live[i];
            foreach (int successor in _graph.Successors[i]) changed |= live.Add(_live[successor], except: _sets[i]);
            changed |= live.Add(_reads[i]);
            if (_graph.Blocks[i].Handler is { } handler) changed |= live.Add(Needed(handler));
        }
        foreach (TryRegion handler in _graph.Handlers)
        {
            changed |= Needed(handler).Add(AtPad(handler));
            if (Throwing.NextOf(handler) is { } outer) changed |= Needed(handler).Add(Needed(outer));
        }
        return changed;
    }
}
