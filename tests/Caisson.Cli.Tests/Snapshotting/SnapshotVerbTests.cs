using System.Text;
using Caisson.Tests;
using Caisson.Wasm.Binary;

namespace Caisson.Cli.Tests.Snapshotting;

/// <summary><c>caisson snapshot</c>, and <c>caisson run</c> of what it wrote.</summary>
public sealed class SnapshotVerbTests : IDisposable
{
    private static readonly string Initializers = Path.Combine(Suites.Repository, "tests/Caisson.Cli.Tests/Snapshots/cli/inputs/initializers.wat");

    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-snapshot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_starts_initialised()
    {
        await Succeeds("", "snapshot", "--init-func", "init", Initializers, "-o", "out.wasm");
        await Succeeds("early\n", "run", Initializers);
        await Succeeds("late\n", "run", "out.wasm");
        Assert.Equal(["out.wasm"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_name_of_the_snapshot_tells_what_it_is_of()
    {
        File.Copy(Initializers, Path.Combine(_folder, "app.wat"));
        await Succeeds("", "snapshot", "-f", "init", "app.wat");
        await Succeeds("late\n", "run", "app.snapshot.wasm");
    }

    [Fact]
    public async Task The_initialiser_is_gone_unless_it_is_kept()
    {
        await Succeeds("", "snapshot", "-f", "init", Initializers, "-o", "out.wasm");
        Assert.DoesNotContain("init", Exports("out.wasm"));
        await Succeeds("", "snapshot", "--allow-wasi", "-f", "init", "--keep-init-func", Initializers, "-o", "out.wasm");
        Assert.Contains("init", Exports("out.wasm"));
    }

    [Fact]
    public async Task Exports_change_their_names()
    {
        await Succeeds("", "snapshot", "-f", "init", "-r", "_start=late", "--func-rename=other=_start", Initializers, "-o", "out.wasm");
        Assert.Equal(["memory", "other", "_start", "takes", "traps", "exits", "opens"], Exports("out.wasm"));
    }

    [Fact]
    public async Task What_a_reactor_initialises_is_initialised_first_and_once()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "reactor.wat"), """
            (module (global $n (mut i32) (i32.const 1))
              (func (export "_initialize") (global.set $n (i32.add (global.get $n) (i32.const 1))))
              (func (export "wizer.initialize") (global.set $n (i32.mul (global.get $n) (i32.const 10))))
              (func (export "get") (result i32) (global.get $n)))
            """, TestContext.Current.CancellationToken);
        await Succeeds("", "snapshot", "reactor.wat", "-o", "both.wasm");
        await Succeeds("20\n", "run", "--invoke", "get", "both.wasm");
        Assert.Equal(["get"], Exports("both.wasm"));
        await Succeeds("", "snapshot", "--init-func", "_initialize", "reactor.wat", "-o", "one.wasm");
        await Succeeds("2\n", "run", "--invoke", "get", "one.wasm");
    }

    [Fact]
    public async Task What_was_there_stays_when_the_initialiser_fails()
    {
        string file = Path.Combine(_folder, "out.wasm");
        await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);
        CommandResult result = await Run("snapshot", "-f", "traps", Initializers, "-o", "out.wasm");
        Assert.Equal(134, result.ExitCode);
        Assert.Equal("old", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task An_initialiser_can_be_stopped()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "endless.wat"), """(module (func (export "wizer.initialize") (loop (br 0))))""", TestContext.Current.CancellationToken);
        CommandResult result = await Run("snapshot", "--timeout", "50ms", "endless.wat");
        Assert.Equal(134, result.ExitCode);
        Assert.Contains("--timeout", Encoding.UTF8.GetString(result.Error), StringComparison.Ordinal);
    }

    /// <summary>The sample looks at all positions of a puzzle first; its snapshot has done so.</summary>
    [Fact]
    public async Task The_puzzle_is_solved_from_a_snapshot()
    {
        string puzzle = Path.Combine(Suites.Repository, "samples/puzzle/puzzle.wasm");
        const string Solution = "17 moves: 5 4 3 2 6 7 1 3 2 1 7 6 1 2 3 8 9\n";
        await Succeeds("", "snapshot", puzzle, "-o", "puzzle.wasm");
        await Succeeds(Solution, "run", puzzle, "2345067189");
        await Succeeds(Solution, "run", "puzzle.wasm", "2345067189");
        Assert.InRange(new FileInfo(Path.Combine(_folder, "puzzle.wasm")).Length, 1_800_000, 1_900_000);
    }

    private async Task Succeeds(string output, params string[] arguments)
    {
        CommandResult result = await Run(arguments);
        Assert.Equal((0, output, ""), (result.ExitCode, Encoding.UTF8.GetString(result.Out), Encoding.UTF8.GetString(result.Error)));
    }

    private Task<CommandResult> Run(params string[] arguments) => CommandLine.RunAsync(_folder, arguments, [], TestContext.Current.CancellationToken);

    private IEnumerable<string> Exports(string file) =>
        ModuleDecoder.Decode(File.ReadAllBytes(Path.Combine(_folder, file))).Exports.Select(export => export.Name);
}
