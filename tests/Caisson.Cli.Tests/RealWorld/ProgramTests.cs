using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Caisson.Tests;

namespace Caisson.Cli.Tests.RealWorld;

/// <summary>Every program for WASI, through <c>caisson run</c> as a person would type it, on a copy of its folder.</summary>
public class ProgramTests
{
    public static IEnumerable<TheoryDataRow<int>> Rows => Manifest.Rows(IsProgram);

    [Theory, MemberData(nameof(Rows))]
    public Task Runs(int index)
    {
        Entry entry = Manifest.Get(index);
        return Exclusions.RunAsync($"{index} {entry.Id}", () => RunAsync(entry));
    }

    /// <summary>Interpreters, whose loops are the largest functions that there are, with all their functions cut to pieces.</summary>
    [Theory]
    [InlineData("python-3.11")]
    [InlineData("sqlite-3.26")]
    [InlineData("wasmedge-quickjs")]
    [InlineData("wasm3/coremark.wasm")]
    public Task Runs_with_every_function_split(string id)
    {
        Suites.Find("realworld");
        return RunAsync(Manifest.Entries.First(entry => entry.Id == id), splits: true);
    }

    /// <summary>From a snapshot of an instance in which nothing has run. The others differ in nothing that matters to it.</summary>
    [Theory]
    [InlineData("python-3.11")]
    [InlineData("sqlite-3.26")]
    [InlineData("wasmedge-quickjs")]
    [InlineData("wasm3/test.wasm")]
    [InlineData("wasm3/brotli.wasm")]
    [InlineData("sightglass-rust-json")]
    [InlineData("sightglass-tinygo")]
    [InlineData("libsodium/libsodium-hash.wasm")]
    public async Task Runs_from_a_snapshot(string id)
    {
        Suites.Find("realworld");
        Entry entry = Manifest.Entries.First(entry => entry.Id == id);
        string folder = Directory.CreateTempSubdirectory("caisson-snapshot-").FullName;
        try
        {
            string file = Path.Combine(folder, Path.GetFileName(entry.File));
            await File.WriteAllBytesAsync(file, UntouchedSnapshot.Of(Path.Combine(Manifest.Folder!, entry.File)), TestContext.Current.CancellationToken);
            await RunAsync(entry, file: file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsProgram(Entry entry) =>
        (entry.Kind.StartsWith("wasi-p1", StringComparison.Ordinal) && !entry.Kind.Contains("reactor", StringComparison.Ordinal))
        || entry.Kind.StartsWith("wasi-unstable", StringComparison.Ordinal)
        || (entry.Kind.StartsWith("component", StringComparison.Ordinal) && entry.Kind.Contains("wasi:cli/run", StringComparison.Ordinal));

    private static async Task RunAsync(Entry entry, bool splits = false, string? file = null)
    {
        using var folder = TemporaryCopy.Of(Path.Combine(Manifest.Folder!, entry.Cwd));
        CommandResult result = await RunAsync(entry, folder.Path, splits, file);
        for (int again = 0; again < 3 && WasDisturbed(result); again++) result = await RunAsync(entry, folder.Path, splits, file);

        string output = Encoding.UTF8.GetString(result.Out), error = Encoding.UTF8.GetString(result.Error);
        foreach (JsonProperty expected in entry.Expect.EnumerateObject())
        {
            switch (expected.Name)
            {
                case "exit": Assert.True(expected.Value.GetInt32() == result.ExitCode, $"exit code {result.ExitCode}\n{output}\n{error}"); break;
                case "stdout": Assert.Equal(expected.Value.GetString(), output); break;
                case "stderr": Assert.Equal(expected.Value.GetString(), error); break;
                case "stdout_sha1": Assert.Equal(expected.Value.GetString(), Sha1(result.Out)); break;
                case "stdout_glob": Assert.Matches(Glob(expected.Value.GetString()!), output); break;
                case "files": CheckFiles(folder.Path, expected.Value); break;
                case "slow": break;
                default: Assert.Fail($"the manifest expects `{expected.Name}`, which this test doesn't know"); break;
            }
        }
    }

    private static Task<CommandResult> RunAsync(Entry entry, string folder, bool splits, string? file) =>
        CommandLine.RunAsync(folder, Arguments(entry, file), Input(entry, folder), TestContext.Current.CancellationToken, splits);

    /// <summary>CoreMark sets its own length from a first measurement, and gives no result when a busy machine led it astray.</summary>
    private static bool WasDisturbed(CommandResult result) =>
        result.Out.AsSpan().IndexOf("Must execute for at least 10 secs"u8) >= 0;

    private static IEnumerable<string> Arguments(Entry entry, string? file)
    {
        yield return "run";
        if (entry.Kind.Contains("bench.", StringComparison.Ordinal) || entry.Kind.Contains("bench{", StringComparison.Ordinal)) yield return "--stub=bench";
        foreach (string[] dir in entry.Dirs) yield return $"--dir={dir[0]}::{dir[1]}";
        foreach ((string name, string value) in entry.Env) yield return $"--env={name}={value}";
        yield return file ?? Path.Combine(Manifest.Folder!, entry.File);
        foreach (string argument in entry.Args) yield return argument;
    }

    private static byte[] Input(Entry entry, string folder) => entry switch
    {
        { Stdin: { } text } => Encoding.UTF8.GetBytes(text),
        { StdinFile: { } file } => File.ReadAllBytes(Path.Combine(folder, file)),
        _ => [],
    };

    private static string Glob(string pattern) => $"(?s)^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$";

    private static string Sha1(byte[] bytes)
    {
#pragma warning disable CA5350 // The manifest names outputs by SHA-1; nothing is protected by it.
        return Convert.ToHexStringLower(SHA1.HashData(bytes));
#pragma warning restore CA5350
    }

    private static void CheckFiles(string folder, JsonElement files)
    {
        foreach (JsonProperty file in files.EnumerateObject())
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(folder, file.Name));
            Assert.Equal(file.Value.GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }
}
