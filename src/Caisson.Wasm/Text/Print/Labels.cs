using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>
/// The labels around an instruction. A label is used by name only where that name means it: inner ones hide outer ones. Labels without
/// name are numbered by their depth, in comments. Not thread-safe.
/// </summary>
internal sealed class Labels
{
    private readonly List<(string? Id, int Hidden)> _open = [];
    private readonly Dictionary<string, int> _depths = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, string> _names = [];

    /// <summary>Starts with a function.</summary>
    /// <param name="names">The names of its labels.</param>
    public void Begin(IReadOnlyList<KeyValuePair<uint, string>> names)
    {
        _open.Clear();
        _depths.Clear();
        _names.Clear();
        foreach ((uint number, string name) in names) _names.TryAdd(number, name);
    }

    /// <summary>Writes the label of a structured instruction at its start. <see cref="Enter"/> must follow before its body.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="number">Its number in the order of the instructions.</param>
    public void Define(TextOutput output, uint number)
    {
        if (!_names.TryGetValue(number, out string? name)) return;
        output.Write(' ');
        Identifiers.Write(output, Id(number, name));
        if (!Identifiers.IsUsable(name)) Identifiers.WriteAnnotation(output, name);
    }

    /// <summary>Writes the depth of a structured instruction without name, as a comment.</summary>
    public void Comment(TextOutput output, uint number, bool atEndOfLine)
    {
        if (_names.ContainsKey(number)) return;
        bool toEnd = atEndOfLine && !output.IsInline;
        output.Write(toEnd ? " ;; label = @" : " (;@");
        output.Write((long)_open.Count + 1);
        if (!toEnd) output.Write(";)");
    }

    /// <summary>Enters a structured instruction.</summary>
    public void Enter(uint number)
    {
        string? id = _names.TryGetValue(number, out string? name) ? Id(number, name) : null;
        int hidden = -1;
        if (id is not null)
        {
            hidden = _depths.GetValueOrDefault(id, -1);
            _depths[id] = _open.Count;
        }
        _open.Add((id, hidden));
    }

    /// <summary>Leaves a structured instruction.</summary>
    public void Leave()
    {
        (string? id, int hidden) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (id is null) return;
        if (hidden < 0) _depths.Remove(id);
        else _depths[id] = hidden;
    }

    /// <summary>Writes a space and a label.</summary>
    public void Use(TextOutput output, LabelIdx label)
    {
        output.Write(' ');
        long depth = _open.Count - 1 - (long)label.Value;
        string? id = depth >= 0 ? _open[(int)depth].Id : null;
        if (id is not null && _depths[id] == depth)
        {
            Identifiers.Write(output, id);
            return;
        }
        output.Write(label.Value);
        if (depth < 0) return;
        output.Write(" (;@");
        output.Write(depth + 1);
        output.Write(";)");
    }

    private static string Id(uint number, string name) => Identifiers.IsUsable(name) ? name : Identifiers.MakeUp("label", number, name);
}
