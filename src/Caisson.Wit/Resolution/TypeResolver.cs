using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>Types as they are written to types, and what must hold of them. component-model: typedef-item, ty</summary>
internal sealed class TypeResolver(TypeScope scope)
{
    // Counts the levels of the type that is being resolved, through names: as many as the stack holds.
    private int _depth;

    /// <summary>A definition.</summary>
    public WitTypeDef Define(TypeDefSyntax syntax) => Checked<WitTypeDef>(syntax.Name.Location, () => syntax switch
    {
        ResourceSyntax => TypeDefs.Resource(syntax.Name.Text, GateRules.NotesOf(syntax.Annotations)),
        AliasSyntax alias => TypeDefs.Alias(alias.Name.Text, Shallow(alias), GateRules.NotesOf(syntax.Annotations)),
        _ => Members((MembersSyntax)syntax),
    });

    /// <summary>A type where values are; the name of a resource is a handle that owns.</summary>
    public WitType Resolve(TypeSyntax syntax) => syntax is TypeNameSyntax name ? Value(Named(name)) : Checked(syntax.Location, () => Structural(syntax));

    private WitType Structural(TypeSyntax syntax) => syntax switch
    {
        PrimitiveSyntax primitive => primitive.Primitive,
        HandleSyntax handle => Handle(handle),
        GenericSyntax generic => Generic(generic),
        _ => throw new InvalidOperationException(syntax.GetType().Name),
    };

    // In `type b = a;` where a is a resource, b is a name of the resource.
    private WitType Target(TypeSyntax syntax) => syntax is TypeNameSyntax name ? Named(name) : Resolve(syntax);

    private WitType Shallow(AliasSyntax syntax)
    {
        WitType target = Target(syntax.Type);
        RequireDepth(syntax.Type.Location, [target]);
        return target;
    }

    private WitType Named(TypeNameSyntax syntax)
    {
        // Whatever mentions a type has a level more.
        if (scope.Find(syntax.Name, syntax.Location) is { } type)
        {
            return type.Depth < Limits.TypeDepth ? type : throw ResolveErrors.TypeTooDeep(syntax.Location);
        }

        // A type of the component model whose name is no keyword. component-model: error-context
        if (syntax.Name == WitPrimitive.ErrorContext.Keyword) return WitPrimitive.ErrorContext;
        throw syntax.Name is "float32" or "float64" ? ResolveErrors.OldFloat(syntax.Location, syntax.Name) : scope.Unknown(syntax.Location, syntax.Name);
    }

    private static WitType Value(WitType type) => type is WitTypeDef named && WitResource.Find(type) is not null ? new WitOwn(named) : type;

    private WitStructuralType Handle(HandleSyntax syntax)
    {
        WitType type = Named(syntax.Resource);
        if (type is not WitTypeDef resource || WitResource.Find(type) is null) throw ResolveErrors.NoResource(syntax.Resource.Location, syntax.Resource.Name);
        return syntax.IsBorrow ? new WitBorrow(resource) : new WitOwn(resource);
    }

    private WitStructuralType Generic(GenericSyntax syntax)
    {
        if (syntax is { Keyword: "tuple", Arguments.Count: 0 }) throw ResolveErrors.EmptyTuple(syntax.Location);
        WitType?[] arguments = [.. syntax.Arguments.Select(argument => argument is null ? null : Resolve(argument))];
        RequireDepth(syntax.Location, arguments);
        if (arguments.Sum(argument => argument?.Count ?? 0) >= Limits.TypeParts) throw ResolveErrors.TypeTooManyParts(syntax.Location);
        return syntax.Keyword switch
        {
            "list" => new WitList(arguments[0]!, syntax.Length),
            "map" => new WitMap((WitPrimitive)arguments[0]!, arguments[1]!),
            "option" => new WitOption(arguments[0]!),
            "result" => new WitResult(arguments[0], arguments[1]),
            "tuple" => new WitTuple(arguments.OfType<WitType>()),
            "stream" => new WitStream(Element(syntax, arguments[0])),
            "future" => new WitFuture(Element(syntax, arguments[0])),
            _ => throw new InvalidOperationException(syntax.Keyword),
        };
    }

    // component-model: "Validation of stream and future rejects element types that transitively contain a borrow."
    private static WitType? Element(GenericSyntax syntax, WitType? element)
    {
        if (element?.HasBorrow == true) throw ResolveErrors.BorrowInStream(syntax.Arguments[0]!.Location, syntax.Keyword);
        if (syntax.Keyword == "stream" && element?.Resolved == WitPrimitive.Char) throw ResolveErrors.StreamOfChar(syntax.Location);
        return element;
    }

    private WitMembers Members(MembersSyntax syntax)
    {
        if (syntax.Members.Count == 0) throw ResolveErrors.NoMembers(syntax.Name, syntax.Keyword);
        if (syntax.Keyword == "flags" && syntax.Members.Count > Limits.Flags) throw ResolveErrors.TooManyFlags(syntax.Name);
        WitMember[] members = Members(syntax.Members, syntax.Keyword switch { "record" => "field", "flags" => "flag", _ => "case" });
        RequireDepth(syntax.Name.Location, members.Select(member => member.Type));
        return TypeDefs.Members(syntax.Keyword, syntax.Name.Text, members, GateRules.NotesOf(syntax.Annotations));
    }

    /// <summary>Named parts, or parameters.</summary>
    public WitMember[] Members(IReadOnlyList<NamedTypeSyntax> syntax, string what)
    {
        var names = new UniqueNames(what);
        foreach (NamedTypeSyntax member in syntax) names.Add(member.Name);
        // Parameters have no documentation of their own.
        bool hasDocs = what != "parameter";
        return [.. syntax.Select(member => new WitMember(member.Name.Text, member.Type is null ? null : Resolve(member.Type), hasDocs ? member.Docs : null))];
    }

    private T Checked<T>(Location at, Func<T> resolve) where T : WitType
    {
        if (++_depth > Limits.TypeDepth) throw ResolveErrors.TypeTooDeep(at);
        T type = resolve();
        _depth--;
        return type.Size.Bytes <= ElementSize.Most ? type : throw ResolveErrors.TypeTooLarge(at);
    }

    private static void RequireDepth(Location at, IEnumerable<WitType?> parts)
    {
        if (parts.Any(part => part?.Depth >= Limits.TypeDepth)) throw ResolveErrors.TypeTooDeep(at);
    }
}
