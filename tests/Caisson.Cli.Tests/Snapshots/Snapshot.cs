using System.Text;
using System.Text.RegularExpressions;
using Caisson.Tests;

namespace Caisson.Cli.Tests.Snapshots;

/// <summary>
/// A file that says what a command line prints: <c>$ caisson …</c> first, then the exit code, standard output and standard
/// error as they are. <c>BLESS=1</c> writes what came out into the file.
/// </summary>
internal static partial class Snapshot
{
    /// <summary>Names of all snapshots.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>Modules that the command lines use; their working directory.</summary>
    private static string Inputs => Path.Combine(Folder, "inputs");

    private static string Folder { get; } = Path.Combine(Suites.Repository, "tests", "Caisson.Cli.Tests", "Snapshots", "cli");

    /// <summary>Runs the command line of a snapshot and compares.</summary>
    public static async Task CheckAsync(string name, CancellationToken cancellation)
    {
        string file = Path.Combine(Folder, name + ".txt");
        string expected = await File.ReadAllTextAsync(file, cancellation);
        string command = expected.Split('\n')[0];
        CommandResult result = await CommandLine.RunAsync(Inputs, Words(command).Skip(2), [], cancellation);
        if (command.StartsWith("$ caisson bench", StringComparison.Ordinal) && !command.EndsWith("--help", StringComparison.Ordinal)) result = result with { Out = Mask(result.Out) };
        string actual = $"{command}\nexit {result.ExitCode}\n{Part("stdout", result.Out)}{Part("stderr", result.Error)}";
        if (Environment.GetEnvironmentVariable("BLESS") == "1") await File.WriteAllTextAsync(file, actual, cancellation);
        else Assert.Equal(expected, actual);
    }

    private static string Part(string name, byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
        return text.Length == 0 ? "" : $"--- {name}\n{text}";
    }

    /// <summary>What was measured is another each time, and so are its unit and the width of its column; and not every machine compiles ahead of time.</summary>
    private static byte[] Mask(byte[] output)
    {
        string text = Time().Replace(Encoding.UTF8.GetString(output), "TIME").Replace(", IL only", "", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(Padding().Replace(Size().Replace(Speed().Replace(text, "SPEED"), "SIZE"), "  "));
    }

    private static IEnumerable<string> Words(string command) => Word().Matches(command).Select(word => word.Value.Trim('\''));

    [GeneratedRegex(@"[0-9.]+ [nµm]?s(?=\s)")]
    private static partial Regex Time();

    [GeneratedRegex("[0-9.]+ MB/s")]
    private static partial Regex Speed();

    [GeneratedRegex(@"[0-9.]+ (bytes|[KMG]iB)")]
    private static partial Regex Size();

    [GeneratedRegex(" {3,}")]
    private static partial Regex Padding();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
