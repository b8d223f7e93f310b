using System.Runtime.InteropServices;
using Caisson.Tests;

namespace Caisson.Build.Tests;

/// <summary>A program compiled ahead of time: no warning of trimming, and all checks hold in it. Builds of the same projects go one after the other.</summary>
[Collection("builds")]
public sealed class NativeAotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-aot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_without_a_compiler_runs_modules()
    {
        Assert.SkipUnless(HasLinker(), "compiling ahead of time needs clang or gcc");

        // Warnings are errors in all projects, those about trimming too.
        await DotNet.Succeed(Suites.Repository, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "tests/Caisson.NativeAot", "-o", _folder);
        (int code, string text) = await DotNet.Run(Path.Combine(_folder, "Caisson.NativeAot"), null);
        Assert.True(code == 0, text);
        Assert.Equal(Caisson.NativeAot.EmbeddedChecks.All.Count, text.Split('\n').Count(line => line.StartsWith("ok", StringComparison.Ordinal)));
    }

    /// <summary>Where CI is true a missing one is a failure, which the build then tells.</summary>
    private static bool HasLinker() =>
        Environment.GetEnvironmentVariable("CI") == "true"
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));
}
