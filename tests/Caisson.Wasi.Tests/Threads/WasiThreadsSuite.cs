using Caisson.Runtime;
using Caisson.Tests;
using Caisson.Wasi.Tests.Suite;

namespace Caisson.Wasi.Tests.Threads;

/// <summary>
/// Runs the programs of the wasi-threads suite, with an input that blocks. They tell by half seconds whether threads have come so far:
/// not beside other tests.
/// </summary>
[Collection(nameof(Alone))]
public sealed class WasiThreadsSuite
{
    private const string Folder = "suites/wasi-threads";

    private static readonly Engine Engine = new();

    public static TheoryData<string> Programs => Suites.TryFind(Folder) is { } folder
        ? [.. Directory.EnumerateFiles(folder, "*.wasm").Select(p => Path.GetFileNameWithoutExtension(p)).Order()]
        : [];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Programs))]
    public void Programs_behave(string program)
    {
        string path = Path.Combine(Suites.Find(Folder), program + ".wasm");
        using var wasi = new WasiPreview1(new WasiOptions { Stdin = new BlockedStream(), Cancellation = TestContext.Current.CancellationToken });
        Imports imports = new Imports().AddWasi(wasi);
        Module module = Engine.CompileFile(path);
        Assert.Equal(program is not "wasi_threads_noop", WasiThreads.AreUsedBy(module));
        if (!WasiThreads.AreUsedBy(module)) return;

        int exitCode = 0;
        try
        {
            new WasiThreads(module, imports, wasi).Run(instance => instance.GetFunction("_start").Invoke());
        }
        catch (WasiExitException exit)
        {
            exitCode = exit.ExitCode;
        }
        Assert.Equal(ShortForm.For(path).ExitCode, exitCode);
    }

    [Fact]
    public void No_program_is_left_out()
    {
        _ = Suites.Find(Folder);
        Assert.Equal(15, Programs.Count);
    }
}
