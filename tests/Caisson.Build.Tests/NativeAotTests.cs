using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Caisson.Build.Tests;

/// <summary>A program compiled ahead of time: no warning of trimming, and all checks hold in it.</summary>
public sealed class NativeAotTests : IDisposable
{
    private static readonly TimeSpan PublishTime = TimeSpan.FromMinutes(10), RunTime = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-aot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_without_a_compiler_runs_modules()
    {
        Assert.SkipUnless(HasLinker(), "compiling ahead of time needs clang or gcc");
        string root = RepositoryRoot();

        // Warnings are errors in all projects, those about trimming too.
        (int code, string text) = await Run(PublishTime, "dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, Path.Combine(root, "tests/Caisson.NativeAot"), "-o", _folder);
        Assert.True(code == 0, text);
        (code, text) = await Run(RunTime, Path.Combine(_folder, "Caisson.NativeAot"));
        Assert.True(code == 0, text);
        Assert.Equal(Caisson.NativeAot.EmbeddedChecks.All.Count, text.Split('\n').Count(line => line.StartsWith("ok", StringComparison.Ordinal)));
    }

    /// <summary>Where CI is true a missing one is a failure, which the build then tells.</summary>
    private static bool HasLinker() =>
        Environment.GetEnvironmentVariable("CI") == "true"
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Caisson.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("Caisson.slnx");
    }

    private static async Task<(int Code, string Text)> Run(TimeSpan limit, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // What the runner of the tests tells its own children isn't meant for another build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        using var source = new CancellationTokenSource(limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(source.Token), errors = process.StandardError.ReadToEndAsync(source.Token);
        try
        {
            await process.WaitForExitAsync(source.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
