using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>All packages of an input, by name.</summary>
internal sealed class PackageTable
{
    private readonly Dictionary<string, PackageSyntax> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PackageSyntax>> _byUnversionedName = new(StringComparer.Ordinal);
    private readonly Dictionary<PackageSyntax, string> _contents = [];
    private readonly List<PackageSyntax> _packages = [];

    private PackageTable()
    {
    }

    /// <summary>The package that was asked for.</summary>
    public PackageSyntax Main { get; private set; } = null!;

    /// <summary>All packages, in the order in which they were found.</summary>
    public IReadOnlyList<PackageSyntax> Packages => _packages;

    /// <summary>Parses all files of an input.</summary>
    /// <exception cref="WitException">A file isn't WIT, or packages collide.</exception>
    public static PackageTable Collect(WitInput input)
    {
        var table = new PackageTable();
        if (input.Main.Count == 0) throw new WitException("there is no file to read");
        table.Main = table.Add(input.Main) ?? throw ResolveErrors.NoPackage(input.Main[0]);
        foreach (IReadOnlyList<WitSource> dependency in input.Dependencies)
        {
            if (dependency.Count > 0 && table.Add(dependency) is null) throw ResolveErrors.NoPackage(dependency[0]);
        }

        return table;
    }

    /// <summary>The package of a name: the very version, else the newest that can stand in for it.</summary>
    public PackageSyntax? Find(PackageName name)
    {
        if (_byName.TryGetValue(name.ToString(), out PackageSyntax? exact)) return exact;
        if (name.Version is not { } required || !_byUnversionedName.TryGetValue(name.Unversioned, out List<PackageSyntax>? versions)) return null;
        return versions.Where(package => package.Name.Version?.Satisfies(required) == true).OrderByDescending(package => package.Name.Version).FirstOrDefault();
    }

    /// <summary>The versions of a package that there are.</summary>
    public IEnumerable<PackageName> Versions(PackageName name) =>
        _byUnversionedName.TryGetValue(name.Unversioned, out List<PackageSyntax>? versions) ? versions.Select(package => package.Name) : [];

    // The package that the files declare together; those in braces are packages of their own.
    private PackageSyntax? Add(IReadOnlyList<WitSource> sources)
    {
        List<FileSyntax> files = [.. sources.Select(WitParser.Parse)];
        PackageDeclSyntax? declaration = null;
        foreach (PackageDeclSyntax other in files.Select(file => file.Package).OfType<PackageDeclSyntax>())
        {
            if (declaration is not null && !other.Name.Equals(declaration.Name)) throw ResolveErrors.PackagesDiffer(other, declaration);
            declaration = declaration is null ? other : declaration with { Docs = Join(declaration.Docs, other.Docs) };
        }

        PackageSyntax? package = null;
        if (declaration is not null) package = Add(new PackageSyntax(declaration, [.. files.Select(file => file.Items)]), string.Concat(sources.Select(source => source.Text)));
        foreach (NestedPackageSyntax nested in files.SelectMany(file => file.NestedPackages)) Add(new PackageSyntax(nested.Package, [nested.Items]), nested.Text);
        return package;
    }

    // component-model: "Any package which is duplicated across dependencies must have the same contents."
    private PackageSyntax Add(PackageSyntax package, string contents)
    {
        if (_byName.TryGetValue(package.Name.ToString(), out PackageSyntax? same))
        {
            return _contents[same] == contents ? same : throw ResolveErrors.DuplicatePackage(package.Declaration, same.Declaration);
        }

        package.Index();
        _byName.Add(package.Name.ToString(), package);
        _contents.Add(package, contents);
        _packages.Add(package);
        if (!_byUnversionedName.TryGetValue(package.Name.Unversioned, out List<PackageSyntax>? versions)) _byUnversionedName.Add(package.Name.Unversioned, versions = []);
        versions.Add(package);
        return package;
    }

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : first + "\n" + second;
}
