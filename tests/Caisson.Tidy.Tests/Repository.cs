using System.Text;
using Caisson.Tests;

namespace Caisson.Tidy.Tests;

/// <summary>The checkout that the tests were built from, as files. Folders that git ignores are not part of it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Caisson.slnx</c>.</summary>
    public static string Root => Suites.Repository;

    /// <summary>Every file of the checkout, relative to <see cref="Root"/>, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    /// <summary>Files below a folder whose name ends in a suffix.</summary>
    public static IEnumerable<string> FilesUnder(string folder, string suffix) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>The text of a file, or null when it is binary.</summary>
    public static string? ReadText(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Root, file));
        return bytes.AsSpan().Contains((byte)0) ? null : Encoding.UTF8.GetString(bytes);
    }

    private static List<string> List()
    {
        HashSet<string> ignored = [.. File.ReadLines(Path.Combine(Root, ".gitignore"))
            .Where(line => line.EndsWith('/'))
            .Select(line => line.TrimEnd('/')), ".git", "bin", "obj"];
        List<string> files = [];
        Walk(Root);
        files.Sort(StringComparer.Ordinal);
        return files;

        void Walk(string folder)
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                if (!ignored.Contains(Path.GetFileName(file))) files.Add(Path.GetRelativePath(Root, file).Replace('\\', '/'));
            }

            foreach (string child in Directory.EnumerateDirectories(folder))
            {
                if (!ignored.Contains(Path.GetFileName(child))) Walk(child);
            }
        }
    }
}
