using System.Text;
using Caisson.Runtime;
using Caisson.Tests;
using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Tests.Suite;

/// <summary>Runs the preview 1 programs of the wasi-testsuite, each on a copy of its folder.</summary>
public sealed class WasiTestsuite
{
    private const string Folder = "suites/wasi-testsuite/tests";

    private static readonly Engine Engine = new();

    public static TheoryData<string> C => Programs("c");

    public static TheoryData<string> Rust => Programs("rust");

    public static TheoryData<string> AssemblyScript => Programs("assemblyscript");

    [Theory(SkipTestWithoutData = true), MemberData(nameof(C))]
    public void C_programs_behave(string program) => Run("c", program, PathResolver.Default);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(C))]
    public void C_programs_behave_on_old_kernels(string program) => Run("c", program, new WalkingResolver());

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Rust))]
    public void Rust_programs_behave(string program) => Run("rust", program, PathResolver.Default);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Rust))]
    public void Rust_programs_behave_on_old_kernels(string program) => Run("rust", program, new WalkingResolver());

    [Theory(SkipTestWithoutData = true), MemberData(nameof(AssemblyScript))]
    public void AssemblyScript_programs_behave(string program) => Run("assemblyscript", program, PathResolver.Default);

    [Theory, InlineData("c", 14), InlineData("rust", 46), InlineData("assemblyscript", 12)]
    public void No_program_is_left_out(string language, int count)
    {
        _ = Suites.Find(Folder);
        Assert.Equal(count, Programs(language).Count);
    }

    private static TheoryData<string> Programs(string language) =>
        Suites.TryFind(FolderOf(language)) is { } folder
            ? [.. Directory.EnumerateFiles(folder, "*.wasm").Select(p => Path.GetFileNameWithoutExtension(p)).Order()]
            : [];

    private static string FolderOf(string language) => $"{Folder}/{language}/testsuite/wasm32-wasip1";

    private static void Run(string language, string program, PathResolver resolver)
    {
        string path = Path.Combine(Suites.Find(FolderOf(language)), program + ".wasm");
        ShortForm test = ShortForm.For(path);
        using var folder = new TemporaryFolder();
        using MemoryStream stdout = new(), stderr = new();
        if (test.Root is not null) folder.Fill(Path.Combine(Path.GetDirectoryName(path)!, test.Root));

        using var wasi = new WasiPreview1(new WasiOptions
        {
            Args = [program + ".wasm", .. test.Args],
            Environment = [.. test.Env],
            Preopens = test.Root is null ? [] : [new WasiPreopen(folder.Root, "/")],
            Stdout = stdout,
            Stderr = stderr,
            Cancellation = TestContext.Current.CancellationToken,
        }, resolver);
        int exitCode = Start(path, wasi);

        string errors = Encoding.UTF8.GetString(stderr.ToArray());
        Assert.True(test.ExitCode == exitCode, $"exit code {exitCode} instead of {test.ExitCode}\n{errors}");
        if (test.Stdout is not null) Assert.Equal(test.Stdout, Encoding.UTF8.GetString(stdout.ToArray()));
        if (test.Stderr is not null) Assert.Equal(test.Stderr, errors);
    }

    private static int Start(string path, WasiPreview1 wasi)
    {
        Instance instance = Engine.CompileFile(path).Instantiate(new Imports().AddWasi(wasi));
        try
        {
            instance.GetFunction<Action>("_start")();
            return 0;
        }
        catch (WasiExitException exit)
        {
            return exit.ExitCode;
        }
        catch (TrapException)
        {
            return 134;
        }
    }
}
