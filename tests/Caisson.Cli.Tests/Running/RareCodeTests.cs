namespace Caisson.Cli.Tests.Running;

/// <summary>
/// Code that hardly ever runs isn't in the way of the code that does: what the JIT makes of a method of a guest is read from its listing. How fast that is, the benchmark dispatch tells; see
/// docs/decisions/0037-what-tells-the-jit-what-is-rare.md.
/// </summary>
public sealed class RareCodeTests : IDisposable
{
    private const string Guest = """
        (module
          (type $t (func (result i32)))
          (table funcref (elem $one $two))
          (func $one (result i32) (i32.const 1))
          (func $two (result i32) (i32.const 2))
          (func (export "sum") (param $n i32) (result i32) (local $sum i32)
            (loop $next
              (local.set $sum (i32.add (local.get $sum) (call_indirect (type $t) (i32.and (local.get $n) (i32.const 1)))))
              (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum)))
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-rare-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Functions_of_other_instances_are_dealt_with_elsewhere()
    {
        string listing = Path.Combine(_folder, "listing");
        await File.WriteAllTextAsync(Path.Combine(_folder, "sum.wat"), Guest, TestContext.Current.CancellationToken);
        CommandResult result = await CommandLine.RunAsync(
            _folder, ["run", "--invoke", "sum", "sum.wat", "10"], [], TestContext.Current.CancellationToken,
            environment: [("DOTNET_JitStdOutFile", listing), ("DOTNET_JitDisasm", "Unit*:f2")]);
        Assert.Equal(0, result.ExitCode);
        string[] lines = await File.ReadAllLinesAsync(listing, TestContext.Current.CancellationToken);
        int rare = Array.FindIndex(lines, line => line.Contains("GuestEntry:Foreign", StringComparison.Ordinal));
        int call = Array.FindIndex(lines, line => line.Contains("call     r", StringComparison.Ordinal) || line.Contains("blr     x", StringComparison.Ordinal));
        int branch = Array.FindLastIndex(lines, int.Max(call, 0), line => line.Contains(" ja ", StringComparison.Ordinal) || line.Contains("b.hi ", StringComparison.Ordinal) || line.Contains("bhi ", StringComparison.Ordinal));
        Assert.True(rare >= 0 && branch >= 0 && (rare < branch || rare > call), string.Join('\n', lines));
    }
}
