using System.IO.Enumeration;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Caisson.Runtime;
using Caisson.Tests;

namespace Caisson.Wasi.Tests.Suite;

/// <summary>Runs real preview 1 programs, each on a copy of its folder, and compares what they print, write and exit with.</summary>
public sealed class RealPrograms
{
    private const string Folder = "realworld";

    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    // Interpreters recurse deeply.
    private const int StackBytes = 32 << 20;

    private static readonly Engine s_engine = new(EngineOptions.Default with { MaxStackBytes = StackBytes / 2 });

    /// <summary>The runs that are programs for preview 1 or its forerunner, by their place in the manifest.</summary>
    public static TheoryData<int, string> Runs
    {
        get
        {
            var data = new TheoryData<int, string>();
            if (Suites.TryFind(Folder) is not { } folder) return data;
            foreach ((int index, Entry entry) in Manifest(folder).Index())
                if (entry.Kind.StartsWith("wasi-", StringComparison.Ordinal) && !entry.Kind.Contains("reactor", StringComparison.Ordinal)) data.Add(index, entry.File);
            return data;
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Runs))]
    public void Programs_do_what_they_do_elsewhere(int index, string file)
    {
        string source = Suites.Find(Folder);
        Entry entry = Manifest(source)[index];
        using var folder = new TemporaryFolder();
        folder.Fill(Path.Combine(source, entry.Cwd));
        using MemoryStream stdout = new(), stderr = new();
        using var wasi = new WasiPreview1(new WasiOptions
        {
            Args = [Path.GetFileName(file), .. entry.Args],
            Environment = [.. entry.Env ?? []],
            Preopens = [.. (entry.Dirs ?? []).Select(d => new WasiPreopen(folder[d[0]], d[1]))],
            Stdin = StdinOf(entry, folder),
            Stdout = stdout,
            Stderr = stderr,
            Cancellation = TestContext.Current.CancellationToken,
        });
        int exitCode = -1;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() => failure = Catch(() => exitCode = Run(Path.Combine(source, file), wasi)), StackBytes);
        thread.Start();
        thread.Join();
        failure?.Throw();

        string output = Encoding.UTF8.GetString(stdout.ToArray()), errors = Encoding.UTF8.GetString(stderr.ToArray());
        Assert.True(entry.Expect.Exit == exitCode, $"exit code {exitCode}\n{output}\n{errors}");
        if (entry.Expect.Stdout is { } text) Assert.Equal(text, output);
        if (entry.Expect.Stderr is { } errorText) Assert.Equal(errorText, errors);
        if (entry.Expect.StdoutGlob is { } glob) Assert.True(FileSystemName.MatchesSimpleExpression(glob, output, ignoreCase: false), output);
        if (entry.Expect.StdoutSha1 is { } hash) Assert.Equal(hash, Convert.ToHexStringLower(Sha1(stdout.ToArray())));
        foreach ((string path, string sha256) in entry.Expect.Files ?? [])
            Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder[path]))));
    }

    private static Entry[] Manifest(string folder) =>
        JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(Path.Combine(folder, "manifest.json")), s_options)!;

    private static Stream StdinOf(Entry entry, TemporaryFolder folder) => entry switch
    {
        { Stdin: { } text } => new MemoryStream(Encoding.UTF8.GetBytes(text)),
        { StdinFile: { } file } => File.OpenRead(folder[file]),
        _ => Stream.Null,
    };

    private static int Run(string path, WasiPreview1 wasi)
    {
        var imports = new Imports().AddWasi(wasi);
        imports.Add("bench", "start", () => { });
        imports.Add("bench", "end", () => { });
        Module module = s_engine.CompileFile(path);
        StubWhatIsUnknown(module, imports);
        Instance instance = module.Instantiate(imports);
        try
        {
            instance.GetFunction<Action>("_start")();
            return 0;
        }
        catch (WasiExitException exit)
        {
            return exit.ExitCode;
        }
    }

    /// <summary>Some programs were made for engines with more functions, or functions of other types, which they don't call here.</summary>
    private static void StubWhatIsUnknown(Module module, Imports imports)
    {
        Dictionary<(string, string), object> known = imports.ToDictionary(i => i.Key, i => i.Value);
        foreach (ImportType import in module.Imports)
        {
            if (import.Type is not FuncExternType function) continue;
            if (known.GetValueOrDefault((import.Module, import.Name)) is Delegate offered && HostTypes.Fits(offered.GetType(), function.Type)) continue;
            imports.Add(import.Module, import.Name, Function.FromHost(s_engine, function.Type, (_, _, _) => throw new NotSupportedException(import.Name)));
        }
    }

    private static ExceptionDispatchInfo? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception failure)
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The manifest has these hashes.")]
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);

    private sealed record Entry(
        string Id, string File, string Kind, string Cwd, string[] Args, Dictionary<string, string>? Env, string[][]? Dirs, string? Stdin, string? StdinFile, Expectation Expect);

    private sealed record Expectation(int? Exit, string? Stdout, string? StdoutSha1, string? StdoutGlob, string? Stderr, Dictionary<string, string>? Files);
}
