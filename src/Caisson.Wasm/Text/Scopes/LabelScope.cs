using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Scopes;

/// <summary>The labels around an instruction; inner ones hide outer ones of the same identifier. Not thread-safe.</summary>
internal sealed class LabelScope
{
    private readonly Stack<(string? Id, int Hidden)> labels = new();
    private readonly Dictionary<string, int> depths = new(StringComparer.Ordinal);
    private readonly List<(uint Index, string Name)> names = [];
    private uint count;

    /// <summary>Names of the labels of the function; each is numbered in the order of the instructions.</summary>
    public IReadOnlyList<(uint Index, string Name)> Names => names;

    /// <summary>Identifier of the innermost label.</summary>
    public string? Innermost => labels.Peek().Id;

    /// <summary>Forgets everything, for the next function.</summary>
    public void Clear()
    {
        labels.Clear();
        depths.Clear();
        names.Clear();
        count = 0;
    }

    /// <summary>Enters a structured instruction.</summary>
    public void Push(string? id)
    {
        int hidden = -1;
        if (id is not null)
        {
            hidden = depths.GetValueOrDefault(id, -1);
            depths[id] = labels.Count;
            names.Add((count, id));
        }
        labels.Push((id, hidden));
        count++;
    }

    /// <summary>Leaves a structured instruction.</summary>
    public void Pop()
    {
        (string? id, int hidden) = labels.Pop();
        if (id is null) return;
        if (hidden < 0) depths.Remove(id);
        else depths[id] = hidden;
    }

    /// <summary>The label that the number or identifier at the reader stands for. A number may be out of range.</summary>
    public uint Resolve(TokenReader reader)
    {
        Token token = reader.Current;
        if (reader.TryId() is not { } id) return (uint)reader.Nat(32);
        return depths.TryGetValue(id, out int depth)
            ? (uint)(labels.Count - 1 - depth)
            : throw TextErrors.At(reader.Source, token.Start, TextErrors.Unknown("label", id));
    }
}
