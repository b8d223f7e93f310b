using System.Collections.Immutable;
using Caisson.Components.Types;
using Caisson.Wit.Model;

namespace Caisson.Components.Worlds;

/// <summary>Types of a component as those of WIT, in one scope. One thread at a time.</summary>
internal sealed class TypeWriter(TypeNames names, ScopeDraft draft)
{
    /// <summary>A type where values are.</summary>
    /// <exception cref="UnsaidException">It mentions a type that has no name here.</exception>
    public WitType Value(ComponentValType type)
    {
        if (TypeNames.Find(draft, type) is { } named) return named;
        if (draft.Known.TryGetValue(type, out WitType? known)) return known;
        WitType written = TypeNames.NeedsName(type) ? Mention(type) : Structural(type);
        draft.Known[type] = written;
        return written;
    }

    /// <summary>A type that gets a name.</summary>
    /// <exception cref="UnsaidException">WIT can't say it.</exception>
    public WitTypeDef Define(string label, TypeExternType bound, string? externalId)
    {
        if (names.FindOrUse(draft, bound.Type) is { } other) return new WitAlias(label, other) { ExternalId = externalId };
        return bound.Type switch
        {
            ResourceType when bound.IsAbstract => new WitResource(label) { ExternalId = externalId },
            ResourceType => throw UnsaidException.Unnamed(),
            ComponentValType value => Define(label, value, externalId),
            _ => throw UnsaidException.NoValueType(),
        };
    }

    private WitTypeDef Define(string label, ComponentValType type, string? externalId) => type switch
    {
        RecordType record => new WitRecord(label, record.Fields.Select(field => new WitMember(field.Label, Value(field.Type)))) { ExternalId = externalId },
        VariantType variant => new WitVariant(label, variant.Cases.Select(item => new WitMember(item.Label, Optional(item.Type)))) { ExternalId = externalId },
        EnumType @enum => new WitEnum(label, Bare(@enum.Labels)) { ExternalId = externalId },
        FlagsType flags => new WitFlags(label, Bare(flags.Labels)) { ExternalId = externalId },
        _ => new WitAlias(label, Structural(type)) { ExternalId = externalId },
    };

    private static IEnumerable<WitMember> Bare(ImmutableArray<string> labels) => labels.Select(label => new WitMember(label));

    private WitType Structural(ComponentValType type) => type switch
    {
        PrimType prim => Primitive(prim.Kind),
        ListType list => new WitList(Value(list.Element), list.Length),
        MapType map => new WitMap(Primitive(((PrimType)map.Key).Kind), Value(map.Value)),
        TupleType tuple => new WitTuple(tuple.Elements.Select(Value)),
        OptionType option => new WitOption(Value(option.Some)),
        ResultType result => new WitResult(Optional(result.Ok), Optional(result.Error)),
        OwnType own => new WitOwn(Mention(own.Resource)),
        BorrowType borrow => new WitBorrow(Mention(borrow.Resource)),
        StreamType stream => new WitStream(Optional(stream.Element)),
        FutureType future => new WitFuture(Optional(future.Element)),
        _ => throw new ArgumentException(type.GetType().Name, nameof(type)),
    };

    private WitType? Optional(ComponentValType? type) => type is null ? null : Value(type);

    /// <summary>A type that needs a name in this scope: the component may know it by that of another.</summary>
    private WitTypeDef Mention(IDefType type)
    {
        WitTypeDef found = names.FindOrUse(draft, type) ?? throw UnsaidException.Unnamed();
        if (draft.FindType(found.Name) == found) return found;
        var alias = new WitAlias(draft.FreeLabel(found.Name), found);
        names.Add(draft, type, alias);
        return alias;
    }

    private static WitPrimitive Primitive(PrimKind kind) => kind switch
    {
        PrimKind.Bool => WitPrimitive.Bool,
        PrimKind.S8 => WitPrimitive.S8,
        PrimKind.U8 => WitPrimitive.U8,
        PrimKind.S16 => WitPrimitive.S16,
        PrimKind.U16 => WitPrimitive.U16,
        PrimKind.S32 => WitPrimitive.S32,
        PrimKind.U32 => WitPrimitive.U32,
        PrimKind.S64 => WitPrimitive.S64,
        PrimKind.U64 => WitPrimitive.U64,
        PrimKind.F32 => WitPrimitive.F32,
        PrimKind.F64 => WitPrimitive.F64,
        PrimKind.Char => WitPrimitive.Char,
        PrimKind.String => WitPrimitive.String,
        _ => WitPrimitive.ErrorContext,
    };
}
