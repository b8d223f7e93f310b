namespace Caisson.Wit.Syntax;

/// <summary>A name and where it stands.</summary>
internal sealed record NameSyntax(string Text, Location Location);

/// <summary>A place in a source.</summary>
internal readonly record struct Location(WitSource Source, int Offset)
{
    /// <summary>An error at this place.</summary>
    public WitException Error(string message) => new(message, Source.Name, Source.PositionOf(Offset));

    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => $"{Source.Name}:{Source.PositionOf(Offset)}";
}

/// <summary>A file. component-model: wit-file</summary>
internal sealed record FileSyntax(WitSource Source, PackageDeclSyntax? Package, PackageItemsSyntax Items, IReadOnlyList<NestedPackageSyntax> NestedPackages);

/// <summary>The name of a package. component-model: package-decl</summary>
internal sealed record PackageDeclSyntax(PackageName Name, Location Location, string? Docs);

/// <summary>A package within braces, and what stands in them. component-model: nested-package-definition</summary>
internal sealed record NestedPackageSyntax(PackageDeclSyntax Package, PackageItemsSyntax Items, string Text);

/// <summary>What a file or a package in braces holds; names that <c>use</c> brings are known in it only. component-model: package-items</summary>
internal sealed class PackageItemsSyntax(IReadOnlyList<ToplevelUseSyntax> uses, IReadOnlyList<InterfaceSyntax> interfaces, IReadOnlyList<WorldSyntax> worlds)
{
    private Dictionary<string, ToplevelUseSyntax>? _usesByName;

    public IReadOnlyList<ToplevelUseSyntax> Uses { get; } = uses;

    public IReadOnlyList<InterfaceSyntax> Interfaces { get; } = interfaces;

    public IReadOnlyList<WorldSyntax> Worlds { get; } = worlds;

    /// <summary>What a name means by a <c>use</c> of this file, or null. The names have been checked to be unique.</summary>
    public ToplevelUseSyntax? FindUse(string name)
    {
        _usesByName ??= Uses.ToDictionary(use => use.Name.Text, StringComparer.Ordinal);
        return _usesByName.TryGetValue(name, out ToplevelUseSyntax? use) ? use : null;
    }
}

/// <summary>An interface gets a name in this file. component-model: toplevel-use-item</summary>
internal sealed record ToplevelUseSyntax(UsePathSyntax Path, NameSyntax Name);

/// <summary>Which interface or world is meant. component-model: use-path</summary>
internal sealed record UsePathSyntax(PackageName? Package, NameSyntax Name, Location Location)
{
    /// <summary>As it is written.</summary>
    public override string ToString() => Package is null ? Name.Text : Package.Qualify(Name.Text);
}

/// <summary>What an item is annotated with. component-model: gate, external-id</summary>
internal sealed record AnnotationsSyntax(
    string? Docs, SinceSyntax? Since, NameSyntax? Unstable, SinceSyntax? Deprecated, string? ExternalId, Location Location);

/// <summary>A version in a gate. component-model: version-field</summary>
internal sealed record SinceSyntax(SemVersion Version, Location Location);
