using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Structures and arrays among pending operands, packed fields, traps in order.</summary>
public sealed class AggregateTests
{
    private const string State = """
        (type $s (struct (field $m (mut i32)) (field $c i32) (field $i8 (mut i8)) (field $i16 (mut i16)) (field $r (mut anyref))))
        (type $a (array (mut i32))) (type $a8 (array (mut i8))) (type $a16 (array (mut i16))) (type $ar (array (mut (ref null $s))))
        (global $s (ref $s) (struct.new $s (i32.const 5) (i32.const 6) (i32.const 0x80) (i32.const 0x8000) (ref.i31 (i32.const 3))))
        (global $a (ref $a) (array.new_fixed $a 3 (i32.const 7) (i32.const 8) (i32.const 9)))
        (global $a8 (ref $a8) (array.new $a8 (i32.const 0xFF) (i32.const 4)))
        (global $a16 (ref $a16) (array.new $a16 (i32.const 0x1FFFF) (i32.const 4)))
        (global $ar (ref $ar) (array.new_default $ar (i32.const 2)))
        (func $change (result i32)
          (struct.set $s $m (global.get $s) (i32.const 100))
          (array.set $a (global.get $a) (i32.const 0) (i32.const 100))
          (i32.const 1))
        """;

    [Theory]
    [InlineData("(struct.get $s $m (global.get $s)) (struct.set $s $m (global.get $s) (i32.const 100))", 5)]
    [InlineData("(struct.get $s $m (global.get $s)) (drop (call $change))", 5)]
    [InlineData("(i32.sub (struct.get $s $m (global.get $s)) (call $change))", 4)]
    [InlineData("(i32.sub (call $change) (struct.get $s $m (global.get $s)))", -99)]
    [InlineData("(struct.get $s $c (global.get $s)) (drop (call $change))", 6)]
    [InlineData("(array.get $a (global.get $a) (i32.const 0)) (array.set $a (global.get $a) (i32.const 0) (i32.const 100))", 7)]
    [InlineData("(array.get $a (global.get $a) (i32.const 0)) (array.fill $a (global.get $a) (i32.const 0) (i32.const 100) (i32.const 3))", 7)]
    [InlineData("(array.get $a (global.get $a) (i32.const 1)) (array.copy $a $a (global.get $a) (i32.const 0) (global.get $a) (i32.const 1) (i32.const 2))", 8)]
    [InlineData("(array.copy $a $a (global.get $a) (i32.const 0) (global.get $a) (i32.const 1) (i32.const 2)) (array.get $a (global.get $a) (i32.const 1))", 9)]
    [InlineData("(array.copy $a $a (global.get $a) (i32.const 1) (global.get $a) (i32.const 0) (i32.const 2)) (array.get $a (global.get $a) (i32.const 2))", 8)]
    [InlineData("(array.get $a (global.get $a) (call $change)) (drop (call $change))", 8)]
    [InlineData("(struct.get $s $m (struct.new $s (call $change) (i32.const 0) (i32.const 0) (i32.const 0) (ref.null any)))", 1)]
    [InlineData("(struct.get $s $c (struct.new $s (struct.get $s $m (global.get $s)) (call $change) (i32.const 0) (i32.const 0) (ref.null any)))", 1)]
    [InlineData("(struct.get $s $m (struct.new $s (struct.get $s $m (global.get $s)) (call $change) (i32.const 0) (i32.const 0) (ref.null any)))", 5)]
    [InlineData("(array.get $a (array.new_fixed $a 2 (struct.get $s $m (global.get $s)) (call $change)) (i32.const 0))", 5)]
    [InlineData("(select (struct.get $s $m (global.get $s)) (i32.const 0) (call $change))", 5)]
    [InlineData("(struct.get_s $s $i8 (global.get $s))", -128)]
    [InlineData("(struct.get_u $s $i8 (global.get $s))", 128)]
    [InlineData("(struct.get_s $s $i16 (global.get $s))", -32768)]
    [InlineData("(struct.get_u $s $i16 (global.get $s))", 32768)]
    [InlineData("(struct.set $s $i8 (global.get $s) (i32.const 0x17F)) (struct.get_s $s $i8 (global.get $s))", 127)]
    [InlineData("(struct.set $s $i16 (global.get $s) (i32.const 0x1FFFF)) (struct.get_s $s $i16 (global.get $s))", -1)]
    [InlineData("(array.get_s $a8 (global.get $a8) (i32.const 3))", -1)]
    [InlineData("(array.get_u $a8 (global.get $a8) (i32.const 3))", 255)]
    [InlineData("(array.get_s $a16 (global.get $a16) (i32.const 3))", -1)]
    [InlineData("(array.get_u $a16 (global.get $a16) (i32.const 3))", 65535)]
    [InlineData("(array.set $a8 (global.get $a8) (i32.const 1) (i32.const 0x180)) (array.get_s $a8 (global.get $a8) (i32.const 1))", -128)]
    [InlineData("(array.set $a16 (global.get $a16) (i32.const 1) (i32.const 0x18000)) (array.get_s $a16 (global.get $a16) (i32.const 1))", -32768)]
    [InlineData("(array.fill $a8 (global.get $a8) (i32.const 0) (i32.const 0x17E) (i32.const 2)) (array.get_u $a8 (global.get $a8) (i32.const 1))", 126)]
    [InlineData("(array.set $ar (global.get $ar) (i32.const 1) (global.get $s)) (struct.get $s $m (array.get $ar (global.get $ar) (i32.const 1)))", 5)]
    [InlineData("(i31.get_s (ref.cast i31ref (struct.get $s $r (global.get $s))))", 3)]
    [InlineData("(i31.get_u (ref.i31 (i32.const -1)))", int.MaxValue)]
    [InlineData("(array.len (global.get $ar))", 2)]
    public void Values_are_those_of_their_time(string body, int expected) =>
        Assert.Equal(expected, Guest.I32($"{State}\n(func (export \"f\") (result i32) {body})"));

