using System.Text.Json;
using Caisson.Tests;

namespace Caisson.Cli.Tests.RealWorld;

/// <summary>The real programs that this machine has, and how to run them.</summary>
internal static class Manifest
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The folder of the programs; null when this machine has none.</summary>
    public static string? Folder { get; } = Suites.TryFind("realworld");

    /// <summary>All entries, in order.</summary>
    public static IReadOnlyList<Entry> Entries { get; } = Read();

    /// <summary>
    /// One row for each entry of some kinds, else one row that <see cref="Get"/> skips. The index is part of the name: a program
    /// may have several entries.
    /// </summary>
    public static IEnumerable<TheoryDataRow<int>> Rows(Func<Entry, bool> filter) => Folder is null
        ? [new TheoryDataRow<int>(-1)]
        : from pair in Entries.Index()
          where filter(pair.Item)
          select new TheoryDataRow<int>(pair.Index) { TestDisplayName = $"{pair.Index} {pair.Item.Id}" };

    /// <summary>The entry of a row; skips the test when this machine has no programs.</summary>
    public static Entry Get(int index)
    {
        Suites.Find("realworld");
        return Entries[index];
    }

    private static Entry[] Read()
    {
        if (Folder is null) return [];
        using FileStream file = File.OpenRead(Path.Combine(Folder, "manifest.json"));
        return JsonSerializer.Deserialize<Entry[]>(file, Format)!;
    }
}
