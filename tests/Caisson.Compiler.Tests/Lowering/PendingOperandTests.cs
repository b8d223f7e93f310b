using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Operands are evaluated when they were pushed, as far as anyone can tell. See OperandStack.</summary>
public sealed class PendingOperandTests
{
    private const string State = """
        (memory (export "memory") 1 3)
        (table $t 4 8 funcref)
        (elem (i32.const 1) func $ten)
        (global $g (mut i32) (i32.const 5))
        (func $ten (result i32) (i32.const 10))
        (func $change (result i32)
          (global.set $g (i32.const 100))
          (i32.store (i32.const 0) (i32.const 100))
          (drop (memory.grow (i32.const 1)))
          (drop (table.grow $t (ref.null func) (i32.const 1)))
          (table.set $t (i32.const 2) (ref.func $ten))
          (i32.const 1))
        """;

    [Fact]
    public void Several_results_leave_the_temporaries_that_a_pending_operand_reads()
    {
        const string Wat = """
            (func $pair (result i32 i32) (i32.const 1) (i32.const 2))
            (func (export "f") (param i32) (result i32)
              i32.const 100
              local.get 0
              local.get 0
              (local.set 0 (i32.const 50))
              i32.sub
              call $pair
              drop
              drop
              i32.add)
            """;
        Assert.Equal(100, Guest.I32(Wat, 7));
    }

    [Theory]
    [InlineData("(local.get 0) (local.set 0 (i32.const 9))", 7)]
    [InlineData("(i32.add (local.get 0) (i32.const 1)) (local.set 0 (i32.const 9))", 8)]
    [InlineData("(i32.add (local.get 0) (local.tee 0 (i32.const 9)))", 16)]
    [InlineData("(i32.sub (local.tee 0 (i32.const 9)) (local.get 0))", 0)]
    [InlineData("(local.get 0) (local.get 1) (local.set 0) (local.set 1) (i32.sub (local.get 0) (local.get 1))", -4)]
    [InlineData("(global.get $g) (global.set $g (i32.const 9))", 5)]
    [InlineData("(global.get $g) (drop (call $change))", 5)]
    [InlineData("(i32.sub (global.get $g) (call $change))", 4)]
    [InlineData("(i32.load (i32.const 0)) (i32.store (i32.const 0) (i32.const 9))", 0)]
    [InlineData("(i32.load (i32.const 0)) (drop (call $change))", 0)]
    [InlineData("(i32.load8_u (i32.const 2)) (memory.fill (i32.const 0) (i32.const 1) (i32.const 4))", 0)]
    [InlineData("(memory.size) (drop (memory.grow (i32.const 1)))", 1)]
    [InlineData("(memory.size) (drop (call $change))", 1)]
    [InlineData("(i32.sub (memory.grow (i32.const 1)) (memory.size))", -1)]
    [InlineData("(table.size $t) (drop (table.grow $t (ref.null func) (i32.const 2)))", 4)]
    [InlineData("(ref.is_null (table.get $t (i32.const 2))) (drop (call $change))", 1)]
    [InlineData("(call $change) (global.set $g (i32.const 3)) (i32.add (global.get $g))", 4)]
    [InlineData("(i32.add (call $ten) (i32.mul (call $change) (global.get $g)))", 110)]
    [InlineData("(select (global.get $g) (call $change) (i32.const 1))", 5)]
    [InlineData("(select (global.get $g) (i32.const 0) (call $change))", 5)]
    [InlineData("(select (local.get 0) (local.get 1) (local.tee 0 (i32.const 9)))", 7)]
    [InlineData("(local.get 0) (loop (local.set 0 (i32.const 9)))", 7)]
    [InlineData("(local.get 0) (block (br_if 0 (i32.const 1)) (unreachable)) (local.set 0 (i32.const 9))", 7)]
    [InlineData("(local.get 0) (if (local.tee 0 (i32.const 9)) (then (local.set 0 (i32.const 2))))", 7)]
    [InlineData("(global.get $g) (call_indirect $t (result i32) (call $change)) (i32.mul)", 50)]
    public void Keeps_the_value_it_had_when_it_was_pushed(string body, int expected) =>
        Assert.Equal(expected, Guest.I32($"{State}\n(func (export \"f\") (param i32 i32) (result i32) {body})", 7, 3));

    [Theory]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (i32.store (i32.const 0) (i32.const 1)) (drop)", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.store (i32.const 0) (i32.const 1)) (drop (i32.div_s (local.get 0) (i32.const 0)))", TrapKind.IntegerDivideByZero, 1)]
    [InlineData("(i32.load (i32.const -1)) (i32.store (i32.const 0) (i32.const 1)) (drop)", TrapKind.OutOfBoundsMemoryAccess, 0)]
    [InlineData("(i32.load (i32.const -1)) (i32.div_s (local.get 0) (i32.const 0)) (drop) (drop)", TrapKind.OutOfBoundsMemoryAccess, 0)]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (i32.load (i32.const -1)) (drop) (drop)", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.trunc_f64_s (f64.const nan)) (i32.div_s (local.get 0) (i32.const 0)) (drop) (drop)", TrapKind.InvalidConversionToInteger, 0)]
    [InlineData("(i32.store (i32.const -1) (i32.div_s (local.get 0) (i32.const 0)))", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.store (i32.const -1) (call $set))", TrapKind.OutOfBoundsMemoryAccess, 1)]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (call $set) (drop) (drop)", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (unreachable)", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (br 0)", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (return)", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (br_if 0 (call $set)) (drop)", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (br_table 0 0 (call $set))", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(i32.div_s (local.get 0) (i32.const 0)) (return_call $nothing)", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(call $set) (call_indirect $t (i32.const 9)) (drop)", TrapKind.UndefinedElement, 1)]
    [InlineData("(drop (select (i32.const 1) (i32.div_s (local.get 0) (i32.const 0)) (i32.const 1)))", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(drop (table.get $t (i32.const 9))) (drop (call $set))", TrapKind.OutOfBoundsTableAccess, 0)]
    public void Traps_come_in_order(string body, TrapKind expected, int stored)
    {
        Instance instance = Guest.Instantiate($"""
            (memory (export "memory") 1)
            (table $t 1 funcref)
            (func $nothing)
            (func $set (result i32) (i32.store (i32.const 0) (i32.const 1)) (i32.const 1))
            (func (export "f") (param i32) {body})
            """);
        Assert.Equal(expected, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(7)).Kind);
        Assert.Equal(stored, instance.GetMemory().Read<int>(0));
    }
}
