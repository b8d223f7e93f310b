using Caisson.Wit.Model;

namespace Caisson.Wit.Printing;

/// <summary>
/// Packages as text, with documentation and gates. Resolving the text gives an equal package again. Thread-safe.
/// </summary>
public static class WitPrinter
{
    /// <summary>A package, as the text of a file. What it depends on isn't in it.</summary>
    /// <param name="package">The package.</param>
    public static string Print(WitPackage package)
    {
        if (package is null) throw new ArgumentNullException(nameof(package));
        return Text([Head(package), .. Items(package)]);
    }

    /// <summary>A package and all that it depends on, as the text of one file: the others stand in braces.</summary>
    /// <param name="resolution">The packages.</param>
    public static string Print(WitResolution resolution)
    {
        if (resolution is null) throw new ArgumentNullException(nameof(resolution));
        IEnumerable<Block> others = resolution.Packages.Where(package => package != resolution.Main).Select(Nested);
        return Text([Head(resolution.Main), .. Items(resolution.Main), .. others]);
    }

    /// <summary>A world alone, without its package.</summary>
    /// <param name="world">The world.</param>
    public static string Print(WitWorld world) => Text([ItemPrinter.World(world ?? throw new ArgumentNullException(nameof(world)))]);

    /// <summary>An interface alone, without its package.</summary>
    /// <param name="interface">The interface; it has a name.</param>
    public static string Print(WitInterface @interface) => Text([ItemPrinter.Interface(@interface ?? throw new ArgumentNullException(nameof(@interface)))]);

    private static string Text(IEnumerable<Block> blocks) => string.Concat(Block.Join(blocks).Select(line => line + "\n"));

    private static Block Head(WitPackage package) => Block.Of("package", package.Docs, WitGate.None).Line($"package {PrintedName(package)};");

    private static Block Nested(WitPackage package) => Block.Of("nested", package.Docs, WitGate.None).Braces($"package {PrintedName(package)}", Items(package));

    private static IEnumerable<Block> Items(WitPackage package) => package.Interfaces.Select(ItemPrinter.Interface).Concat(package.Worlds.Select(ItemPrinter.World));

    // The parts of a package's name can be keywords too.
    private static string PrintedName(WitPackage package) => PathPrinter.Package(package.Name);
}
