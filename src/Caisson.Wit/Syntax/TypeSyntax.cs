namespace Caisson.Wit.Syntax;

/// <summary>component-model: typedef-item</summary>
internal abstract record TypeDefSyntax(AnnotationsSyntax Annotations, NameSyntax Name) : ItemSyntax(Annotations);

/// <summary>component-model: type-item</summary>
internal sealed record AliasSyntax(AnnotationsSyntax Annotations, NameSyntax Name, TypeSyntax Type) : TypeDefSyntax(Annotations, Name);

/// <summary>A type that consists of named members. component-model: record-item, variant-items, enum-items, flags-items</summary>
internal sealed record MembersSyntax(AnnotationsSyntax Annotations, NameSyntax Name, string Keyword, IReadOnlyList<NamedTypeSyntax> Members)
    : TypeDefSyntax(Annotations, Name);

/// <summary>component-model: resource-item</summary>
internal sealed record ResourceSyntax(AnnotationsSyntax Annotations, NameSyntax Name, IReadOnlyList<ResourceFunctionSyntax> Functions)
    : TypeDefSyntax(Annotations, Name);

/// <summary>component-model: resource-method; the name of a constructor is the resource's.</summary>
internal sealed record ResourceFunctionSyntax(AnnotationsSyntax Annotations, NameSyntax Name, Model.WitFunctionKind Kind, FuncTypeSyntax Type);

/// <summary>component-model: ty</summary>
internal abstract record TypeSyntax(Location Location);

/// <summary>A keyword that is a type.</summary>
internal sealed record PrimitiveSyntax(Location Location, Model.WitPrimitive Primitive) : TypeSyntax(Location);

/// <summary>A type by its name.</summary>
internal sealed record TypeNameSyntax(Location Location, string Name) : TypeSyntax(Location);

/// <summary>A keyword with types in angle brackets; a null argument is <c>_</c>, or missing.</summary>
internal sealed record GenericSyntax(Location Location, string Keyword, IReadOnlyList<TypeSyntax?> Arguments, uint? Length = null) : TypeSyntax(Location);

/// <summary>component-model: handle</summary>
internal sealed record HandleSyntax(Location Location, bool IsBorrow, TypeNameSyntax Resource) : TypeSyntax(Location);
