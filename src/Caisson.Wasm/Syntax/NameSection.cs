using System.Collections.Frozen;

namespace Caisson.Wasm.Syntax;

/// <summary>The names that a module gives to its parts for people to read. Immutable. spec: binary-namesec</summary>
public sealed class NameSection
{
    /// <summary>No names at all.</summary>
    public static readonly NameSection Empty = new();

    /// <summary>Whether the section says nothing beyond this: it is well-formed, and the only one.</summary>
    internal bool IsComplete { get; init; } = true;

    /// <summary>Name of the module.</summary>
    public string? Module { get; init; }

    /// <summary>Names of functions by index.</summary>
    public FrozenDictionary<uint, string> Functions { get; init; } = FrozenDictionary<uint, string>.Empty;

    /// <summary>Names of locals by function index and local index.</summary>
    public FrozenDictionary<(uint Function, uint Local), string> Locals { get; init; } = FrozenDictionary<(uint, uint), string>.Empty;

    /// <summary>Names of labels by function index and label number.</summary>
    public FrozenDictionary<(uint Function, uint Label), string> Labels { get; init; } = FrozenDictionary<(uint, uint), string>.Empty;

    /// <summary>Names of types by index.</summary>
    public FrozenDictionary<uint, string> Types { get; init; } = FrozenDictionary<uint, string>.Empty;

    /// <summary>Names of tables by index.</summary>
    public FrozenDictionary<uint, string> Tables { get; init; } = FrozenDictionary<uint, string>.Empty;

    /// <summary>Names of memories by index.</summary>
    public FrozenDictionary<uint, string> Memories { get; init; } = FrozenDictionary<uint, string>.Empty;

    /// <summary>Names of globals by index.</summary>
    public FrozenDictionary<uint, string> Globals { get; init; } = FrozenDictionary<uint, string>.Empty;

    /// <summary>Names of element segments by index.</summary>
    public FrozenDictionary<uint, string> Elems { get; init; } = FrozenDictionary<uint, string>.Empty;

    /// <summary>Names of data segments by index.</summary>
    public FrozenDictionary<uint, string> Datas { get; init; } = FrozenDictionary<uint, string>.Empty;

    /// <summary>Names of fields by type index and field index.</summary>
    public FrozenDictionary<(uint Type, uint Field), string> Fields { get; init; } = FrozenDictionary<(uint, uint), string>.Empty;

    /// <summary>Names of tags by index.</summary>
    public FrozenDictionary<uint, string> Tags { get; init; } = FrozenDictionary<uint, string>.Empty;
}
