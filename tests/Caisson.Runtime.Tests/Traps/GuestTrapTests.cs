namespace Caisson.Runtime.Tests;

/// <summary>Every kind of trap, raised by a guest; the instance stays usable.</summary>
public sealed class GuestTrapTests
{
    [Theory]
    [InlineData(TrapKind.Unreachable, "(unreachable)")]
    [InlineData(TrapKind.IntegerDivideByZero, "(drop (i32.div_s (i32.const 1) (local.get 0)))")]
    [InlineData(TrapKind.IntegerDivideByZero, "(drop (i32.rem_u (i32.const 1) (local.get 0)))")]
    [InlineData(TrapKind.IntegerDivideByZero, "(drop (i64.div_u (i64.const 1) (i64.extend_i32_u (local.get 0))))")]
    [InlineData(TrapKind.IntegerDivideByZero, "(drop (i64.rem_s (i64.const 1) (i64.extend_i32_u (local.get 0))))")]
    [InlineData(TrapKind.IntegerOverflow, "(drop (i32.div_s (i32.const 0x80000000) (i32.sub (local.get 0) (i32.const 1))))")]
    [InlineData(TrapKind.IntegerOverflow, "(drop (i64.div_s (i64.const 0x8000000000000000) (i64.extend_i32_s (i32.sub (local.get 0) (i32.const 1)))))")]
    [InlineData(TrapKind.IntegerOverflow, "(drop (i32.trunc_f32_s (f32.const 3e9)))")]
    [InlineData(TrapKind.IntegerOverflow, "(drop (i64.trunc_f64_u (f64.const -1)))")]
    [InlineData(TrapKind.InvalidConversionToInteger, "(drop (i32.trunc_f64_s (f64.const nan)))")]
    [InlineData(TrapKind.OutOfBoundsMemoryAccess, "(drop (i32.load (i32.const 65533)))")]
    [InlineData(TrapKind.OutOfBoundsMemoryAccess, "(i64.store (i32.const -8) (i64.const 0))")]
    [InlineData(TrapKind.OutOfBoundsMemoryAccess, "(memory.init $d (i32.const 0) (i32.const 0) (i32.const 2))")]
    [InlineData(TrapKind.OutOfBoundsTableAccess, "(drop (table.get (i32.const 3)))")]
    [InlineData(TrapKind.OutOfBoundsTableAccess, "(table.init $e (i32.const 2) (i32.const 0) (i32.const 2))")]
    [InlineData(TrapKind.UndefinedElement, "(call_indirect (i32.const 3))")]
    [InlineData(TrapKind.UndefinedElement, "(call_indirect (i32.const -1))")]
    [InlineData(TrapKind.UninitializedElement, "(call_indirect (i32.const 2))")]
    [InlineData(TrapKind.IndirectCallTypeMismatch, "(call_indirect (param i32) (i32.const 1) (i32.const 0))")]
    [InlineData(TrapKind.StackExhausted, "(drop (call $forever (i32.const 0)))")]
    public void A_guest_traps(TrapKind kind, string body)
    {
        Instance guest = Guest.Instantiate($"""
            (memory 1) (data $d "x") (table 3 funcref) (elem (i32.const 0) $f $f) (elem $e func $f $f)
            (func $f)
            (func $forever (param i32) (result i32) (i32.add (call $forever (local.get 0)) (i32.const 1)) )
            (func (export "run") (param i32) {body})
            (func (export "fine") (result i32) (call_indirect (i32.const 1)) (i32.const 7))
            """);
        for (int i = 0; i < 3; i++)
        {
            Guest.Traps(kind, () => guest.GetFunction<Action<int>>("run")(0));
            Guest.Traps(kind, () => guest.GetFunction("run").Invoke(0));
            Assert.Equal(7, guest.GetFunction<Func<int>>("fine")());
        }
    }

    [Fact]
    public void Operands_are_evaluated_before_an_indirect_call_is_checked()
    {
        Instance guest = Guest.Instantiate("""
            (memory 1) (table (export "t") 1 10 funcref) (elem declare func $id)
            (func $id (param i32) (result i32) (local.get 0))
            (func $grow (result i32) (table.grow 0 (ref.func $id) (i32.const 4)))
            (func (export "grown") (result i32) (call_indirect (param i32) (result i32) (call $grow) (i32.const 4)))
            (func (export "load") (result i32) (call_indirect (param i32) (result i32) (i32.load (i32.const -1)) (i32.const 99)))
            """);
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Func<int>>("load")());
        Assert.Equal(1, guest.GetFunction<Func<int>>("grown")());
    }
}
