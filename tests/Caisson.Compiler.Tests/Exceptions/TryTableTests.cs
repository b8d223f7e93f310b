using Caisson.Compiler.Tests.Lowering;
using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Exceptions;

/// <summary>try_table in all the places where it may stand, with everything that branches may do around it.</summary>
public sealed class TryTableTests
{
    private const string State = """
        (tag $e (param i32)) (tag $pair (param i32 i64)) (tag $all (param i32 i64 f32 f64 v128 funcref externref)) (tag $none)
        (global $g (mut i32) (i32.const 0))
        (table $t 4 exnref)
        (type $ii (func (param i32) (result i32)))
        (table $fs funcref (elem $throw $twice))
        (func $throw (type $ii) (if (i32.eqz (local.get 0)) (then (return (i32.const -1)))) (throw $e (local.get 0)))
        (func $twice (type $ii) (i32.mul (local.get 0) (i32.const 2)))
        (func $set (param i32) (result i32) (global.set $g (local.get 0)) (local.get 0))
        (func $throw_pair (param i32) (throw $pair (local.get 0) (i64.const 40)))
        (func $two (param i32) (result i32 i32) (if (i32.eqz (local.get 0)) (then (throw $e (i32.const 9)))) (local.get 0) (i32.const 3))

        """;

    [Theory]
    // The payload, and what is below it on the stack.
    [InlineData("(block $h (result i32) (try_table (catch $e $h) (drop (call $throw (local.get 0)))) (i32.const 1))", 7)]
    [InlineData("(i32.const 100) (block $h (result i32) (try_table (catch $e $h) (drop (call $throw (local.get 0)))) (i32.const 1)) (i32.add)", 107)]
    [InlineData("(local.get 0) (local.set 0 (i32.const 3)) (block $h (result i32) (try_table (catch $e $h) (drop (call $throw (local.get 0)))) (i32.const 1)) (i32.sub)", 4)]
    [InlineData("(block $h (result i32 i64) (try_table (catch $pair $h) (call $throw_pair (local.get 0))) (unreachable)) (i32.wrap_i64) (i32.add)", 47)]
    [InlineData("(block $h (try_table (catch_all $h) (drop (call $throw (local.get 0)))) (return (i32.const 1))) (local.get 0)", 7)]
    // The first clause that matches counts; the others pass.
    [InlineData("(block $a (block $h (result i32) (try_table (catch_all $a) (catch $e $h) (drop (call $throw (local.get 0)))) (i32.const 1)) (return)) (i32.const 5)", 5)]
    [InlineData("(block $a (block $h (result i32) (try_table (catch $none $a) (catch $e $h) (catch_all $a) (drop (call $throw (local.get 0)))) (i32.const 1)) (return)) (i32.const 5)", 7)]
    [InlineData("(block $o (result i32) (try_table (catch $e $o) (block $i (try_table (catch $none $i) (drop (call $throw (local.get 0)))))) (i32.const 1))", 7)]
    // Nothing thrown.
    [InlineData("(block $h (result i32) (try_table (result i32) (catch $e $h) (call $throw (i32.const 0))))", -1)]
    [InlineData("(i32.const 2) (try_table (param i32) (result i32) (call $twice))", 4)]
    [InlineData("(block $h (result i32) (i32.const 3) (try_table (param i32) (result i32) (catch $e $h) (call $twice)))", 6)]
    // Labels: the function's own, and loops.
    [InlineData("(try_table (result i32) (catch $e 0) (call $throw (local.get 0)))", 7)]
    [InlineData("(loop $l (result i32) (block $h (result i32) (if (i32.eq (global.get $g) (i32.const 3)) (then (return (i32.const 33)))) (global.set $g (i32.add (global.get $g) (i32.const 1))) (try_table (catch_all $l) (drop (call $throw (local.get 0)))) (i32.const 1)))", 33)]
    [InlineData("(i32.const 1) (loop $l (param i32) (result i32) (local.set 1) (if (i32.gt_u (local.get 1) (i32.const 50)) (then (return (local.get 1)))) (try_table (catch $e $l) (drop (call $throw (i32.mul (local.get 1) (i32.const 3))))) (unreachable))", 81)]
    // Ways out of a body.
    [InlineData("(block $o (result i32) (block $h (try_table (catch_all $h) (br $o (call $twice (local.get 0))))) (i32.const 1))", 14)]
    [InlineData("(block $o (result i32) (block $h (try_table (catch_all $h) (drop (br_if $o (i32.const 8) (call $twice (local.get 0)))))) (i32.const 1))", 8)]
    [InlineData("(block $o (result i32) (block $h (try_table (catch_all $h) (drop (br_if $o (i32.const 8) (i32.eqz (call $twice (local.get 0))))))) (i32.const 1))", 1)]
    [InlineData("(block $a (block $b (block $h (try_table (catch_all $h) (br_table $a $b $h (call $twice (i32.const 0))))) (return (i32.const 1))) (return (i32.const 2))) (i32.const 3)", 3)]
    [InlineData("(block $a (block $b (block $h (try_table (catch_all $h) (block $in (br_table $a $in $b (i32.sub (call $twice (i32.const 1)) (i32.const 1)))) (return (i32.const 4)))) (return (i32.const 1))) (return (i32.const 2))) (i32.const 3)", 4)]
    [InlineData("(block $h (try_table (catch_all $h) (return (call $twice (local.get 0))))) (i32.const 1)", 14)]
    [InlineData("(block $h (try_table (catch_all $h) (br_if 2 (i32.const 6) (call $twice (local.get 0))) (drop))) (i32.const 1)", 6)]
    [InlineData("(block $h (try_table (catch_all $h) (return_call $twice (call $twice (local.get 0))))) (i32.const 1)", 28)]
    [InlineData("(block $h (try_table (catch_all $h) (return_call_indirect $fs (type $ii) (call $twice (local.get 0)) (i32.const 1)))) (i32.const 1)", 28)]
    [InlineData("(block $h (try_table (catch_all $h) (return_call_ref $ii (call $twice (local.get 0)) (ref.func $twice)))) (i32.const 1)", 28)]
    [InlineData("(loop $l (block $h (try_table (catch_all $h) (global.set $g (call $twice (i32.add (global.get $g) (i32.const 1)))) (br_if $l (i32.lt_u (global.get $g) (i32.const 30)))))) (global.get $g)", 30)]
    // A handler isn't under the protection of its own try_table.
    [InlineData("(block $o (result i32) (try_table (catch $e $o) (block $h (result i32) (try_table (catch $e $h) (drop (call $throw (local.get 0)))) (i32.const 1)) (drop (call $throw (i32.add (i32.const 1))))) (i32.const 2))", 8)]
    // Throws whose handler is in the same function.
    [InlineData("(block $h (result i32) (try_table (catch $e $h) (throw $e (local.get 0))) (i32.const 1))", 7)]
    [InlineData("(block $h (result i32 exnref) (try_table (catch_ref $e $h) (throw $e (local.get 0))) (unreachable)) (drop)", 7)]
    [InlineData("(block $h (try_table (catch_all $h) (throw $e (call $set (i32.const 4)))) (unreachable)) (global.get $g)", 4)]
    [InlineData("(block $o (result i32) (try_table (catch $e $o) (block $i (try_table (catch $none $i) (throw $e (local.get 0)))) (i32.const 2) (drop)) (i32.const 1))", 7)]
    // References.
    [InlineData("(block $h (result exnref) (try_table (catch_all_ref $h) (drop (call $throw (local.get 0)))) (unreachable)) (ref.is_null)", 0)]
    [InlineData("(block $o (result i32) (try_table (catch $e $o) (block $h (result exnref) (try_table (catch_all_ref $h) (drop (call $throw (local.get 0)))) (unreachable)) (throw_ref)) (i32.const 1))", 7)]
    [InlineData("(block $o (result i32) (try_table (catch $e $o) (table.set $t (i32.const 2) (block $h (result exnref) (try_table (catch_all_ref $h) (drop (call $throw (local.get 0)))) (unreachable))) (throw_ref (table.get $t (i32.const 2)))) (i32.const 1))", 7)]
    // Several results.
    [InlineData("(block $h (result i32) (try_table (result i32 i32) (catch $e $h) (call $two (local.get 0))) (i32.sub))", 4)]
    [InlineData("(block $h (result i32) (try_table (result i32 i32) (catch $e $h) (call $two (i32.const 0))) (i32.sub))", 9)]
    // A call that was pushed before a local was set has been made by then.
    [InlineData("(block $h (try_table (catch_all $h) (call $throw (local.get 0)) (local.set 0 (i32.const 50)) (drop))) (local.get 0)", 7)]
    [InlineData("(block $h (try_table (catch_all $h) (call $twice (local.get 0)) (local.set 0 (i32.const 50)) (drop (call $throw (i32.const 1))) (drop))) (local.get 0)", 50)]
    public void Does_as_the_specification_says(string body, int expected) =>
        Assert.Equal(expected, Guest.I32($"{State}(func (export \"f\") (param i32) (result i32) (local i32) {body})", 7));

