using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// The blocks of a function with regions, and how control gets from one to another. A block starts, among other places, at each
/// statement that may throw to a handler, so that what happens before it is in other blocks. Immutable.
/// </summary>
internal sealed class FlowGraph
{
    private readonly List<Statement> _body;
    private readonly IReadOnlySet<int> _cuts;
    private readonly Dictionary<Label, int> _blockOf = [];
    private readonly Dictionary<TryRegion, int> _padOf = [];

    /// <summary>Finds the blocks of a function.</summary>
    /// <param name="ir">The function.</param>
    /// <param name="cuts">Further statements that a block starts at.</param>
    public FlowGraph(FunctionIr ir, IReadOnlySet<int>? cuts = null)
    {
        _body = ir.Body;
        _cuts = cuts ?? new HashSet<int>();
        FindBlocks();
        Successors = [.. Enumerable.Range(0, Blocks.Count).Select(SuccessorsOf)];
    }

    /// <summary>The blocks, in order.</summary>
    public List<FlowBlock> Blocks { get; } = [];

    /// <summary>The regions that have a handler, outer ones before inner ones.</summary>
    public List<TryRegion> Handlers { get; } = [];

    /// <summary>For each block those that may follow it, handlers apart.</summary>
    public int[][] Successors { get; }

    /// <summary>The block that starts at a statement, or the number of blocks behind the last one.</summary>
    public int BlockAt(int statement)
    {
        int low = 0, high = Blocks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Blocks[middle].Start < statement) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>The block that a label stands before.</summary>
    public int BlockOf(Label label) => _blockOf[label];

    /// <summary>The block that a region's handler goes to.</summary>
    public int PadOf(TryRegion region) => _padOf[region];

    /// <summary>The statement that a block starts with.</summary>
    public Statement FirstOf(int block) => _body[Blocks[block].Start];

    /// <summary>Whether control may get from a block to the next one by going on.</summary>
    public bool FallsThrough(int block) =>
        block + 1 < Blocks.Count
        && _body[Blocks[block].End - 1].FallsThrough

        // A region's end is never reached from inside: only its handler goes there.
        && FirstOf(block + 1) is not TryEnd { Region.Clauses.Count: > 0 };

    private int[] SuccessorsOf(int block)
    {
        var successors = new HashSet<int>();
        foreach (Label label in _body[Blocks[block].End - 1].Targets) successors.Add(_blockOf[label]);
        if (FallsThrough(block)) successors.Add(block + 1);
        return [.. successors];
    }

    private void FindBlocks()
    {
        TryRegion? region = null;
        int start = 0;
        for (int i = 0; i < _body.Count; i++)
        {
            Statement statement = _body[i];
            TryRegion? handler = Throwing.HandlerOf(region);
            bool throws = handler is not null && Throwing.May(statement);
            if (throws || _cuts.Contains(i) || statement is BlockEnd or LoopStart or TryStart or TryEnd) Cut(i);
            if (throws) Blocks.Add(new FlowBlock(i, i + 1, handler));
            if (throws) start = i + 1;
            Note(statement, ref region);
            if (!statement.FallsThrough || statement.Targets.Length > 0) Cut(i + 1);
        }
        Cut(_body.Count);

        void Cut(int end)
        {
            if (end > start) Blocks.Add(new FlowBlock(start, end, Handler: null));
            start = end;
        }
    }

    private void Note(Statement statement, ref TryRegion? region)
    {
        // The block that starts with this statement comes next.
        switch (statement)
        {
            case BlockEnd end: _blockOf[end.Label] = Blocks.Count; break;
            case LoopStart loop: _blockOf[loop.Label] = Blocks.Count; break;
            case TryStart start:
                region = start.Region;
                if (region.Clauses.Count > 0) Handlers.Add(region);
                break;
            case TryEnd end:
                region = end.Region.Enclosing;
                _padOf[end.Region] = Blocks.Count;
                break;
        }
    }
}

/// <summary>Statements that follow one another.</summary>
/// <param name="Start">The first one.</param>
/// <param name="End">The one behind the last one.</param>
/// <param name="Handler">Where its only statement may throw to; null when nothing in the block throws to a handler.</param>
internal readonly record struct FlowBlock(int Start, int End, TryRegion? Handler);
