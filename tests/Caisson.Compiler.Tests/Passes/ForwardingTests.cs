using Caisson.Compiler.Tests.Lowering;
using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>What was stored is what is loaded, unless anything changed it.</summary>
public sealed class ForwardingTests
{
    private const string Set100 = "(i32.store offset=4 (local.get 0) (i32.const 100))";
    private const string Get = "(i32.load offset=4 (local.get 0))";

    [Theory]
    [InlineData(Set100 + Get, 100)]
    [InlineData(Set100 + "(i32.store offset=8 (local.get 0) (i32.const 1))" + Get, 100)]
    [InlineData(Set100 + "(i32.store offset=8 (local.get 1) (i32.const 1))" + Get, 1)]
    [InlineData(Set100 + "(i32.store8 offset=5 (local.get 0) (i32.const 1))" + Get, 356)]
    [InlineData(Set100 + "(i64.store offset=0 (local.get 0) (i64.const -1))" + Get, -1)]
    [InlineData(Set100 + "(i32.store (i32.const 1028) (i32.const 2))" + Get, 2)]
    [InlineData(Set100 + "(i32.store (i32.add (local.get 0) (i32.const 4)) (i32.const 3))" + Get, 3)]
    [InlineData(Set100 + "(local.set 0 (i32.const 2000))" + Get, 0)]
    [InlineData(Set100 + "(local.set 0 (i32.const 2000)) (local.set 0 (i32.const 1024))" + Get, 100)]
    [InlineData("(local.set 1 (i32.sub (local.get 0) (i32.const 16)))" + Set100 + "(i32.store offset=12 (local.get 1) (i32.const 1))" + Get, 100)]
    [InlineData("(local.set 1 (i32.sub (local.get 0) (i32.const 16)))" + Set100 + "(i32.store offset=18 (local.get 1) (i32.const -1))" + Get, 65535)]
    [InlineData("(local.set 1 (i32.add (local.get 0) (i32.const 4)))" + Set100 + "(i32.store (local.get 1) (i32.const 6))" + Get, 6)]
    [InlineData("(local.set 1 (local.get 0))" + Set100 + "(local.set 0 (i32.const 2000)) (i32.store offset=4 (local.get 1) (i32.const 6)) (i32.load offset=4 (i32.sub (local.get 0) (i32.const 976)))", 6)]
    [InlineData("(local.set 1 (local.get 0)) (block (br_if 0 (local.get 0)) (local.set 1 (i32.const 2000)))" + Set100 + "(i32.store offset=4 (local.get 1) (i32.const 6))" + Get, 6)]
    [InlineData("(block (br_if 0 (local.get 0)) (local.set 1 (i32.sub (local.get 0) (i32.const 16))))" + Set100 + "(i32.store offset=8 (local.get 1) (i32.const 6))" + Get, 6)]
    [InlineData(Set100 + "(loop (local.set 1 (i32.add (local.get 0) (i32.const 4))) (i32.store (local.get 1) (i32.add (i32.load (local.get 1)) (i32.const 1))) (br_if 0 (i32.lt_u" + Get + "(i32.const 103))))" + Get, 103)]
    [InlineData(Set100 + "(call $change)" + Get, 7)]
    [InlineData(Set100 + "(memory.fill (local.get 0) (i32.const 1) (i32.const 8))" + Get, 0x01010101)]
    [InlineData(Set100 + "(block (br_if 0 (local.get 0)) (i32.store offset=4 (local.get 0) (i32.const 4)))" + Get, 100)]
    [InlineData(Set100 + "(block (br_if 0 (i32.eqz (local.get 0))) (i32.store offset=4 (local.get 0) (i32.const 4)))" + Get, 4)]
    [InlineData("(block (br_if 0 (local.get 0))" + Set100 + ")" + Get, 0)]
    [InlineData("(i32.store offset=4 (local.get 0) (local.get 1)) (local.set 1 (i32.const 5))" + Get, 1020)]
    [InlineData("(i32.store offset=4 (local.get 0) (i32.mul (local.get 1) (i32.const 2))) (local.set 1 (i32.const 5))" + Get, 2040)]
    [InlineData("(i32.store16 offset=4 (local.get 0) (i32.const -1))" + Get, 0xFFFF)]
    [InlineData("(i32.store offset=4 (local.get 0) (i32.const -2)) (i32.load8_u offset=4 (local.get 0))", 254)]
    [InlineData("(i32.store offset=4 (local.get 0) (i32.const 254)) (i32.load8_s offset=4 (local.get 0))", -2)]
    [InlineData("(i32.store offset=4 (local.get 0) (i32.const -2)) (i32.load16_u offset=4 (local.get 0))", 65534)]
    [InlineData("(i32.store8 offset=4 (local.get 0) (i32.const 0x1FE)) (i32.load8_u offset=4 (local.get 0))", 254)]
    [InlineData("(i32.store8 offset=4 (local.get 0) (i32.const 0x1FE)) (i32.load8_s offset=4 (local.get 0))", -2)]
    [InlineData("(i32.store16 offset=4 (local.get 0) (i32.const 0x1FFFE)) (i32.load16_s offset=4 (local.get 0))", -2)]
    [InlineData("(i32.store8 offset=5 (local.get 0) (i32.const 1))" + Get, 256)]
    [InlineData("(i64.store offset=4 (local.get 0) (i64.const 0x100000002))" + Get, 2)]
    [InlineData("(i64.store32 offset=4 (local.get 0) (i64.const 0x100000002)) (i32.wrap_i64 (i64.load offset=4 (local.get 0)))", 2)]
    [InlineData("(f32.store offset=4 (local.get 0) (f32.const nan:0x1))" + Get, 0x7F800001)]
    [InlineData("(f32.store offset=4 (local.get 0) (f32.const nan:0x1)) (i32.reinterpret_f32 (f32.load offset=4 (local.get 0)))", 0x7F800001)]
    [InlineData("(local.set 0 (i32.load offset=4 (local.get 0))) (i32.load offset=4 (local.get 0))", 0)]
    [InlineData("(local.set 1 (i32.load (i32.const 4))) (i32.store (i32.const 4) (i32.const 3)) (i32.add (local.get 1) (i32.load (i32.const 4)))", 12)]
    [InlineData(Set100 + "(loop (local.set 1 (i32.add (local.get 1)" + Get + ")) (i32.store offset=4 (local.get 0) (i32.const 1)) (br_if 0 (i32.lt_u (local.get 1) (i32.const 1122))))" + "(local.get 1)", 1122)]
    [InlineData(Set100 + "(i32.add (call $sum (call $seven)" + Get + ")" + Get + ")", 21)]
    [InlineData("(global.set $g (local.get 1)) (i32.store (local.get 0) (i32.const 1)) (global.get $g)", 1020)]
    [InlineData("(global.set $g (local.get 1)) (call $change) (global.get $g)", 8)]
    [InlineData("(global.set $g (local.get 1)) (global.set $h (local.get 0)) (global.get $g)", 1020)]
    [InlineData("(global.set $g (local.get 1)) (local.set 1 (i32.const 3)) (global.get $g)", 1020)]
    public void Loads_see_what_was_stored_last(string body, int expected)
    {
        string wat = $"""
            (memory 1) (data (i32.const 4) "\09")
            (global $g (mut i32) (i32.const 0)) (global $h (mut i32) (i32.const 0))
            (func $change (i32.store (i32.const 1028) (i32.const 7)) (global.set $g (i32.const 8)) (br_if 0 (i32.const 0)) (if (i32.const 0) (then (call $change))))
            (func $seven (result i32) (call $change) (i32.const 7))
            (func $sum (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
            (func $f (param i32 i32) (result i32) {body})
            (func (export "f") (param i32) (result i32) (call $f (local.get 0) (i32.const 1020)))
            """;
        int address = body.Contains("(local.set 0 (i32.load", StringComparison.Ordinal) ? 0 : 1024;
        Assert.Equal(expected, Guest.I32(wat, address));
    }

    [Theory]
    [InlineData("(global.set $a (i32.const 1)) (global.set $b (i32.const 2)) (global.get $a)")]
    [InlineData("(i32.store $m (local.get 0) (i32.const 1)) (i32.store $n (local.get 0) (i32.const 2)) (i32.load $m (local.get 0))")]
    public void Two_names_of_what_is_imported_may_be_of_one(string body)
    {
        Instance host = Guest.Instantiate("""(memory (export "m") 1) (global (export "g") (mut i32) (i32.const 0))""");
        string wat = $"""
            (memory $m (import "host" "m") 1) (memory $n (import "host" "m") 1)
            (global $a (import "host" "g") (mut i32)) (global $b (import "host" "g") (mut i32))
            (func (export "f") (param i32) (result i32) (i32.store (i32.const 0) (i32.const 0)) {body})
            """;
        Assert.Equal(2, Guest.Instantiate(wat, new Imports { { "host", host } }).GetFunction("f").Invoke(8)[0].AsInt32());
    }
}
