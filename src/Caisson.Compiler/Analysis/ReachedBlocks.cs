using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// The blocks that control can get to. Lowering leaves the ends of blocks behind where nothing gets to: code must not be added there that
/// runs off the end of the function. Immutable.
/// </summary>
internal sealed class ReachedBlocks
{
    private readonly bool[] _reached;

    public ReachedBlocks(FlowGraph graph)
    {
        _reached = new bool[graph.Blocks.Count];
        var open = new Stack<int>();
        Reach(0);
        foreach (TryRegion handler in graph.Handlers) Reach(graph.PadOf(handler));
        while (open.TryPop(out int block))
            foreach (int successor in graph.Successors[block]) Reach(successor);

        void Reach(int block)
        {
            if (_reached[block]) return;
            _reached[block] = true;
            open.Push(block);
        }
    }

    /// <summary>Whether control can get to a block.</summary>
    public bool this[int block] => _reached[block];
}
