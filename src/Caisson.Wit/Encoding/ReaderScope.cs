using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>The index spaces of a component type or an instance type.</summary>
/// <param name="outer">The scope around it.</param>
internal sealed class ReaderScope(ReaderScope? outer)
{
    // A WitType, or the encoded form of what is no type of values: members without name, functions, instances, components.
    private readonly List<object> _types = [];
    private readonly List<Draft> _instances = [];

    public void Add(object type) => _types.Add(type);

    public void AddInstance(Draft instance) => _instances.Add(instance);

    /// <summary>What a type index means.</summary>
    public object Type(uint index, int at) => index < (uint)_types.Count ? _types[(int)index] : throw DecodeErrors.Unknown(at, "type", index);

    /// <summary>What a type index of an enclosing scope means.</summary>
    public object Outer(OuterAlias alias)
    {
        ReaderScope? scope = this;
        for (uint count = alias.Count; count > 0 && scope is not null; count--) scope = scope.Enclosing;
        return (scope ?? throw DecodeErrors.Unknown(alias.Offset, "enclosing scope", alias.Count)).Type(alias.Index, alias.Offset);
    }

    /// <summary>The interface that an instance index means.</summary>
    public Draft Instance(uint index, int at) => index < (uint)_instances.Count ? _instances[(int)index] : throw DecodeErrors.Unknown(at, "instance", index);

    /// <summary>The type of values that a reference means; a resource itself, where it is one.</summary>
    public WitType Value(TypeReference reference)
    {
        if (reference.Primitive is { } primitive) return primitive;
        return Type(reference.Index, reference.Offset) switch
        {
            WitType type => type,
            BinaryValueType => throw DecodeErrors.NoName(reference.Offset),
            _ => throw DecodeErrors.Malformed(reference.Offset, "something other than a type of values"),
        };
    }

    private ReaderScope? Enclosing => outer;
}
