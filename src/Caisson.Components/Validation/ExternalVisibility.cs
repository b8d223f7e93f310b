using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>
/// Whether imports and exports mention only resources, records, variants, enums and flags that imports and exports name. Types are told
/// apart by their objects, as each name makes another. spec: external visibility of types
/// </summary>
internal static class ExternalVisibility
{
    /// <summary>Checks an import or export of a scope, and names the types in it.</summary>
    /// <returns>Whether it may be one.</returns>
    public static bool TryName(Scope scope, ScopeNames names, ComponentExternType type, ValidationContext context, int at)
    {
        if (scope.Kind == ScopeKind.InstanceType) return true;
        context.Work(at);
        switch (type)
        {
            case TypeExternType bound:
                if (!IsVisible(bound.Type, names.NamedTypes, context, at)) return false;
                // What is imported can be mentioned by exports, too.
                if (names == scope.Imports) scope.Imports.NamedTypes.Add(bound.Type);
                scope.Exports.NamedTypes.Add(bound.Type);
                return true;
            case InstanceType instance:
                foreach (ExternDecl export in instance.Exports)
                    if (!TryName(scope, names, export.Type, context, at)) return false;
                return true;
            case ComponentFuncType func: return IsVisible(func, names.NamedTypes, context, at);
            default: return true;
        }
    }

    /// <summary>Whether the parts of a type are visible; it gets a name itself.</summary>
    private static bool IsVisible(IDefType type, HashSet<object> named, ValidationContext context, int at) => type switch
    {
        ComponentValType value => HasVisibleParts(value, named, context, at),
        ComponentFuncType func => func.Parameters.All(parameter => IsVisiblePart(parameter.Type, named, context, at))
            && IsVisiblePart(func.Result, named, context, at),
        InstanceType instance => instance.Exports.All(export => IsVisibleExport(export.Type, named, context, at)),
        // Components stand for themselves, and resources get their name now.
        _ => true,
    };

    private static bool IsVisibleExport(ComponentExternType type, HashSet<object> named, ValidationContext context, int at)
    {
        context.Work(at);
        return type switch
        {
            TypeExternType bound => IsVisible(bound.Type, named, context, at),
            ComponentFuncType or InstanceType => IsVisible((IDefType)type, named, context, at),
            _ => true,
        };
    }

    private static bool HasVisibleParts(ComponentValType type, HashSet<object> named, ValidationContext context, int at) => type switch
    {
        RecordType record => record.Fields.All(field => IsVisiblePart(field.Type, named, context, at)),
        VariantType variant => variant.Cases.All(@case => IsVisiblePart(@case.Type, named, context, at)),
        TupleType tuple => tuple.Elements.All(element => IsVisiblePart(element, named, context, at)),
        ListType list => IsVisiblePart(list.Element, named, context, at),
        OptionType option => IsVisiblePart(option.Some, named, context, at),
        ResultType result => IsVisiblePart(result.Ok, named, context, at) && IsVisiblePart(result.Error, named, context, at),
        MapType map => IsVisiblePart(map.Key, named, context, at) && IsVisiblePart(map.Value, named, context, at),
        StreamType stream => IsVisiblePart(stream.Element, named, context, at),
        FutureType future => IsVisiblePart(future.Element, named, context, at),
        OwnType own => named.Contains(own.Resource),
        BorrowType borrow => named.Contains(borrow.Resource),
        _ => true,
    };

    private static bool IsVisiblePart(ComponentValType? type, HashSet<object> named, ValidationContext context, int at)
    {
        if (type is null or PrimType) return true;
        context.Work(at);
        return type is RecordType or VariantType or FlagsType or EnumType ? named.Contains(type) : HasVisibleParts(type, named, context, at);
    }
}
