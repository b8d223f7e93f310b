using Caisson.Components.Syntax;
using Caisson.Wasm.Text.Print;

namespace Caisson.Components.Text.Print;

/// <summary>A component or type that is being printed: its identifiers, and how many definitions there have been. Not thread-safe.</summary>
/// <param name="parent">The scope around it.</param>
/// <param name="names">The names of a component; null for a type, whose definitions have none.</param>
internal sealed class PrintScope(PrintScope? parent, PrintedNames? names)
{
    private readonly Identifiers?[] _identifiers = new Identifiers?[Sorts.Count];
    private readonly uint[] _counts = new uint[Sorts.Count];

    public PrintScope? Parent => parent;

    /// <summary>The identifiers of a sort.</summary>
    public Identifiers this[Sort sort] => _identifiers[(int)sort] ??= names is null
        ? Identifiers.None
        : new Identifiers(sort.Text.Replace(' ', '-'), names.Of(sort).Select(name => KeyValuePair.Create(name.Index, name.Name)));

    /// <summary>The name of a definition.</summary>
    public string? NameOf(Sort sort, uint index) => names?.Of(sort, index);

    /// <summary>The next index of a sort.</summary>
    public uint Next(Sort sort) => _counts[(int)sort]++;

    /// <summary>Writes the identifier of an index, or the index. An identifier that comes later would be unknown to the parser.</summary>
    public void Use(TextOutput output, Sort sort, uint index)
    {
        if (index < _counts[(int)sort]) this[sort].Use(output, index);
        else output.Write(index);
    }
}
