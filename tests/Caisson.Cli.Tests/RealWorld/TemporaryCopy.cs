namespace Caisson.Cli.Tests.RealWorld;

/// <summary>A copy of a folder that a program may write to; deleted at the end.</summary>
internal sealed class TemporaryCopy : IDisposable
{
    private TemporaryCopy(string path) => Path = path;

    /// <summary>Where the copy is.</summary>
    public string Path { get; }

    /// <summary>Copies a folder with all that is below it.</summary>
    public static TemporaryCopy Of(string folder)
    {
        string target = Directory.CreateTempSubdirectory("caisson-").FullName;
        foreach (string child in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(folder, child)));
        }

        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(folder, file)));
        }

        return new TemporaryCopy(target);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