    [Fact]
    public void A_payload_may_have_values_of_all_types()
    {
        Value[] results = Guest.Run($"""
            {State}
            (func $go (param externref) (throw $all (i32.const 1) (i64.const 2) (f32.const nan:0x200001) (f64.const 4) (v128.const i64x2 5 6) (ref.func $throw) (local.get 0)))
            (func (export "f") (param externref) (result i32 i64 f32 f64 v128 funcref externref)
              (try_table (catch $all 0) (call $go (local.get 0)))
              (unreachable))
            """, Value.FromReference("extern"));
        Assert.Equal(1, results[0].AsInt32());
        Assert.Equal(2, results[1].AsInt64());
        Assert.Equal(0x7FA00001u, BitConverter.SingleToUInt32Bits(results[2].AsSingle()));
        Assert.Equal(4, results[3].AsDouble());
        Assert.Equal("v128:00000005 00000000 00000006 00000000", results[4].ToString());
        Assert.IsType<Function>(results[5].AsReference());
        Assert.Equal("extern", results[6].AsReference());
    }

    [Fact]
    public void Null_traps() => Assert.Equal(
        TrapKind.NullExceptionReference,
        Assert.Throws<TrapException>(() => Guest.Run("(func (export \"f\") (block $h (try_table (catch_all $h) (throw_ref (ref.null exn)))))")).Kind);

