using Caisson.Compiler.Tests.Lowering;
using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>What passes must not change.</summary>
public sealed class BehaviourTests
{
    private const string Stored = """
        (memory (export "m") 1)
        (func (export "f") (param i32) (result i32)
          (i32.store (local.get 0) (i32.const 7))
          (i32.load offset=4 (local.get 0)))
        """;

    [Fact]
    public void A_store_before_a_trap_is_seen()
    {
        Instance instance = Guest.Instantiate(Stored);
        Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(65532));
        Assert.Equal(7, instance.GetMemory("m").Read<byte>(65532));
    }

    [Theory]
    [InlineData(65528)]
    [InlineData(-4)]
    public void A_load_with_a_larger_offset_is_checked(int address)
    {
        const string wat = """
            (memory 1)
            (func (export "f") (param i32) (result i32)
              (i32.add (i32.load (local.get 0)) (i32.load offset=8 (local.get 0))))
            """;
        Assert.Throws<TrapException>(() => Guest.I32(wat, address));
    }

    [Fact]
    public void A_check_in_a_loop_is_made_anew_when_the_local_changes()
    {
        const string wat = """
            (memory 1)
            (func (export "f") (param i32) (result i32)
              (drop (i32.load (local.get 0)))
              (loop $next
                (drop (i32.load (local.get 0)))
                (local.set 0 (i32.add (local.get 0) (i32.const 4096)))
                (br_if $next (i32.lt_u (local.get 0) (i32.const 100000))))
              (i32.const 1))
            """;
        Assert.Throws<TrapException>(() => Guest.I32(wat, 0));
    }

    [Theory]
    [InlineData("(local.set 1 (i32.lt_u (local.get 0) (i32.const 9))) (local.set 0 (i32.const 50)) (select (i32.const 1) (i32.const 2) (local.get 1))", 1)]
    [InlineData("(local.set 1 (i32.eqz (local.get 0))) (loop (local.set 0 (i32.const 0)) (br_if 0 (i32.eqz (i32.const 1)))) (if (result i32) (local.get 1) (then (i32.const 1)) (else (i32.const 2)))", 2)]
    [InlineData("(i32.add (i32.const 1) (i32.shr_s (i32.shl (local.get 0) (i32.const 30)) (i32.const 30)))", 0)]
    [InlineData("(i32.sub (local.get 0) (i32.const -2147483648))", -2147483641)]
    [InlineData("(block (br 0)) (i32.const 4)", 4)]
    [InlineData("(block (br_table 0 0 (i32.const 5)) ) (i32.const 4)", 4)]
    [InlineData("(block (br 0) (try_table (catch_all 0) (call 0 (i32.const 1)) (drop))) (i32.const 4)", 4)]
    public void The_result_stays(string body, int expected) =>
        Assert.Equal(expected, Guest.I32($"(func (export \"f\") (param i32) (result i32) (local i32) {body})", 7));

    [Fact]
    public void Locals_of_a_function_lowered_in_place_are_zero_in_each_round()
    {
        const string wat = """
            (func $count (result i32) (local i32) (local.set 0 (i32.add (local.get 0) (i32.const 1))) (local.get 0))
            (func (export "f") (param i32) (result i32) (local i32)
              (loop $next
                (local.set 1 (i32.add (local.get 1) (call $count)))
                (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
              (local.get 1))
            """;
        Assert.Equal(5, Guest.I32(wat, 5));
    }
}
