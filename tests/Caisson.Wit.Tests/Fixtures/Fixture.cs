using Caisson.Tests;

namespace Caisson.Wit.Tests.Fixtures;

/// <summary>A package of the shared fixtures: its name, its files, and where what it depends on is.</summary>
/// <param name="Name">Its path below <c>wit</c>.</param>
/// <param name="Dependencies">Folders of packages.</param>
internal sealed record Fixture(string Name, string[] Dependencies)
{
    /// <summary>All fixtures; none where there are no suites.</summary>
    public static IReadOnlyList<Fixture> All { get; } = Suites.TryFind("wit") is null ? [] :
    [
        .. Entries("wit/0.2.12", "wit/0.2.12"),
        .. Entries("wit/0.3.0", "wit/0.3.0"),
        .. Entries("wit/draft", "wit/0.2.12", "wit/0.3.0"),
        .. Entries("wit/codegen"),
        .. Entries("wit/wasmtime"),
    ];

    /// <summary>Resolves the fixture with everything that is unstable.</summary>
    public WitResolution Resolve() => WitResolver.Resolve(WitInput.FromPath(Suites.Find("wit/" + Name), [.. Dependencies.Select(Suites.Find)]), Packages.All);

    private static IEnumerable<Fixture> Entries(string folder, params string[] dependencies) =>
        from path in Directory.EnumerateFileSystemEntries(Suites.Find(folder)).Order(StringComparer.Ordinal)
        where Directory.Exists(path) || path.EndsWith(".wit", StringComparison.Ordinal)
        select new Fixture($"{folder["wit/".Length..]}/{Path.GetFileName(path)}", dependencies);
}
