using System.Text;

namespace Caisson.Cli.Tests.Running;

/// <summary>Command lines that are read without the parser mean what the parser takes them for: with an option that only it knows, they do the same.</summary>
public sealed class PlainRunTests : IDisposable
{
    /// <summary>Writes its arguments and its variables, and how many folders it has.</summary>
    private const string Guest = """
        (module
          (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "environ_get" (func $environ (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_prestat_dir_name" (func $name (param i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (func $write (param i32 i32)
            (i32.store (i32.const 16) (local.get 0))
            (i32.store (i32.const 20) (local.get 1))
            (drop (call $fd_write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24))))
          (func (export "_start") (local $fd i32)
            (drop (call $args_sizes (i32.const 0) (i32.const 4)))
            (drop (call $args (i32.const 1024) (i32.const 2048)))
            (call $write (i32.const 2048) (i32.load (i32.const 4)))
            (drop (call $environ_sizes (i32.const 0) (i32.const 4)))
            (drop (call $environ (i32.const 1024) (i32.const 2048)))
            (call $write (i32.const 2048) (i32.load (i32.const 4)))
            (local.set $fd (i32.const 3))
            (loop $next
              (if (i32.eqz (call $prestat (local.get $fd) (i32.const 8)))
                (then
                  (drop (call $name (local.get $fd) (i32.const 2048) (i32.load (i32.const 12))))
                  (call $write (i32.const 2048) (i32.load (i32.const 12)))
                  (local.set $fd (i32.add (local.get $fd) (i32.const 1)))
                  (br $next))))))
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-plain-").FullName;

    public PlainRunTests()
    {
        File.WriteAllText(Path.Combine(_folder, "guest.wat"), Guest);
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("guest.wat")]
    [InlineData("guest.wat", "--dir", "data", "-x", "--", "")]
    [InlineData("--env", "A=1", "guest.wat")]
    [InlineData("--env", "A=1", "--env", "B=x=y", "--env", "A=", "guest.wat", "--env", "C=2")]
    [InlineData("--dir", "data", "--env", "A=b c", "guest.wat", "one")]
    [InlineData("--dir", "data::/d:ro", "--dir", ".::/", "guest.wat")]
    [InlineData("--dir", "nowhere", "guest.wat")]
    [InlineData("--dir", "::", "guest.wat")]
    [InlineData("--env", "A", "guest.wat")]
    [InlineData("--env", "=A", "guest.wat")]
    [InlineData("--env", "--dir", "data", "guest.wat")]
    [InlineData("--dir", "data")]
    [InlineData("--dir")]
    [InlineData("--env=A=1", "--dir=data", "guest.wat")]
    [InlineData("--", "guest.wat", "one")]
    [InlineData("nothing.wat")]
    public async Task They_mean_the_same(params string[] arguments)
    {
        CommandResult plain = await RunAsync(["run", .. arguments]), parsed = await RunAsync(["run", "--max-threads", "1", .. arguments]);
        Assert.Equal((parsed.ExitCode, Encoding.UTF8.GetString(parsed.Out)), (plain.ExitCode, Encoding.UTF8.GetString(plain.Out)));
        Assert.Equal(Encoding.UTF8.GetString(parsed.Error).Replace(" --max-threads 1", "", StringComparison.Ordinal), Encoding.UTF8.GetString(plain.Error));
    }

    [Fact]
    public async Task The_guest_gets_what_was_granted()
    {
        CommandResult result = await RunAsync(["run", "--dir", "data::/d", "--env", "A=1", "--env", "B=2", "guest.wat", "one"]);
        Assert.Equal((0, "guest.wat\0one\0A=1\0B=2\0/d"), (result.ExitCode, Encoding.UTF8.GetString(result.Out)));
    }

    private Task<CommandResult> RunAsync(string[] arguments) => CommandLine.RunAsync(_folder, arguments, [], TestContext.Current.CancellationToken);
}
