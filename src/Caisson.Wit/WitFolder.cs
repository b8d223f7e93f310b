using System.Text;
using Caisson.Wit.Encoding;
using Caisson.Wit.Printing;

namespace Caisson.Wit;

/// <summary>Where the texts of packages are in the file system. component-model: Filesystem structure</summary>
internal static class WitFolder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The files of a package, by name.</summary>
    public static IReadOnlyList<WitSource> ReadPackage(string folder) => [.. Entries(folder).Where(IsText).Where(File.Exists).Select(ReadFile)];

    /// <summary>The packages in a folder of packages.</summary>
    public static IEnumerable<IReadOnlyList<WitSource>> ReadDependencies(string folder)
    {
        string[] entries = Entries(folder);
        if (entries.Length > Limits.Dependencies) throw new WitException($"there are more than {Limits.Dependencies} files in the folder `{folder}`");
        return from entry in entries
               let sources = Directory.Exists(entry) ? ReadPackage(entry) : ReadSingle(entry)
               where sources.Count > 0
               select sources;
    }

    /// <summary>A text file.</summary>
    public static WitSource ReadFile(string path)
    {
        try
        {
            return new WitSource(path, Strict.GetString(File.ReadAllBytes(path)));
        }
        catch (DecoderFallbackException)
        {
            throw new WitException("the file is not UTF-8: save it as UTF-8", path, new WitPosition(1, 1));
        }
    }

    private static IReadOnlyList<WitSource> ReadSingle(string path)
    {
        if (IsText(path)) return [ReadFile(path)];
        if (!path.EndsWith(".wasm", StringComparison.OrdinalIgnoreCase)) return [];
        return [new WitSource(path, WitPrinter.Print(WitDecoder.Decode(File.ReadAllBytes(path)).Main))];
    }

    private static bool IsText(string path) => path.EndsWith(".wit", StringComparison.OrdinalIgnoreCase);

    private static string[] Entries(string folder)
    {
        string[] entries = Directory.GetFileSystemEntries(folder);
        Array.Sort(entries, StringComparer.Ordinal);
        return entries;
    }
}
