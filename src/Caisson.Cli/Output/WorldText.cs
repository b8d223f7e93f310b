using Caisson.Components.Worlds;
using Caisson.Wit.Printing;

namespace Caisson.Cli.Output;

/// <summary>The WIT of a component as text, behind comments that say what isn't in it.</summary>
internal static class WorldText
{
    /// <summary>The text.</summary>
    /// <param name="world">The world.</param>
    /// <param name="isAlone">Whether the packages of the interfaces that it names are left out.</param>
    public static string Of(ComponentWorld world, bool isAlone = false)
    {
        string text = isAlone ? WitPrinter.Print(world.Packages.Main) : WitPrinter.Print(world.Packages);
        if (world.Unsaid.IsEmpty) return text;
        return $"// not in the WIT:\n{string.Concat(world.Unsaid.Select(item => $"//   {Comment(item.ToString())}\n"))}\n{text}";
    }

    // A name can't end a comment, but it costs little to be sure.
    private static string Comment(string text) => text.ReplaceLineEndings(" ");
}
