using System.Globalization;
using Caisson.Cli.Wast;

namespace Caisson.Cli.Tests.Wast;

/// <summary>What the script runner counts and prints.</summary>
public class ScriptRunnerTests
{
    private const string Module = """
        (module $m
          (import "spectest" "memory" (memory 1 2))
          (global (export "g") i64 (i64.const 7))
          (func (export "id") (param i32) (result i32) (local.get 0))
          (func (export "nan") (result f32) (f32.const nan:0x200000))
          (func (export "ref") (param externref) (result externref) (local.get 0))
          (func (export "trap") (unreachable)) (tag $e) (func (export "throw") (throw $e))
          (func $loop (export "loop") (call $loop)))

        """;

    [Theory]
    [InlineData("""(assert_return (invoke "id" (i32.const -1)) (i32.const 0xffffffff))""")]
    [InlineData("""(assert_return (invoke $m "id" (i32.const 1)) (either (i32.const 0) (i32.const 1)))""")]
    [InlineData("""(assert_return (get "g") (i64.const 7))""")]
    [InlineData("""(assert_return (invoke "ref" (ref.extern 3)) (ref.extern 3))""")]
    [InlineData("""(assert_return (invoke "ref" (ref.null extern)) (ref.null))""")]
    [InlineData("""(assert_trap (invoke "trap") "unreachable")""")]
    [InlineData("""(assert_exception (invoke "throw"))""")]
    [InlineData("""(assert_exhaustion (invoke "loop") "call stack exhausted")""")]
    [InlineData("""(assert_invalid (module (func (i32.const 1))) "type mismatch")""")]
    [InlineData("""(assert_malformed (module quote "(func") "unexpected token")""")]
    [InlineData("""(assert_malformed (module binary "\00asm") "unexpected end")""")]
    [InlineData("""(assert_unlinkable (module (import "x" "y" (func))) "unknown import")""")]
    [InlineData("""(assert_trap (module (memory 0) (data (i32.const 0) "x")) "out of bounds memory access")""")]
    public void A_true_assertion_passes(string assertion) => Assert.Equal("1 passed, 0 failed, 0 skipped\n", Run(Module + assertion));

    [Theory]
    [InlineData("""(assert_return (invoke "id" (i32.const 1)) (i32.const 2))""", "id: expected [i32:0x2], got [i32:0x1]")]
    [InlineData("""(assert_return (invoke "nan") (f32.const nan:canonical))""", "nan: expected [f32:nan:canonical], got [f32:0x7fa00000]")]
    [InlineData("""(assert_return (invoke "nan") (f32.const nan:arithmetic))""", "nan: expected [f32:nan:arithmetic], got [f32:0x7fa00000]")]
    [InlineData("""(assert_return (invoke "trap"))""", "TrapException: unreachable")]
    [InlineData("""(assert_trap (invoke "id" (i32.const 1)) "unreachable")""", "id: expected Trap \"unreachable\", got [i32:0x1]")]
    [InlineData("""(assert_trap (invoke "trap") "overflow")""", "expected Trap \"overflow\", got TrapException \"unreachable\"")]
    [InlineData("""(assert_invalid (module) "type mismatch")""", "expected Invalid \"type mismatch\", but the module is fine")]
    [InlineData("""(module (func (i32.const 1)))""", "InvalidException: type mismatch")]
    [InlineData("""(register "x" $y)""", "no instance y")]
    public void A_failure_tells_file_line_and_reason(string directive, string reason)
    {
        string[] lines = Run(Module + directive).Split('\n');
        Assert.StartsWith($"script.wast:9: {reason}", lines[0], StringComparison.Ordinal);
        Assert.Equal("0 passed, 1 failed, 0 skipped", lines[1]);
    }

    [Fact]
    public void A_script_that_is_none_fails_once() =>
        Assert.Equal("script.wast:2: unexpected token module\n0 passed, 1 failed, 0 skipped\n", Run("\n(assert_return (module))"));

    [Fact]
    public void Threads_share_the_instances_they_are_given() => Assert.Equal("2 passed, 0 failed, 0 skipped\n", Run(
        """
        (module $m (memory (export "shared") 1 1) (func (export "get") (result i32) (i32.load (i32.const 0))))
        (thread $t (shared (module $m))
          (register "m" $m)
          (module (memory (import "m" "shared") 1 1) (func (export "set") (i32.store (i32.const 0) (i32.const 5))))
          (assert_return (invoke "set")))
        (wait $t)
        (assert_return (invoke $m "get") (i32.const 5))
        """));

    private static string Run(string script)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("caisson-");
        try
        {
            string file = Path.Combine(folder.FullName, "script.wast");
            File.WriteAllText(file, script);
            StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
            ScriptReport report = new(output, verbose: false);
            ScriptRunner.Run(file, report);
            output.WriteLine(report.Counts);
            return output.ToString().Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