    [Theory]
    [InlineData("(struct.set $s $m (local.get 0) (call $set))", TrapKind.NullStructureReference, 1)]
    [InlineData("(struct.set $s $m (local.get 0) (i32.div_s (i32.const 1) (i32.const 0)))", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(drop (struct.get $s $m (local.get 0))) (drop (call $set))", TrapKind.NullStructureReference, 0)]
    [InlineData("(struct.get $s $c (local.get 0)) (drop (call $set)) (drop)", TrapKind.NullStructureReference, 0)]
    [InlineData("(struct.get $s $m (local.get 0)) (i32.div_s (i32.const 1) (i32.const 0)) (drop) (drop)", TrapKind.NullStructureReference, 0)]
    [InlineData("(array.set $a (local.get 1) (call $set) (i32.const 0))", TrapKind.NullArrayReference, 1)]
    [InlineData("(array.set $a (local.get 1) (i32.const 9) (i32.div_s (i32.const 1) (i32.const 0)))", TrapKind.IntegerDivideByZero, 0)]
    [InlineData("(drop (array.get $a (local.get 1) (call $set)))", TrapKind.NullArrayReference, 1)]
    [InlineData("(drop (array.len (local.get 1)))", TrapKind.NullArrayReference, 0)]
    [InlineData("(array.get $a (array.new_default $a (i32.const 1)) (i32.const 1)) (drop (call $set)) (drop)", TrapKind.OutOfBoundsArrayAccess, 0)]
    [InlineData("(array.new_default $a (i32.const -1)) (drop (call $set)) (drop)", TrapKind.AllocationLimit, 0)]
    [InlineData("(array.fill $a (local.get 1) (i32.const 0) (i32.const 0) (call $set))", TrapKind.NullArrayReference, 1)]
    [InlineData("(array.copy $a $a (local.get 1) (i32.const 0) (local.get 1) (i32.const 0) (i32.const 0))", TrapKind.NullArrayReference, 0)]
    [InlineData("(drop (i31.get_s (ref.null i31))) (drop (call $set))", TrapKind.NullI31Reference, 0)]
    [InlineData("(drop (ref.cast (ref i31) (global.get $s))) (drop (call $set))", TrapKind.CastFailure, 0)]
    [InlineData("(ref.cast (ref $a) (global.get $any)) (drop (call $set)) (drop)", TrapKind.CastFailure, 0)]
    [InlineData("(drop (ref.as_non_null (local.get 0)))", TrapKind.NullReference, 0)]
    public void Traps_come_in_order(string body, TrapKind expected, int set)
    {
        Instance instance = Guest.Instantiate($"""
            {State}
            (global $any anyref (ref.i31 (i32.const 1)))
            (global $set (export "set") (mut i32) (i32.const 0))
            (func $set (result i32) (global.set $set (i32.const 1)) (i32.const 1))
            (func (export "f") (param (ref null $s) (ref null $a)) {body})
            """);
        Value none = Value.FromReference(null);
        Assert.Equal(expected, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(none, none)).Kind);
        Assert.Equal(set, instance.GetGlobal("set").Value.AsInt32());
    }

    [Theory]
    [InlineData("(if (param (ref $f)) (result funcref) (ref.func $g) (local.get 0) (then))")]
    [InlineData("(ref.func $g) (loop $l (param funcref) (result funcref) (br_if $l (i32.eqz (local.tee 0 (i32.add (local.get 0) (i32.const 1))))))")]
    [InlineData("(ref.func $g) (block (param (ref $f)) (result funcref) (br_if 0 (local.get 0)))")]
    public void References_change_their_type_at_joins(string body) =>
        Assert.Equal(0, Guest.I32($"(type $f (func)) (func $g (type $f)) (elem declare func $g) (func (export \"f\") (param i32) (result i32) {body} ref.is_null)", -1));

    [Theory]
    [InlineData(1000, "i64")]
    [InlineData(1000, "v128")]
    [InlineData(10_000, "i32")]
    public void A_structure_may_have_many_fields(int count, string type)
    {
        string zero = type == "v128" ? "(v128.const i64x2 7 7)" : $"({type}.const 7)";
        string last = type switch { "i32" => "", "i64" => "(i32.wrap_i64", _ => "(i32x4.extract_lane 0" };
        Assert.Equal(7, Guest.I32($"""
            (type $s (struct {string.Concat(Enumerable.Repeat($"(field {type})", count))}))
            (func (export "f") (result i32) {last} (struct.get $s {count - 1} (struct.new $s {string.Concat(Enumerable.Repeat(zero, count))})) {(last.Length > 0 ? ")" : "")})
            """));
    }
}
