using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Components.Types;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Composition;

/// <summary>
/// Writes resolved types as definitions of a component, or of the type of one. Types that have names are known by their objects, resources
/// by any of their names; a type that is known is mentioned, through aliases where it must be, any other is defined on the spot.
/// </summary>
/// <param name="outer">The scope around it; null for the component.</param>
/// <param name="writer">Where definitions go.</param>
/// <param name="origins">The value types of which value types are further names.</param>
internal sealed partial class TypeScope(TypeScope? outer, DefinitionWriter writer, IReadOnlyDictionary<object, IDefType> origins)
{
    private readonly Dictionary<object, Lazy<uint>> _types = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ResourceType, Lazy<uint>> _resources = [];
    private readonly HashSet<object> _own = new(ReferenceEqualityComparer.Instance);
    private readonly uint[] _counts = new uint[Sorts.Count];

    /// <summary>The index of the next definition of a sort.</summary>
    public uint Next(Sort sort) => _counts[(int)sort]++;

    /// <summary>Adds a definition; its index.</summary>
    public uint Add(ComponentSection section, Sort sort, ByteWriter definition)
    {
        writer.Add(section, definition.Written);
        return Next(sort);
    }

    /// <summary>Adds an alias of an export. spec: alias export</summary>
    public uint Alias(Sort sort, uint instance, string name)
    {
        ByteWriter alias = new();
        alias.ExportAlias(sort, instance, name);
        return Add(ComponentSection.Alias, sort, alias);
    }

    /// <summary>Makes a type known that is an index or will be one when it is mentioned.</summary>
    /// <param name="type">The type.</param>
    /// <param name="index">Its index.</param>
    /// <param name="isNew">Whether a resource, unless it is known already, is meant by its other names, too.</param>
    private void Know(IDefType type, Lazy<uint> index, bool isNew = true)
    {
        _types.TryAdd(type, index);
        if (isNew && type is ResourceType resource) _resources.TryAdd(resource, index);
    }

    /// <summary>Makes a type known by an index that is better than any before.</summary>
    public void KnowBetter(IDefType type, uint index)
    {
        _types[type] = At(index);
        if (type is ResourceType resource) _resources[resource] = At(index);
    }

    /// <summary>Makes the types known that something brings along.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="index">Its index, when it is mentioned.</param>
    /// <param name="isHere">Whether it is there already, so that the resources of any type before it are known.</param>
    public void Know(ComponentExternType type, Lazy<uint> index, bool isHere)
    {
        if (type is TypeExternType bound) Know(bound.Type, index, isHere || bound.IsAbstract);
        if (type is not InstanceType instance) return;
        foreach (ExternDecl export in instance.Exports)
        {
            if (export.Type is not (TypeExternType or InstanceType)) continue;
            Sort sort = SortOf(export.Type);
            Know(export.Type, new Lazy<uint>(() => Alias(sort, index.Value, export.Name), isThreadSafe: false), isHere);
        }
    }

    /// <summary>Adds an import or export declaration; its index. spec: import, importdecl, exportdecl</summary>
    public uint Declare(ComponentSection section, ExternDecl declaration)
    {
        ByteWriter target = new();
        target.ExternName(declaration);
        // What it names isn't known by this name yet.
        if (declaration.Type is TypeExternType bound) _types.Remove(bound.Type);
        ExternType(declaration.Type, target);
        uint index = Add(section, SortOf(declaration.Type), target);
        Know(declaration.Type, At(index), isHere: true);
        return index;
    }

    /// <summary>Writes the type of an import or export. spec: externtype</summary>
    public void ExternType(ComponentExternType type, ByteWriter target)
    {
        if (type is TypeExternType { IsAbstract: true, Type: ResourceType }) target.Bytes([0x03, 0x01]);
        else if (type is TypeExternType bound)
        {
            uint index = IndexOf(bound.Type);
            target.Bytes([0x03, 0x00]);
            target.Unsigned(index);
        }
        else
        {
            uint index = type is CoreModuleType module ? Define(module) : IndexOf((IDefType)type);
            target.Sort(SortOf(type));
            target.Unsigned(index);
        }
    }

    /// <summary>What something is.</summary>
    public static Sort SortOf(ComponentExternType type) => type switch
    {
        CoreModuleType => Sort.CoreModule,
        ComponentFuncType => Sort.Func,
        TypeExternType => Sort.Type,
        InstanceType => Sort.Instance,
        _ => Sort.Component,
    };

    /// <summary>The index of a type, which is defined here if nobody knows it.</summary>
    private uint IndexOf(IDefType type) => Find(type) ?? Define(type);

    private uint? Find(IDefType type)
    {
        // A component mentions an import rather than an instance within it, which nobody else can see.
        for (; origins.TryGetValue(type, out IDefType? origin); type = origin)
            if (outer is not null && Known(type) is { } named) return named.Value;
        if (Known(type) is { } known) return known.Value;
        // What this scope is about to declare isn't known outside before it is written; what it is another name of is.
        if (!_own.Contains(type)) return FromOutside(type, outer?.Find(type));
        return type is ResourceType alias ? FromOutside(type, outer?.FindOriginal(alias)) : null;
    }

    private Lazy<uint>? Known(IDefType type) =>
        _types.GetValueOrDefault(type) ?? (type is ResourceType resource ? _resources.GetValueOrDefault(resource) : null);

    private uint? FindOriginal(ResourceType resource) =>
        _resources.TryGetValue(resource, out Lazy<uint>? known) ? known.Value : FromOutside(resource, outer?.FindOriginal(resource));

    private uint? FromOutside(IDefType type, uint? index)
    {
        if (index is null) return null;
        ByteWriter alias = new();
        alias.OuterAlias(Sort.Type, 1, index.Value);
        uint here = Add(ComponentSection.Alias, Sort.Type, alias);
        if (!_own.Contains(type)) Know(type, At(here));
        return here;
    }

    /// <summary>Marks the types that declarations are going to name.</summary>
    private void Own(ComponentExternType type)
    {
        if (type is TypeExternType bound) _own.Add(bound.Type);
        if (type is not InstanceType instance) return;
        foreach (ExternDecl export in instance.Exports) Own(export.Type);
    }

    private static Lazy<uint> At(uint index) => new(() => index, isThreadSafe: false);
}
