using System.Globalization;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Print;

/// <summary>
/// The identifiers of one index space, made of its names. A name that is no identifier, or another's already, becomes an annotation
/// beside an identifier made up from the index. Made-up ones begin with <c>#</c>, and no other one does. spec: text-context
/// </summary>
internal sealed class Identifiers
{
    // An identifier stands wherever it is used: a long one would make the text many times as long as the module.
    private const int MostLength = 1000, MostInMadeUp = 100;

    /// <summary>A space without names.</summary>
    public static readonly Identifiers None = new("", []);

    private readonly Dictionary<uint, (string Id, string? Name)> _ids = [];

    /// <summary>The identifiers of a space.</summary>
    /// <param name="what">What the space numbers, for identifiers that are made up.</param>
    /// <param name="names">The names, in the order of their indices.</param>
    public Identifiers(string what, IEnumerable<KeyValuePair<uint, string>> names)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach ((uint index, string name) in names)
        {
            bool usable = IsUsable(name) && taken.Add(name);
            _ids.Add(index, usable ? (name, null) : (MakeUp(what, index, name), name));
        }
    }

    /// <summary>Whether nothing has a name.</summary>
    public bool IsEmpty => _ids.Count == 0;

    /// <summary>Whether a name can be an identifier. spec: text-id</summary>
    public static bool IsUsable(string name) => name.Length is > 0 and <= MostLength && name[0] != '#';

    /// <summary>An identifier for what has no usable name.</summary>
    public static string MakeUp(string what, uint index, string name)
    {
        int length = Math.Min(name.Length, MostInMadeUp);
        if (length > 0 && char.IsHighSurrogate(name[length - 1])) length--;
        string part = length == 0 ? "" : $"<{name.AsSpan(0, length)}>";
        return string.Create(CultureInfo.InvariantCulture, $"#{what}{index}{part}");
    }

    /// <summary>Writes an identifier with its sigil.</summary>
    public static void Write(TextOutput output, string id)
    {
        output.Write('$');
        if (id.AsSpan().ContainsAnyExcept(Characters.Id)) output.WriteName(id);
        else output.Write(id);
    }

    /// <summary>Writes a space and the name of something that is alone in its space: as an identifier if it can be, else as an annotation.</summary>
    public static void WriteOnly(TextOutput output, string name)
    {
        if (!IsUsable(name))
        {
            WriteAnnotation(output, name);
            return;
        }
        output.Write(' ');
        Write(output, name);
    }

    /// <summary>Writes <c>(@name "…")</c>. spec: text-nameannot</summary>
    public static void WriteAnnotation(TextOutput output, string name)
    {
        output.Write(" (@name ");
        output.WriteName(name);
        output.Write(')');
    }

    /// <summary>Whether an index has a name.</summary>
    public bool Has(uint index) => _ids.ContainsKey(index);

    /// <summary>Writes the identifier of an index, or the index.</summary>
    public void Use(TextOutput output, uint index)
    {
        if (_ids.TryGetValue(index, out (string Id, string? Name) known)) Write(output, known.Id);
        else output.Write(index);
    }

    /// <summary>Writes a space and the identifier of an index where it is defined, and its name if that is another.</summary>
    public void Define(TextOutput output, uint index)
    {
        if (!_ids.TryGetValue(index, out (string Id, string? Name) known)) return;
        output.Write(' ');
        Write(output, known.Id);
        if (known.Name is not null) WriteAnnotation(output, known.Name);
    }

    /// <summary>As <see cref="Define"/>, then the index as a comment.</summary>
    public void DefineNumbered(TextOutput output, uint index)
    {
        Define(output, index);
        output.Write(" (;");
        output.Write(index);
        output.Write(";)");
    }
}
