using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Scopes;

/// <summary>
/// The identifiers of one index space. Everything is declared in order before anything is resolved. Not thread-safe.
/// spec: text-context
/// </summary>
/// <param name="what">What the space numbers, for messages.</param>
internal sealed class IndexSpace(string what)
{
    private readonly Dictionary<string, uint> _ids = new(StringComparer.Ordinal);
    private readonly List<(uint Index, string Name)> _names = [];
    private uint _defined;

    /// <summary>Number of declarations.</summary>
    public uint Count { get; private set; }

    /// <summary>Names for people, in order: identifiers, or what <c>@name</c> annotations say instead.</summary>
    public IReadOnlyList<(uint Index, string Name)> Names => _names;

    /// <summary>Declares the next index, with the identifier that stands at the reader if there is one.</summary>
    public void Declare(TokenReader reader) => Declare(reader.Source, DefinitionName.Read(reader));

    /// <summary>Declares the next index.</summary>
    /// <returns>The index.</returns>
    public uint Declare(SourceText source, DefinitionName name)
    {
        if (name.Id is { } id && !_ids.TryAdd(id, Count)) throw TextErrors.At(source, name.Start, TextErrors.Duplicate(what, id));
        if ((name.Name ?? name.Id) is { } known) _names.Add((Count, known));
        return Count++;
    }

    /// <summary>Declares indices without identifiers.</summary>
    public void Skip(uint count = 1) => Count += count;

    /// <summary>The index of the next definition, when declarations are walked a second time.</summary>
    public uint Define() => _defined++;

    /// <summary>The index that the number or identifier at the reader stands for. A number may be out of range.</summary>
    public uint Resolve(TokenReader reader)
    {
        Token token = reader.Current;
        if (reader.TryId() is not { } id) return (uint)reader.Nat(32);
        return _ids.TryGetValue(id, out uint index)
            ? index
            : throw TextErrors.At(reader.Source, token.Start, TextErrors.Unknown(what, id));
    }

    /// <summary>Looks up an identifier.</summary>
    public bool TryFind(string id, out uint index) => _ids.TryGetValue(id, out index);
}
