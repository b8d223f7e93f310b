using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// What is known of locals at the place that a walk through a body has come to: what was found on every way there, and that nothing has
/// changed since. No dataflow: the end of a block forgets what was learned inside it, and a loop what its body changes. Linear but
/// for a logarithm. One walk; not shared between threads.
/// </summary>
/// <typeparam name="T">What there is to know.</typeparam>
internal sealed class LocalFacts<T>
    where T : struct
{
    private readonly SetPositions _sets;
    private readonly Entry[] _entries;
    private readonly Dictionary<Label, int> _loopEnds = [];

    /// <summary>What stood there before something was learned, since the function's start; and how much of that was there when each open block started.</summary>
    private readonly Stack<(int Local, Entry Before)> _log = [];
    private readonly Stack<int> _blocks = [];

    /// <summary>The open loops, outer ones first.</summary>
    private readonly List<(int Start, int End)> _loops = [];

    public LocalFacts(FunctionIr ir)
    {
        _sets = new SetPositions(ir);
        _entries = new Entry[ir.Locals.Count];
        for (int i = 0; i < ir.Body.Count; i++)
            if (ir.Body[i] is LoopEnd end) _loopEnds.Add(end.Label, i);
    }

    /// <summary>Comes to a statement; to every one, in order.</summary>
    public void Enter(Statement statement, int position)
    {
        switch (statement)
        {
            case BlockStart or TryStart: _blocks.Push(_log.Count); break;
            case BlockEnd end: Close(isJoin: end.Label.IsUsed); break;
            case TryEnd: Close(isJoin: true); break;
            case LoopStart loop: _loops.Add((position, _loopEnds[loop.Label])); break;
            case LoopEnd: _loops.RemoveAt(_loops.Count - 1); break;
        }
    }

    /// <summary>Learns something about a local, in place of what was known before.</summary>
    /// <param name="local">The local.</param>
    /// <param name="fact">What is known.</param>
    /// <param name="position">Where the walk is.</param>
    /// <param name="ends">Where it ends to hold, if not where the local is set.</param>
    /// <param name="isSetHere">Whether it is about the value that the statement sets the local to.</param>
    public void Learn(Local local, T fact, int position, int ends = int.MaxValue, bool isSetHere = false)
    {
        ref Entry entry = ref _entries[local.Number];
        if (_blocks.Count > 0) _log.Push((local.Number, entry));
        ends = Math.Min(ends, _sets.From(local, isSetHere ? position + 1 : position));
        entry = new Entry(fact, position, ends);
    }

    /// <summary>Where a local is set next, from a position on.</summary>
    public int EndOf(Local local, int position) => _sets.From(local, position);

    /// <summary>What is known of a local while the operands of a statement are evaluated.</summary>
    public T? Find(Local local, int position)
    {
        Entry entry = _entries[local.Number];
        if (entry.Ends < position || entry.Fact is not { } fact) return null;
        return OuterLoopSince(entry.Made) is { } loop && entry.Ends <= loop ? null : fact;
    }

    /// <summary>The end of the outermost open loop that started behind a position.</summary>
    private int? OuterLoopSince(int position)
    {
        int low = 0, high = _loops.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_loops[middle].Start > position) high = middle;
            else low = middle + 1;
        }
        return low < _loops.Count ? _loops[low].End : null;
    }

    private void Close(bool isJoin)
    {
        int length = _blocks.Pop();
        if (!isJoin) return;
        while (_log.Count > length)
        {
            (int local, Entry before) = _log.Pop();
            _entries[local] = before;
        }
    }

    /// <summary>What is known of a local, where that was learned, and where the next statement stands that changes it.</summary>
    private readonly record struct Entry(T? Fact, int Made, int Ends);
}