    [Theory]
    [InlineData("(unreachable)")]
    [InlineData("(drop (i32.div_u (i32.const 1) (local.get 0)))")]
    [InlineData("(drop (i32.load (i32.const -1)))")]
    [InlineData("(call_indirect $t (i32.const 9))")]
    [InlineData("(call $forever)")]
    public void Traps_are_not_caught(string trap) => Assert.Throws<TrapException>(() => Guest.Run($"""
        (memory 1) (table $t 1 funcref) (func $forever (call $forever) (drop (i32.load (i32.const 0)))) (func $run (param i32) {trap})
        (func (export "f") (param i32) (block $h (try_table (catch_all $h) (call $run (local.get 0)) {trap})))
        """, 0));

    [Fact]
    public void Nests_deep()
    {
        const int Depth = 100;
        string open = string.Concat(Enumerable.Range(0, Depth).Select(i => $"(block $h{i} (result i32) (try_table (catch $e $h{i}) "));
        string close = string.Concat(Enumerable.Range(0, Depth).Select(_ => ") (unreachable)) (local.set 0 (i32.add (i32.const 1))) (drop (call $throw (local.get 0))) "));
        Assert.Equal(Depth + 6, Guest.I32($"{State} (func (export \"f\") (param i32) (result i32) (block $o (result i32) (try_table (catch $e $o) {open} (drop (call $throw (i32.const 6))) {close}) (i32.const 1)))", 0));
    }

    [Fact]
    public void More_handlers_than_the_limit_are_refused()
    {
        string many = string.Concat(Enumerable.Repeat("(block $h (result i32) (try_table (catch $e $h) (drop (call $throw (i32.const 0)))) (i32.const 1)) (drop)", 4001));
        Assert.Contains("4000", Assert.Throws<NotSupportedException>(() => Guest.Run($"{State} (func (export \"f\") {many})")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_whose_ways_meet_before_nested_handlers_compiles() => Assert.Equal(14, Guest.I32($"""
        {State}
        (func (export "f") (param i32) (result i32) (local i32)
          (block $b (br_if $b (i32.and (local.get 0) (i32.const 1))))
          (block $o (try_table (catch_all $o) (block $m (block $h (result i32) (try_table (catch $e $h) (local.set 1 (i32.xor (local.get 1) (call $twice (local.get 0))))) (br $m)) (local.set 0))))
          (local.get 1))
        """, 7));
}
