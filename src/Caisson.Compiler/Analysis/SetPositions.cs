using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>Where in a body each local is set. Immutable.</summary>
internal sealed class SetPositions
{
    private readonly int[] _positions;

    /// <summary>Where the positions of a local begin; those of the next one are behind them.</summary>
    private readonly int[] _first;

    public SetPositions(FunctionIr ir)
    {
        _first = new int[ir.Locals.Count + 1];
        foreach (Statement statement in ir.Body)
            foreach (Local local in statement.Sets) _first[local.Number + 1]++;
        for (int i = 1; i < _first.Length; i++) _first[i] += _first[i - 1];

        _positions = new int[_first[^1]];
        int[] next = [.. _first];
        for (int i = 0; i < ir.Body.Count; i++)
            foreach (Local local in ir.Body[i].Sets) _positions[next[local.Number]++] = i;
    }

    /// <summary>The first place from a position on, in the order of the text, where a local is set; far behind the end when there is none.</summary>
    public int From(Local local, int position)
    {
        ReadOnlySpan<int> positions = _positions.AsSpan(_first[local.Number].._first[local.Number + 1]);
        int found = positions.BinarySearch(position);
        if (found < 0) found = ~found;

        // A statement that sets a local twice has two entries.
        return found < positions.Length ? positions[found] : int.MaxValue;
    }
}
