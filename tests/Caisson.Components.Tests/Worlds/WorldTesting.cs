using Caisson.Components.Worlds;
using Caisson.Wit;
using Caisson.Wit.Encoding;
using Caisson.Wit.Model;
using Caisson.Wit.Printing;

namespace Caisson.Components.Tests.Worlds;

/// <summary>What holds of the WIT of every component.</summary>
internal static class WorldTesting
{
    /// <summary>Checks that a world is WIT: as text and in the binary form it comes back as it was.</summary>
    /// <returns>The text, all packages included.</returns>
    public static string Check(ComponentWorld world)
    {
        string text = WitPrinter.Print(world.Packages);
        WitResolution resolved = WitResolver.Resolve(WitInput.FromText(text));
        Assert.Equal(Facts(world.World), Facts(resolved.SelectWorld()));
        // The resolver puts what a world exports into an order of its own.
        Assert.Equal(text.Length, WitPrinter.Print(resolved).Length);
        WitResolution decoded = WitDecoder.Decode(WitEncoder.Encode(world.Packages.Main));
        Assert.Equal(WitPrinter.Print(world.Packages.Main), WitPrinter.Print(decoded.Main));
        return text;
    }

    /// <summary>
    /// All that a world and the interfaces that it names say, whatever the order of types: two occurrences of an interface may have them in another.
    /// </summary>
    public static IEnumerable<string> Facts(WitWorld world)
    {
        HashSet<WitInterface> seen = [];
        List<string> facts = [.. Lines(WitPrinter.Print(world))];
        Stack<WitInterface> pending = new(world.Imports.Concat(world.Exports).OfType<WitInterfaceItem>().Select(item => item.Interface));
        while (pending.TryPop(out WitInterface? next))
        {
            if (!seen.Add(next) || next.Name is null) continue;
            facts.AddRange(Lines(WitPrinter.Print(next)).Select(line => $"{next}: {line}"));
            foreach (WitInterface used in next.Dependencies) pending.Push(used);
        }

        return facts.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith('@') && !line.StartsWith("///", StringComparison.Ordinal))
        .SelectMany(line => line.StartsWith("use ", StringComparison.Ordinal) ? Uses(line) : [line]);

    // Which of them stand on one line is the printer's choice.
    private static IEnumerable<string> Uses(string line)
    {
        int brace = line.IndexOf('{', StringComparison.Ordinal);
        return line[(brace + 1)..^2].Split(", ").Select(name => line[..brace] + name);
    }
}
