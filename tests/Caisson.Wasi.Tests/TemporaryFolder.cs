namespace Caisson.Wasi.Tests;

/// <summary>A folder of its own for a test, with a neighbour that guests must not reach; removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("caisson-wasi-");

    public TemporaryFolder()
    {
        Root = _top.CreateSubdirectory("granted").FullName;
        Outside = _top.CreateSubdirectory("outside").FullName;
        File.WriteAllText(Path.Combine(Outside, "secret"), "secret");
    }

    /// <summary>What a guest is given.</summary>
    public string Root { get; }

    /// <summary>Beside it, with a file named <c>secret</c>.</summary>
    public string Outside { get; }

    /// <summary>A path in <see cref="Root"/>.</summary>
    public string this[string relative] => Path.Combine(Root, relative);

    /// <summary>Copies a folder's content into <see cref="Root"/>, writable and without leftovers of earlier runs.</summary>
    public void Fill(string source)
    {
        foreach (string folder in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(this[Path.GetRelativePath(source, folder)]);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".cleanup", StringComparison.Ordinal)) continue;
            using FileStream from = File.OpenRead(file), to = File.Create(this[Path.GetRelativePath(source, file)]);
            from.CopyTo(to);
        }
    }

    public void Dispose() => _top.Delete(recursive: true);
}
