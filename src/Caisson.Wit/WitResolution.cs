using Caisson.Wit.Model;

namespace Caisson.Wit;

/// <summary>A package and all that it depends on. Immutable.</summary>
/// <param name="main">The package that was asked for.</param>
/// <param name="packages">All packages, each behind those that it depends on.</param>
public sealed class WitResolution(WitPackage main, IReadOnlyList<WitPackage> packages)
{
    /// <summary>The package that was asked for.</summary>
    public WitPackage Main { get; } = main;

    /// <summary>All packages, each behind those that it depends on.</summary>
    public IReadOnlyList<WitPackage> Packages { get; } = packages;

    /// <summary>Chooses a world as tools agree to. component-model: Specifying a World</summary>
    /// <param name="name">
    /// Null for the only world of the main package, a label for one of its worlds, or a name with package for any world.
    /// </param>
    /// <exception cref="WitException">There is no such world, or none was named and there are several.</exception>
    public WitWorld SelectWorld(string? name = null)
    {
        if (name is null)
        {
            return Main.Worlds.Count == 1 ? Main.Worlds[0] : throw new WitException($"`{Main.Name}` has {Main.Worlds.Count} worlds: name one{Listed()}");
        }

        WitWorld? world = PackageName.TryParseItem(name, out PackageName? package, out string? item)
            ? Packages.FirstOrDefault(candidate => candidate.Name.Equals(package))?.FindWorld(item)
            : Main.FindWorld(name);
        return world ?? throw new WitException($"there is no world `{name}`{Listed()}");
    }

    private string Listed() => Main.Worlds.Count == 0 ? "" : " of " + string.Join(", ", Main.Worlds.Select(world => $"`{world.Name}`"));
}
