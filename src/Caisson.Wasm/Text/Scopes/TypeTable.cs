using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Wasm.Text.Scopes;

/// <summary>The types that have been defined so far, with the identifiers of their fields. Not thread-safe.</summary>
/// <param name="section">Where types go that nobody has written down, but that an inline function type needs.</param>
internal sealed class TypeTable(SectionWriter section)
{
    private readonly List<(CompType? Type, IndexSpace? Fields)> _types = [];
    private readonly Dictionary<FuncType, uint> _plain = [];

    /// <summary>Identifiers of the fields of all structures.</summary>
    public IEnumerable<(uint Type, IndexSpace Fields)> Fields =>
        _types.Index().Where(type => type.Item.Fields is not null).Select(type => ((uint)type.Index, type.Item.Fields!));

    /// <summary>Adds a type that the module defines.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fields">Identifiers of the fields of a structure.</param>
    /// <param name="isPlain">Whether it is final, has no supertype and is alone in its recursion group.</param>
    public void Add(CompType type, IndexSpace? fields, bool isPlain)
    {
        if (isPlain && type is FuncType func) _plain.TryAdd(func, (uint)_types.Count);
        _types.Add((type, fields));
    }

    /// <summary>Adds a type that is defined elsewhere.</summary>
    public void AddOpaque() => _types.Add((null, null));

    /// <summary>
    /// The index of the first plain function type equal to one; it is added when there is none. spec: text-typeuse-abbrev
    /// </summary>
    public uint FindOrAdd(FuncType type)
    {
        if (_plain.TryGetValue(type, out uint index)) return index;
        section.Item().CompType(type);
        Add(type, fields: null, isPlain: true);
        return (uint)_types.Count - 1;
    }

    /// <summary>The type at an index, or null when there is none yet or it isn't known.</summary>
    public CompType? Find(uint index) => index < _types.Count ? _types[(int)index].Type : null;

    /// <summary>The identifiers of the fields of a type; empty when it has none.</summary>
    public IndexSpace FieldsOf(uint index) => (index < _types.Count ? _types[(int)index].Fields : null) ?? new IndexSpace("field");
}
