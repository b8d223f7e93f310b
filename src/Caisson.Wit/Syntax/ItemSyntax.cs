namespace Caisson.Wit.Syntax;

/// <summary>component-model: interface-item</summary>
internal sealed record InterfaceSyntax(AnnotationsSyntax Annotations, NameSyntax Name, IReadOnlyList<ItemSyntax> Items);

/// <summary>component-model: world-item</summary>
internal sealed record WorldSyntax(AnnotationsSyntax Annotations, NameSyntax Name, IReadOnlyList<ItemSyntax> Items);

/// <summary>What stands in an interface or a world.</summary>
internal abstract record ItemSyntax(AnnotationsSyntax Annotations);

/// <summary>component-model: use-item</summary>
internal sealed record UseSyntax(AnnotationsSyntax Annotations, UsePathSyntax Path, IReadOnlyList<UseNameSyntax> Names) : ItemSyntax(Annotations);

/// <summary>component-model: use-names-item</summary>
internal sealed record UseNameSyntax(NameSyntax Name, NameSyntax LocalName);

/// <summary>component-model: func-item</summary>
internal sealed record FunctionSyntax(AnnotationsSyntax Annotations, NameSyntax Name, FuncTypeSyntax Type) : ItemSyntax(Annotations);

/// <summary>component-model: func-type</summary>
internal sealed record FuncTypeSyntax(bool IsAsync, IReadOnlyList<NamedTypeSyntax> Parameters, TypeSyntax? Result, Location Location);

/// <summary>component-model: named-type, record-field, variant-case, and names without types</summary>
internal sealed record NamedTypeSyntax(string? Docs, NameSyntax Name, TypeSyntax? Type);

/// <summary>component-model: include-item</summary>
internal sealed record IncludeSyntax(AnnotationsSyntax Annotations, UsePathSyntax Path, IReadOnlyList<UseNameSyntax> Renames) : ItemSyntax(Annotations);

/// <summary>component-model: import-item, export-item</summary>
internal sealed record ExternSyntax(AnnotationsSyntax Annotations, bool IsExport, NameSyntax? Name, ExternTypeSyntax Type) : ItemSyntax(Annotations);

/// <summary>component-model: extern-type</summary>
internal abstract record ExternTypeSyntax;

/// <summary>A function.</summary>
internal sealed record ExternFunctionSyntax(FuncTypeSyntax Type) : ExternTypeSyntax;

/// <summary>An interface without a definition of its own.</summary>
internal sealed record InlineInterfaceSyntax(IReadOnlyList<ItemSyntax> Items) : ExternTypeSyntax;

/// <summary>An interface that is defined elsewhere.</summary>
internal sealed record InterfaceReferenceSyntax(UsePathSyntax Path) : ExternTypeSyntax;
