namespace Caisson.Oracle.Tests;

/// <summary>No module keeps the interpreter busy for long, or takes more memory than it may.</summary>
public class LimitTests
{
    [Theory]
    [InlineData("(func (export \"f\") (loop (br 0)))", "Steps")]
    [InlineData("(func $f (export \"f\") (return_call $f))", "Steps")]
    [InlineData("(tag $e) (func (export \"f\") (loop $l (block (try_table (catch_all 0) (throw $e))) (br $l)))", "Steps")]
    [InlineData("(memory 1000) (func (export \"f\") (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536000)) (br 0)))", "Steps")]
    [InlineData("(table 1000000 funcref) (func (export \"f\") (loop (table.fill (i32.const 0) (ref.null func) (i32.const 1000000)) (br 0)))", "Steps")]
    [InlineData("(memory 1 1 shared) (func (export \"f\") (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))", "Steps")]
    [InlineData("(func $f (export \"f\") (call $f))", "Depth")]
    [InlineData("(type $f (func)) (func $f (export \"f\") (call_ref $f (ref.func $f)))", "Depth")]
    [InlineData("(func $f (export \"f\") (try (do (call $f)) (catch_all (call $f))))", "Depth")]
    [InlineData("(memory 0) (func (export \"f\") (loop (drop (memory.grow (i32.const 1000))) (br 0)))", "Bytes")]
    [InlineData("(memory i64 0) (func (export \"f\") (loop (drop (memory.grow (i64.const 100000))) (br 0)))", "Bytes")]
    [InlineData("(table 0 funcref) (func (export \"f\") (loop (drop (table.grow (ref.null func) (i32.const 1000000))) (br 0)))", "Bytes")]
    [InlineData("(type $a (array (mut i8))) (func (export \"f\") (drop (array.new_default $a (i32.const -1))))", "Bytes")]
    [InlineData("(type $a (array v128)) (func (export \"f\") (loop (drop (array.new_default $a (i32.const 100000))) (br 0)))", "Bytes")]
    public void A_limit_stops_it(string fields, string kind)
    {
        var interpreter = new Interpreter(Wat.Valid($"(module {fields})"));
        LimitStop stop = Assert.Throws<LimitStop>(() => interpreter.Invoke(0));
        Assert.Equal(kind, stop.Kind.ToString());
    }

    [Theory]
    [InlineData("(memory 65536)")]
    [InlineData("(memory i64 0x1000000000000)")]
    [InlineData("(table 0xffffffff funcref)")]
    [InlineData("(memory 3000) (memory 3000)")]
    public void A_module_may_be_too_large(string fields)
    {
        LimitStop stop = Assert.Throws<LimitStop>(() => new Interpreter(Wat.Valid($"(module {fields})")));
        Assert.Equal(LimitKind.Bytes, stop.Kind);
    }

    [Theory]
    [InlineData("(memory 0 1) (func (result i32) (memory.grow (i32.const 2)))")]
    [InlineData("(memory 1) (func (result i32) (memory.grow (i32.const 65536)))")]
    [InlineData("(memory i64 0) (func (result i32) (i32.wrap_i64 (memory.grow (i64.const 0x1000000000000))))")]
    [InlineData("(table 0 funcref) (func (result i32) (table.grow (ref.null func) (i32.const -1)))")]
    public void Growing_beyond_what_anyone_can_fails(string fields) =>
        Assert.Equal([Val.I32(uint.MaxValue)], new Interpreter(Wat.Valid($"(module {fields})")).Invoke(0));

    [Fact]
    public void A_store_can_be_used_after_a_limit()
    {
        var interpreter = new Interpreter(Wat.Valid("(module (func (loop (br 0))) (func (result i32) (i32.const 7)))"));
        Assert.Throws<LimitStop>(() => interpreter.Invoke(0));
        Assert.Equal([Val.I32(7)], interpreter.Invoke(1));
    }
}
