using System.Diagnostics;
using System.Text.Json;
using Caisson.Tests;

namespace Caisson.Cli.Tests;

/// <summary>The programs of the wasi-threads suite through the command, with standard input open and empty, as a terminal's is.</summary>
[Collection(nameof(Alone))]
public sealed class ThreadsTests
{
    private const string Folder = "suites/wasi-threads";

    public static TheoryData<string> Programs => Suites.TryFind(Folder) is { } folder
        ? [.. Directory.EnumerateFiles(folder, "*.wasm").Select(p => Path.GetFileNameWithoutExtension(p)).Order()]
        : [];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Programs))]
    public async Task Programs_behave(string program)
    {
        string path = Path.Combine(Suites.Find(Folder), program + ".wasm");
        string expectation = Path.ChangeExtension(path, ".json");
        int expected = File.Exists(expectation)
            ? JsonDocument.Parse(await File.ReadAllBytesAsync(expectation, TestContext.Current.CancellationToken)).RootElement.GetProperty("exit_code").GetInt32()
            : 0;

        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "caisson.exe" : "caisson"), ["run", path])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration registration = TestContext.Current.CancellationToken.Register(process.Kill);
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("", expected), (errors, process.ExitCode));
    }
}
