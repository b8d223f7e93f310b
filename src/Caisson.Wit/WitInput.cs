namespace Caisson.Wit;

/// <summary>The texts of a package and of what it depends on. Immutable.</summary>
public sealed class WitInput
{
    /// <summary>The texts of a package.</summary>
    /// <param name="main">The files of the package, in any order.</param>
    /// <param name="dependencies">The files of each package that it depends on, directly or not, in any order.</param>
    public WitInput(IEnumerable<WitSource> main, IEnumerable<IReadOnlyList<WitSource>>? dependencies = null) =>
        (Main, Dependencies) = ([.. main], [.. dependencies ?? []]);

    /// <summary>The files of the package.</summary>
    public IReadOnlyList<WitSource> Main { get; }

    /// <summary>The files of each package that it depends on.</summary>
    public IReadOnlyList<IReadOnlyList<WitSource>> Dependencies { get; }

    /// <summary>One text.</summary>
    /// <param name="text">The text of a package, and in braces of those that it depends on.</param>
    /// <param name="name">What errors call it.</param>
    public static WitInput FromText(string text, string name = "input.wit") => new([new WitSource(name, text)]);

    /// <summary>
    /// Reads a file, or a folder: its <c>*.wit</c> files are the package, and each file or folder in its folder <c>deps</c> is a
    /// package that it depends on. Other names don't matter. component-model: Filesystem structure
    /// </summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="dependencies">More folders such as <c>deps</c>.</param>
    /// <exception cref="WitException">There is nothing in the folder, a file isn't UTF-8, or a binary package is malformed.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file can't be read.</exception>
    public static WitInput FromPath(string path, params string[] dependencies)
    {
        if (path is null) throw new ArgumentNullException(nameof(path));
        if (dependencies is null) throw new ArgumentNullException(nameof(dependencies));
        List<IReadOnlyList<WitSource>> deps = [.. dependencies.SelectMany(WitFolder.ReadDependencies)];
        if (!Directory.Exists(path)) return new WitInput([WitFolder.ReadFile(path)], deps);
        IReadOnlyList<WitSource> main = WitFolder.ReadPackage(path);
        string folder = Path.Combine(path, "deps");
        if (Directory.Exists(folder)) deps.AddRange(WitFolder.ReadDependencies(folder));
        return main.Count > 0 ? new WitInput(main, deps) : throw new WitException($"there is no `.wit` file in the folder `{path}`");
    }
}
