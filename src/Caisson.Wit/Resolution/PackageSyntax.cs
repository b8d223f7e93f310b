using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>A package as it is written, in one or more files.</summary>
/// <param name="declaration">Its name.</param>
/// <param name="parts">What each file, or the braces, hold.</param>
internal sealed class PackageSyntax(PackageDeclSyntax declaration, IReadOnlyList<PackageItemsSyntax> parts)
{
    private readonly Dictionary<string, (InterfaceSyntax, PackageItemsSyntax)> _interfaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (WorldSyntax, PackageItemsSyntax)> _worlds = new(StringComparer.Ordinal);

    public PackageDeclSyntax Declaration { get; } = declaration;

    public PackageName Name => Declaration.Name;

    public IReadOnlyList<PackageItemsSyntax> Parts { get; } = parts;

    /// <summary>The interfaces, by name, with the file that gives names their meaning.</summary>
    public IReadOnlyDictionary<string, (InterfaceSyntax Syntax, PackageItemsSyntax Part)> Interfaces => _interfaces;

    /// <summary>The worlds, by name, with the file that gives names their meaning.</summary>
    public IReadOnlyDictionary<string, (WorldSyntax Syntax, PackageItemsSyntax Part)> Worlds => _worlds;

    /// <summary>Gives the items their names.</summary>
    /// <exception cref="WitException">Two have one name.</exception>
    public void Index()
    {
        var names = new UniqueNames("interface or world");
        foreach (PackageItemsSyntax part in Parts)
        {
            foreach (InterfaceSyntax item in part.Interfaces)
            {
                names.Add(item.Name);
                _interfaces.Add(item.Name.Text, (item, part));
            }

            foreach (WorldSyntax item in part.Worlds)
            {
                names.Add(item.Name);
                _worlds.Add(item.Name.Text, (item, part));
            }
        }

        foreach (PackageItemsSyntax part in Parts) IndexFile(part);
    }

    // What a file names by `use` may not be what it defines itself.
    private static void IndexFile(PackageItemsSyntax part)
    {
        if (part.Uses.Count == 0) return;
        var names = new UniqueNames("interface or world");
        foreach (ToplevelUseSyntax use in part.Uses) names.Add(use.Name);
        foreach (NameSyntax name in part.Interfaces.Select(item => item.Name).Concat(part.Worlds.Select(item => item.Name))) names.Add(name);
    }
}
