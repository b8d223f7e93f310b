using Caisson.Cli.Output;

namespace Caisson.Cli.Input;

/// <summary>Why a path of the host can't be used, in a person's words.</summary>
internal static class PathErrors
{
    /// <summary>Why a file couldn't be read.</summary>
    public static string Reason(string path, Exception error) => error switch
    {
        _ when path.Length == 0 => "the name is empty",
        _ when Directory.Exists(path) => "it is a directory",
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => $"no such directory: `{Path.GetDirectoryName(path)}`",
        UnauthorizedAccessException => "permission denied",
        _ => error.Message,
    };

    /// <summary>A file beside the missing one with nearly its name.</summary>
    public static string? Nearest(string path)
    {
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        if (path.Length == 0 || File.Exists(path) || !Directory.Exists(folder)) return null;
        IEnumerable<string> names = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Take(1000);
        string? nearest = Suggestion.For(Path.GetFileName(path), names);
        return nearest is null ? null : Path.Combine(Path.GetDirectoryName(path) ?? "", nearest);
    }

    /// <summary>Whether an exception says that a path can't be used.</summary>
    public static bool IsAboutPath(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>Writes a file.</summary>
    /// <exception cref="Failure">It can't be written: which one and why.</exception>
    public static void Write(string path, byte[] bytes)
    {
        try
        {
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception error) when (IsAboutPath(error))
        {
            throw new Failure(ExitCode.Usage, $"can't write `{path}`: {Reason(path, error)}");
        }
    }

    /// <summary>Writes a file that others see whole or not at all.</summary>
    /// <exception cref="Failure">It can't be written: which one and why.</exception>
    public static void WriteWhole(string path, byte[] bytes)
    {
        // A pipe or terminal has no name to give to something else.
        if (path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            Write(path, bytes);
            return;
        }

        // A link stays one.
        string target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        string folder = Path.GetDirectoryName(target) is { Length: > 0 } named ? named : ".";
        string temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}");
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error) when (IsAboutPath(error))
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            throw new Failure(ExitCode.Usage, $"can't write `{path}`: {Reason(path, error)}");
        }
    }

    /// <summary>Checks a folder that the guest is to get.</summary>
    /// <exception cref="Failure">It is missing or can't be read: which one and why.</exception>
    public static void RequireDirectory(string path)
    {
        string? reason = File.Exists(path) ? "it is a file" : !Directory.Exists(path) ? "no such directory" : Unreadable(path);
        if (reason is not null) throw new Failure(ExitCode.Usage, $"can't grant `{path}` with --dir: {reason}");
    }

    private static string? Unreadable(string path)
    {
        try
        {
            using IEnumerator<string> entries = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
            entries.MoveNext();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "permission denied";
        }
    }
}
