using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// Keeps locals in registers in functions with handlers. The JIT gives a place in memory, for the whole function, to every local
/// that is live into a handler. So handlers get copies of their own, <em>shadows</em>: what may throw is preceded by copies of the
/// locals that changed since they were last copied, and the code behind a handler copies them back. Where nothing is called, nothing
/// is copied. One use; not shared between threads.
/// </summary>
internal sealed class ShadowLocals
{
    /// <summary>Beyond these sizes the JIT gives up optimising, and the copies would be for nothing.</summary>
    private const int MaxLocals = 1000, MaxStatements = 20_000;

    private const int MaxRounds = 50;

    private readonly FunctionIr _ir;
    private readonly FlowGraph _graph;
    private readonly HandlerLiveness _liveness;
    private readonly LoopNeeds _loops;
    private readonly Local?[] _shadows;

    /// <summary>For each block the locals that may differ from their shadows at its start; then some for scratch.</summary>
    private readonly LocalSets _stale;

    private readonly int _shadowed, _scratch;

    private ShadowLocals(FunctionIr ir, FlowGraph graph, HandlerLiveness liveness)
    {
        (_ir, _graph, _liveness) = (ir, graph, liveness);
        _loops = new LoopNeeds(ir, graph, liveness);
        _shadows = new Local?[ir.Locals.Count];
        (_shadowed, _scratch) = (graph.Blocks.Count, graph.Blocks.Count + 1);
        _stale = new LocalSets(graph.Blocks.Count + 2, ir.Locals.Count);
    }

    /// <summary>Rewrites a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        if (!ir.HasRegions || ir.Locals.Count > MaxLocals || ir.Body.Count > MaxStatements) return;
        var graph = new FlowGraph(ir);
        if (graph.Handlers.Count == 0 || HandlerLiveness.Of(ir, graph) is not { } liveness) return;
        var shadows = new ShadowLocals(ir, graph, liveness);
        shadows.Choose();
        if (shadows.Propagate() && shadows.Copies() <= 2 * ir.Body.Count) ir.Body = shadows.Rewrite();
    }

    /// <summary>
    /// The locals that some handler reads; but for exceptions, which only handlers write, and for parameters that never change, which
    /// the JIT keeps in memory and in a register at once.
    /// </summary>
    private void Choose()
    {
        LocalSet shadowed = _stale[_shadowed], constant = _stale[_scratch];
        foreach (TryRegion handler in _graph.Handlers) shadowed.Add(_liveness.AtPad(handler));
        foreach (TryRegion handler in _graph.Handlers) shadowed.Remove(handler.Exception.Number);
        foreach (Local local in _ir.Locals.Where(local => local.IsParameter)) constant.Add(local.Number);
        for (int i = 0; i < _graph.Blocks.Count; i++) constant.Remove(_liveness.SetBy(i));
        shadowed.Remove(constant);

        // At the start other locals are zero, and so are their shadows.
        LocalSet stale = _stale[0];
        foreach (Local local in _ir.Locals.Where(local => local.IsParameter)) stale.Add(local.Number);
        stale.Keep(shadowed);
        CopiesAtStart().ForEach(number => _stale[0].Remove(number));
    }

    /// <summary>What a loop that the function starts with needs.</summary>
    private List<int> CopiesAtStart()
    {
        if (_graph.FirstOf(0) is not LoopStart loop) return [];
        LocalSet copies = _stale[_scratch];
        copies.Set(_stale[_shadowed]);
        copies.Keep(_loops.Before(loop));
        return copies.ToList();
    }

    /// <summary>Finds out what may be stale where.</summary>
    /// <returns>Whether it took no more rounds than it may.</returns>
    private bool Propagate()
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            bool changed = false;
            for (int i = 0; i < _graph.Blocks.Count; i++)
            {
                LocalSet stale = After(i);
                foreach (int successor in _graph.Successors[i])
                {
                    if (successor == i + 1 && LoopAfter(i) is { } loop) stale.Remove(_loops.Before(loop));
                    changed |= _stale[successor].Add(stale);
                }
            }
            if (!changed) return true;
        }
        return false;
    }

    /// <summary>What is stale at the end of a block.</summary>
    private LocalSet After(int block)
    {
        LocalSet stale = _stale[_scratch];
        stale.Set(_liveness.SetBy(block));
        stale.Keep(_stale[_shadowed]);
        if (_graph.Blocks[block].Handler is { } handler) stale.Add(_stale[block], except: _liveness.Needed(handler));
        else stale.Add(_stale[block]);
        return stale;
    }

    /// <summary>The loop that a block goes on into.</summary>
    private LoopStart? LoopAfter(int block) => _graph.FallsThrough(block) ? _graph.FirstOf(block + 1) as LoopStart : null;

    private int Copies()
    {
        int copies = 0;
        for (int i = 0; i < _graph.Blocks.Count; i++) copies += CopiesBefore(i).Count();
        return copies;
    }

    /// <summary>What a block that may throw needs to be copied first.</summary>
    private LocalSet CopiesBefore(int block)
    {
        LocalSet copies = _stale[_scratch];
        copies.Set(_stale[block]);
        if (_graph.Blocks[block].Handler is { } handler) copies.Keep(_liveness.Needed(handler));
        else copies.Remove(copies);
        return copies;
    }

    private LocalSet CopiesAfter(int block)
    {
        LocalSet copies = After(block);
        if (LoopAfter(block) is { } loop) copies.Keep(_loops.Before(loop));
        else copies.Remove(copies);
        return copies;
    }

    private List<Statement> Rewrite()
    {
        var body = new List<Statement>(_ir.Body.Count);
        body.AddRange(CopiesAtStart().Select(Copy));
        for (int i = 0; i < _graph.Blocks.Count; i++)
        {
            body.AddRange(CopiesBefore(i).ToList().Select(Copy));
            FlowBlock block = _graph.Blocks[i];
            body.AddRange(_ir.Body[block.Start..block.End]);
            if (_graph.FirstOf(i) is TryEnd { Region.Clauses.Count: > 0 } end) RewritePad(body, end.Region, block.End - block.Start);
            body.AddRange(CopiesAfter(i).ToList().Select(Copy));
        }
        return body;
    }

    /// <summary>Copies back at the start of a block that is in the body already.</summary>
    private void RewritePad(List<Statement> body, TryRegion handler, int length)
    {
        LocalSet live = _stale[_scratch];
        live.Set(_liveness.AtPad(handler));
        live.Keep(_stale[_shadowed]);
        body.InsertRange(body.Count - length + 1, live.ToList().Select(number => new SetLocal(_ir.Locals[number], new LocalGet(ShadowOf(number)))));
    }

    private Statement Copy(int number) => new SetLocal(ShadowOf(number), new LocalGet(_ir.Locals[number]));

    private Local ShadowOf(int number)
    {
        ref Local? shadow = ref _shadows[number];
        if (shadow is null) _ir.Locals.Add(shadow = new Local(_ir.Locals.Count, _ir.Locals[number].Type, isParameter: false));
        return shadow;
    }
}
