using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>How the statements of a function nest, found without recursion. Immutable.</summary>
internal sealed class Structure
{
    private readonly int[] _ends;
    private readonly Dictionary<Label, int> _starts = [];

    public Structure(List<Statement> body)
    {
        _ends = new int[body.Count];
        var open = new Stack<int>();
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i] is BlockStart or LoopStart or TryStart) open.Push(i);
            else _ends[body[i] is BlockEnd or LoopEnd or TryEnd ? open.Pop() : i] = i + 1;
            if (body[i] is BlockStart block) _starts.Add(block.Label, i);
            else if (body[i] is LoopStart loop) _starts.Add(loop.Label, i);
        }
    }

    /// <summary>The statement behind one, with all that is inside of it.</summary>
    public int After(int statement) => _ends[statement];

    /// <summary>Whether a label belongs to a block that starts within a range.</summary>
    public bool IsInside(Label label, int start, int end) => _starts[label] >= start && _starts[label] < end;
}
