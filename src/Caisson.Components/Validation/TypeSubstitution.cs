using System.Collections.Immutable;
using System.Diagnostics;
using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>
/// Replaces resources, and types by name, within types. What is shared stays shared, what doesn't change stays the same object: validation
/// knows types that have names by their objects. spec: type substitution
/// </summary>
internal sealed class TypeSubstitution(ValidationContext context, int at)
{
    private readonly Dictionary<ResourceType, ResourceType> _resources = [];
    private readonly Dictionary<object, object> _done = new(ReferenceEqualityComparer.Instance);
    private bool _hasRenamings;

    /// <summary>Replaces a resource, by all its names.</summary>
    public void Replace(ResourceType resource, ResourceType by) => _resources[resource] = by;

    /// <summary>Replaces the very object.</summary>
    public void Rename(IDefType type, IDefType by)
    {
        if (ReferenceEquals(type, by)) return;
        _hasRenamings = true;
        _done[type] = by;
    }

    public ComponentExternType Apply(ComponentExternType type) => (ComponentExternType)ApplyTo(type);

    public ImmutableArray<ExternDecl> Apply(ImmutableArray<ExternDecl> declarations) =>
        Map(declarations, declaration => declaration with { Type = Apply(declaration.Type) });

    private IDefType Apply(IDefType type) => type is ResourceType resource ? Apply(resource) : (IDefType)ApplyTo((ITypeNode)type);

    private ResourceType Apply(ResourceType resource)
    {
        if (_done.TryGetValue(resource, out object? done)) return (ResourceType)done;
        if (!_resources.TryGetValue(resource, out ResourceType? by)) return resource;
        // A further name of the one becomes a further name of the other.
        foreach (ResourceType name in Undone(resource, static type => type.NameOf))
            _done.Add(name, name.NameOf is { } named ? ((ResourceType)_done[named]).Alias(name.Name) : by);
        return (ResourceType)_done[resource];
    }

    private ITypeNode ApplyTo(ITypeNode type)
    {
        if (_resources.Count == 0 && !_hasRenamings) return type;
        if (_done.TryGetValue(type, out object? done)) return (ITypeNode)done;
        if (!_hasRenamings && !type.Facts.MentionsResources) return type;
        context.Work(at);
        ITypeNode result = type switch
        {
            ComponentValType value => NamedAs(value, Apply(value)),
            ComponentFuncType func => Apply(func),
            InstanceType instance => Apply(instance.Exports) is var exports && exports == instance.Exports ? instance : new InstanceType(exports),
            ComponentType component => Apply(component),
            TypeExternType bound => Apply(bound.Type) is var target && ReferenceEquals(target, bound.Type) ? bound : bound with { Type = target },
            CoreModuleType module => module,
            _ => throw new UnreachableException(),
        };
        _done[type] = result;
        return result;
    }

    /// <summary>What a type is a further name of is replaced with it.</summary>
    private ComponentValType NamedAs(ComponentValType type, ComponentValType result)
    {
        if (type.NameOf is null) return result;
        foreach (ComponentValType name in Undone(type.NameOf, static name => name.NameOf)) ApplyTo(name);
        ComponentValType named = Part(type.NameOf);
        return ReferenceEquals(result, type) && ReferenceEquals(named, type.NameOf) ? type : result with { NameOf = named };
    }

    /// <summary>A type and what it is a further name of, the oldest first: names of names make long chains, on which nobody may recurse.</summary>
    private Stack<T> Undone<T>(T type, Func<T, T?> nameOf) where T : class
    {
        Stack<T> names = new();
        for (T? name = type; name is not null && !_done.ContainsKey(name); name = nameOf(name)) names.Push(name);
        return names;
    }

    private ComponentType Apply(ComponentType component)
    {
        ImmutableArray<ExternDecl> imports = Apply(component.Imports), exports = Apply(component.Exports);
        return imports == component.Imports && exports == component.Exports ? component : new(imports, exports);
    }

    private ComponentFuncType Apply(ComponentFuncType func)
    {
        ImmutableArray<ParameterType> parameters = Map(func.Parameters, parameter => parameter with { Type = Part(parameter.Type) });
        ComponentValType? result = Optional(func.Result);
        return parameters == func.Parameters && ReferenceEquals(result, func.Result) ? func : new(parameters, result, func.IsAsync);
    }

    private ComponentValType Apply(ComponentValType type)
    {
        switch (type)
        {
            case RecordType record:
                ImmutableArray<FieldType> fields = Map(record.Fields, field => field with { Type = Part(field.Type) });
                return fields == record.Fields ? record : new RecordType(fields);
            case VariantType variant:
                ImmutableArray<CaseType> cases = Map(variant.Cases, @case => @case with { Type = Optional(@case.Type) });
                return cases == variant.Cases ? variant : new VariantType(cases);
            case TupleType tuple:
                ImmutableArray<ComponentValType> elements = Map(tuple.Elements, Part);
                return elements == tuple.Elements ? tuple : new TupleType(elements);
            case ListType list: return Changed(list.Element, out ComponentValType element) ? new ListType(element, list.Length) : list;
            case OptionType option: return Changed(option.Some, out ComponentValType some) ? new OptionType(some) : option;
            case ResultType result:
                bool isChanged = Changed(result.Ok, out ComponentValType ok) | Changed(result.Error, out ComponentValType error);
                return isChanged ? new ResultType(ok, error) : result;
            case MapType map:
                bool isMapChanged = Changed(map.Key, out ComponentValType key) | Changed(map.Value, out ComponentValType value);
                return isMapChanged ? new MapType(key, value) : map;
            case StreamType stream: return Changed(stream.Element, out ComponentValType streamed) ? new StreamType(streamed) : stream;
            case FutureType future: return Changed(future.Element, out ComponentValType promised) ? new FutureType(promised) : future;
            case OwnType own: return Apply(own.Resource) is var owned && ReferenceEquals(owned, own.Resource) ? own : new OwnType(owned);
            case BorrowType borrow:
                return Apply(borrow.Resource) is var borrowed && ReferenceEquals(borrowed, borrow.Resource) ? borrow : new BorrowType(borrowed);
            default: return type;
        }
    }

    private bool Changed(ComponentValType? part, out ComponentValType result)
    {
        result = Optional(part)!;
        return !ReferenceEquals(part, result);
    }

    private ComponentValType Part(ComponentValType type) => (ComponentValType)ApplyTo(type);

    private ComponentValType? Optional(ComponentValType? type) => type is null ? null : Part(type);

    /// <summary>The same array when all its items stay the same objects.</summary>
    private static ImmutableArray<T> Map<T>(ImmutableArray<T> items, Func<T, T> map)
    {
        ImmutableArray<T>.Builder? changed = null;
        for (int i = 0; i < items.Length; i++)
        {
            T mapped = map(items[i]);
            if (changed is null && IsSame(mapped, items[i])) continue;
            changed ??= items.ToBuilder();
            changed[i] = mapped;
        }
        return changed?.ToImmutable() ?? items;
    }

    private static bool IsSame<T>(T one, T other) => (one, other) switch
    {
        (FieldType a, FieldType b) => ReferenceEquals(a.Type, b.Type),
        (CaseType a, CaseType b) => ReferenceEquals(a.Type, b.Type),
        (ParameterType a, ParameterType b) => ReferenceEquals(a.Type, b.Type),
        (ExternDecl a, ExternDecl b) => ReferenceEquals(a.Type, b.Type),
        _ => ReferenceEquals(one, other),
    };
}
