using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Scopes;

/// <summary>The labels around an instruction; inner ones hide outer ones of the same identifier. Not thread-safe.</summary>
internal sealed class LabelScope
{
    private readonly Stack<(string? Id, int Hidden)> _labels = new();
    private readonly Dictionary<string, int> _depths = new(StringComparer.Ordinal);
    private readonly List<(uint Index, string Name)> _names = [];
    private uint _count;

    /// <summary>Names of the labels of the function; each is numbered in the order of the instructions.</summary>
    public IReadOnlyList<(uint Index, string Name)> Names => _names;

    /// <summary>Identifier of the innermost label.</summary>
    public string? Innermost => _labels.Peek().Id;

    /// <summary>Forgets everything, for the next function.</summary>
    public void Clear()
    {
        _labels.Clear();
        _depths.Clear();
        _names.Clear();
        _count = 0;
    }

    /// <summary>Enters a structured instruction.</summary>
    public void Push(LabelName label)
    {
        string? id = label.Id;
        int hidden = -1;
        if (id is not null)
        {
            hidden = _depths.GetValueOrDefault(id, -1);
            _depths[id] = _labels.Count;
        }
        if ((label.Name ?? id) is { } name) _names.Add((_count, name));
        _labels.Push((id, hidden));
        _count++;
    }

    /// <summary>Leaves a structured instruction.</summary>
    public void Pop()
    {
        (string? id, int hidden) = _labels.Pop();
        if (id is null) return;
        if (hidden < 0) _depths.Remove(id);
        else _depths[id] = hidden;
    }

    /// <summary>The label that the number or identifier at the reader stands for. A number may be out of range.</summary>
    public uint Resolve(TokenReader reader)
    {
        Token token = reader.Current;
        if (reader.TryId() is not { } id) return (uint)reader.Nat(32);
        return _depths.TryGetValue(id, out int depth)
            ? (uint)(_labels.Count - 1 - depth)
            : throw TextErrors.At(reader.Source, token.Start, TextErrors.Unknown("label", id));
    }
}
