using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>Where a local is needed.</summary>
/// <param name="Local">The local.</param>
/// <param name="Start">The position of the statement that sets it first.</param>
/// <param name="End">The last position where its value is needed.</param>
internal readonly record struct LocalRange(Local Local, int Start, int End);

/// <summary>
/// Finds locals of which the structure alone tells where they are needed: set by a statement before all others that name them, and named nowhere beyond the end of the block, loop or region
/// that this statement stands in. Whatever comes to the others has come by there, since nobody branches into a block; and what goes around in a loop ends with it. In time linear in the size of the body. One use; not shared between threads.
/// </summary>
internal sealed class LocalRanges
{
    private readonly FunctionIr _ir;

    /// <summary>The scopes that are open, outermost first, by the positions of their starts; the function itself is the first.</summary>
    private readonly List<int> _open = [-1];

    /// <summary>How many scopes are around each loop that is open; outermost first.</summary>
    private readonly List<int> _loops = [];

    /// <summary>Where loops end, by the positions of their starts.</summary>
    private readonly Dictionary<int, int> _loopEnds = [];

    private readonly State[] _states;

    private LocalRanges(FunctionIr ir) => (_ir, _states) = (ir, new State[ir.Locals.Count]);

    /// <summary>In the order of their starts.</summary>
    public List<LocalRange> Known { get; } = [];

    /// <summary>Locals that are named, and of which more would have to be known; those that may be read before they are set are among them.</summary>
    public List<Local> Others { get; } = [];

    /// <summary>Looks at a function.</summary>
    public static LocalRanges Of(FunctionIr ir)
    {
        var ranges = new LocalRanges(ir);
        foreach (Local local in ir.Locals.Where(static local => local.IsParameter)) ranges._states[local.Number].IsUnknown = true;
        for (int i = 0; i < ir.Body.Count; i++) ranges.Add(ir.Body[i], i);
        ranges.Collect();
        return ranges;
    }

    private void Add(Statement statement, int position)
    {
        foreach (Expression expression in statement.Expressions) AddReads(expression, position);
        foreach (Local local in statement.Sets) AddSet(local, position);
        switch (statement)
        {
            case BlockStart or TryStart or LoopStart:
                if (statement is LoopStart) _loops.Add(_open.Count);
                _open.Add(position);
                break;
            case LoopEnd:
                _loopEnds.Add(_open[^1], position);
                _loops.RemoveAt(_loops.Count - 1);
                _open.RemoveAt(_open.Count - 1);
                break;
            case BlockEnd:
                _open.RemoveAt(_open.Count - 1);
                break;
            case TryEnd end:
                _open.RemoveAt(_open.Count - 1);

                // The handler sets it.
                _states[end.Region.Exception.Number].IsUnknown = true;
                break;
        }
    }

    private void AddReads(Expression expression, int position)
    {
        if (expression is LocalGet get) AddUse(ref _states[get.Local.Number], position);
        foreach (Expression child in expression.Children) AddReads(child, position);
    }

    private void AddSet(Local local, int position)
    {
        ref State state = ref _states[local.Number];
        if (!state.IsSet && !state.IsUnknown) state = new State { IsSet = true, Start = position, Last = position, Scope = _open[^1], Depth = _open.Count };
        else AddUse(ref state, position);
    }

    private void AddUse(ref State state, int position)
    {
        if (state.IsUnknown) return;

        // What isn't set before is zero, or left from another round; and what is named outside needn't have been set.
        if (!state.IsSet || _open.Count < state.Depth || _open[state.Depth - 1] != state.Scope)
        {
            state.IsUnknown = true;
            return;
        }
        state.Last = position;
        int loop = _loops.BinarySearch(state.Depth);
        if (loop < 0) loop = ~loop;
        if (loop < _loops.Count) state.Loop = _open[_loops[loop]];
    }

    private void Collect()
    {
        foreach (Local local in _ir.Locals)
        {
            State state = _states[local.Number];
            if (state.IsUnknown) Others.Add(local);
            else if (state.IsSet) Known.Add(new LocalRange(local, state.Start, state.Loop == 0 ? state.Last : Math.Max(state.Last, _loopEnds[state.Loop])));
        }
        Known.Sort(static (left, right) => left.Start.CompareTo(right.Start));
    }

    /// <summary>What is known of a local so far.</summary>
    private struct State
    {
        /// <summary>It can't be told where it is needed.</summary>
        public bool IsUnknown;

        /// <summary>The first that names it is a statement that sets it.</summary>
        public bool IsSet;

        /// <summary>Positions of the first and the last statement that name it.</summary>
        public int Start, Last;

        /// <summary>Start of the scope where it is set first, and how many scopes are open there.</summary>
        public int Scope, Depth;

        /// <summary>Start of the last loop in that scope that names it, the outermost one; zero for none, because what is there is behind a statement.</summary>
        public int Loop;
    }
}
