using System.Collections.Immutable;
using System.Diagnostics;
using Caisson.Components.Syntax;
using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>Value types and those of functions: indices become types, labels are checked. spec: defvaltype, functype</summary>
internal sealed class ValTypeResolver(Scope scope)
{
    /// <summary>spec: valtype</summary>
    public ComponentValType Resolve(ValTypeSyntax syntax, int at)
    {
        if (syntax.Prim is { } prim) return PrimKinds.TypeOf(prim);
        return scope.Types.At(syntax.Index, at) as ComponentValType
            ?? ComponentValidationErrors.Invalid<ComponentValType>(at, $"type index {syntax.Index} is not a defined type");
    }

    /// <summary>spec: defvaltype</summary>
    public ComponentValType Define(TypeSyntax syntax, int at)
    {
        ComponentValType type = syntax switch
        {
            PrimTypeSyntax prim => new PrimType(prim.Kind),
            RecordTypeSyntax record => DefineRecord(record, at),
            VariantTypeSyntax variant => DefineVariant(variant, at),
            ListTypeSyntax list => DefineList(list, at),
            TupleTypeSyntax tuple => DefineTuple(tuple, at),
            FlagsTypeSyntax flags => DefineFlags(flags, at),
            EnumTypeSyntax @enum => DefineEnum(@enum, at),
            OptionTypeSyntax option => new OptionType(Resolve(option.Some, at)),
            ResultTypeSyntax result => new ResultType(Resolve(result.Ok, at), Resolve(result.Error, at)),
            MapTypeSyntax map => DefineMap(map, at),
            OwnTypeSyntax own => new OwnType(Resource(own.Resource, at)),
            BorrowTypeSyntax borrow => new BorrowType(Resource(borrow.Resource, at)),
            StreamTypeSyntax stream => DefineStream(stream, at),
            FutureTypeSyntax future => new FutureType(ResolveSent(future.Element, "future", at)),
            _ => throw new UnreachableException(),
        };
        TypeFacts facts = ((ITypeNode)type).Facts;
        if (facts.Size > ComponentLimits.TypeSize) ComponentValidationErrors.TypeSize(at);
        if (facts.Depth > ComponentLimits.TypeDepth) ComponentValidationErrors.TypeDepth(at);
        ValueTypes.CheckSize(type, at);
        return type;
    }

    /// <summary>spec: functype</summary>
    public ComponentFuncType Define(FuncTypeSyntax syntax, int at)
    {
        Labels labels = new("function parameter", "parameter", at);
        ImmutableArray<ParameterType> parameters =
            [.. syntax.Parameters.Select(parameter => new ParameterType(labels.Add(parameter.Label), Resolve(parameter.Type, at)))];
        ComponentValType? result = Resolve(syntax.Result, at);
        if (result is not null && ValueTypes.ContainsBorrow(result)) ComponentValidationErrors.Invalid(at, "function result cannot contain a `borrow` type");
        ComponentFuncType type = new(parameters, result, syntax.IsAsync);
        if (((ITypeNode)type).Facts.Size > ComponentLimits.TypeSize) ComponentValidationErrors.TypeSize(at);
        return type;
    }

    /// <summary>A resource by its type index.</summary>
    public ResourceType Resource(uint index, int at) =>
        scope.Types.At(index, at) as ResourceType
        ?? ComponentValidationErrors.Invalid<ResourceType>(at, $"type index {index} is not a resource type");

    private ComponentValType? Resolve(ValTypeSyntax? syntax, int at) => syntax is { } type ? Resolve(type, at) : null;

    private RecordType DefineRecord(RecordTypeSyntax syntax, int at)
    {
        if (syntax.Fields.IsEmpty) ComponentValidationErrors.Invalid(at, "record type must have at least one field");
        Labels labels = new("record field", "field", at);
        return new([.. syntax.Fields.Select(field => new FieldType(labels.Add(field.Label), Resolve(field.Type, at)))]);
    }

    private VariantType DefineVariant(VariantTypeSyntax syntax, int at)
    {
        if (syntax.Cases.IsEmpty) ComponentValidationErrors.Invalid(at, "variant type must have at least one case");
        Labels labels = new("variant case", "case", at);
        return new([.. syntax.Cases.Select(@case => new CaseType(labels.Add(@case.Label), Resolve(@case.Type, at)))]);
    }

    private ListType DefineList(ListTypeSyntax syntax, int at)
    {
        if (syntax.Length == 0) ComponentValidationErrors.Invalid(at, "Fixed-length lists must have more than zero elements");
        return new(Resolve(syntax.Element, at), syntax.Length);
    }

    private TupleType DefineTuple(TupleTypeSyntax syntax, int at)
    {
        if (syntax.Elements.IsEmpty) ComponentValidationErrors.Invalid(at, "tuple type must have at least one type");
        return new([.. syntax.Elements.Select(element => Resolve(element, at))]);
    }

    private static FlagsType DefineFlags(FlagsTypeSyntax syntax, int at)
    {
        if (syntax.Labels.IsEmpty) ComponentValidationErrors.Invalid(at, "flags must have at least one entry");
        if (syntax.Labels.Length > 32) ComponentValidationErrors.Invalid(at, "cannot have more than 32 flags");
        Labels labels = new("flag", "flag", at);
        return new([.. syntax.Labels.Select(labels.Add)]);
    }

    private static EnumType DefineEnum(EnumTypeSyntax syntax, int at)
    {
        if (syntax.Labels.IsEmpty) ComponentValidationErrors.Invalid(at, "enum type must have at least one variant");
        Labels labels = new("enum tag", "tag", at);
        return new([.. syntax.Labels.Select(labels.Add)]);
    }

    /// <summary>spec: keytype</summary>
    private MapType DefineMap(MapTypeSyntax syntax, int at)
    {
        MapType type = new(Resolve(syntax.Key, at), Resolve(syntax.Value, at));
        if (type.Key is not PrimType { Kind: not (PrimKind.F32 or PrimKind.F64 or PrimKind.ErrorContext) })
            ComponentValidationErrors.Invalid(at, $"map key type cannot be {type.Key}");
        return type;
    }

    private StreamType DefineStream(StreamTypeSyntax syntax, int at)
    {
        ComponentValType? element = ResolveSent(syntax.Element, "stream", at);
        if (element is PrimType { Kind: PrimKind.Char })
            ComponentValidationErrors.Invalid(at, "`stream<char>` is not valid at this time, use `stream<u8>` with a defined encoding instead");
        return new(element);
    }

    /// <summary>What streams and futures carry outlives the call, so it can't be lent for it.</summary>
    private ComponentValType? ResolveSent(ValTypeSyntax? syntax, string what, int at)
    {
        ComponentValType? type = Resolve(syntax, at);
        if (type is not null && ValueTypes.ContainsBorrow(type)) ComponentValidationErrors.Invalid(at, $"`{what}` cannot contain a `borrow` type");
        return type;
    }

    /// <summary>Labels that must be strongly unique.</summary>
    private sealed class Labels(string what, string kind, int at)
    {
        private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

        public string Add(string label)
        {
            if (label.Length == 0) ComponentValidationErrors.Invalid(at, $"{what} name cannot be empty");
            if (!KebabCase.IsLabel(label)) ComponentValidationErrors.Invalid(at, $"{what} name `{label}` is not in kebab case");
            string canonical = label.ToLowerInvariant();
            if (!_seen.TryAdd(canonical, label))
                ComponentValidationErrors.Invalid(at, $"{what} name `{label}` conflicts with previous {kind} name `{_seen[canonical]}`");
            return label;
        }
    }
}
