using Caisson.Wit.Model;

namespace Caisson.Wit.Printing;

/// <summary>Names of packages, and paths to interfaces. component-model: use-path</summary>
internal static class PathPrinter
{
    /// <summary>The name of a package.</summary>
    public static string Package(PackageName name) => Unversioned(name) + Version(name);

    /// <summary>A path to an interface, as short as it can be.</summary>
    /// <param name="interface">The interface.</param>
    /// <param name="from">The package that the path stands in.</param>
    public static string Interface(WitInterface @interface, WitPackage? from)
    {
        string name = TypePrinter.Name(@interface.Name!);
        return @interface.Package is { } package && package != from ? $"{Unversioned(package.Name)}/{name}{Version(package.Name)}" : name;
    }

    private static string Unversioned(PackageName name) => $"{TypePrinter.Name(name.Namespace)}:{TypePrinter.Name(name.Name)}";

    private static string Version(PackageName name) => name.Version is null ? "" : $"@{name.Version}";
}
