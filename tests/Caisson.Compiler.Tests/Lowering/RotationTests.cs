namespace Caisson.Compiler.Tests.Lowering;

/// <summary>What the JIT gets wrong about rotations: see FunctionEmitter.Rotations.cs and I32Operations.</summary>
public sealed class RotationTests
{
    [Theory]
    [InlineData("(if (result i32) (i32.rotl (local.get 0) (i32.const 31)) (then (i32.const 1)) (else (i32.const 0)))")]
    [InlineData("(i32.eqz (i32.eqz (i32.rotr (local.get 0) (i32.const 1))))")]
    [InlineData("(i32.ne (i32.rotl (local.get 0) (i32.const 5)) (i32.const 0))")]
    [InlineData("(i32.ne (i32.const 0) (i32.rotl (local.get 0) (i32.const 5)))")]
    [InlineData("(i32.gt_u (i32.rotl (local.get 0) (i32.const 5)) (i32.const 0))")]
    [InlineData("(i32.ge_u (i32.rotl (local.get 0) (i32.const 5)) (i32.const 1))")]
    [InlineData("(i32.eqz (i64.eqz (i64.rotl (i64.extend_i32_u (local.get 0)) (i64.const 7))))")]
    [InlineData("(i32.eqz (i64.eqz (i64.extend_i32_u (i32.rotl (local.get 0) (i32.const 7)))))")]
    [InlineData("(select (i32.const 1) (i32.const 0) (i32.rotl (local.get 0) (i32.const 9)))")]
    [InlineData("(local.set 1 (i32.rotl (local.get 0) (i32.const 31))) (select (i32.const 1) (i32.const 0) (local.get 1))")]
    [InlineData("(i32.eqz (i32.eqz (call 1 (local.get 0))))")]
    [InlineData("(block (result i32) (i32.const 1) (br_if 0 (i32.rotl (local.get 0) (i32.const 31))) (drop) (i32.const 0))")]
    public void Is_zero_when_the_number_is(string body)
    {
        string wat = $"""
            (func (export "f") (param i32) (result i32) (local i32) {body})
            (func (param i32) (result i32) (i32.rotl (local.get 0) (i32.const 3)))
            """;
        Assert.Equal([1, 1, 0], new[] { 6, -1, 0 }.Select(number => Guest.I32(wat, number)));
    }

    /// <summary>Zeros that only the JIT knows: a local that is never set, or what is left of arithmetic.</summary>
    [Theory]
    [InlineData("(i32.ge_u (local.get 1) (i32.rotl (local.get 0) (i32.const 5)))")]
    [InlineData("(i32.eq (i32.rotl (local.get 0) (i32.const 5)) (i32.sub (local.get 1) (local.get 1)))")]
    [InlineData("(i32.eqz (i32.xor (i32.rotl (local.get 0) (i32.const 5)) (local.get 1)))")]
    [InlineData("(i32.eqz (i32.shl (i32.rotl (local.get 0) (i32.const 5)) (i32.const 0)))")]
    [InlineData("(i64.ge_u (local.get 2) (i64.rotl (i64.extend_i32_s (local.get 0)) (i64.const 6868885977250797983)))")]
    [InlineData("(i64.eqz (i64.add (i64.rotl (i64.extend_i32_s (local.get 0)) (i64.const 7)) (local.get 2)))")]
    [InlineData("(i32.eqz (select (i32.rotl (local.get 0) (i32.const 5)) (i32.const 3) (i32.eqz (local.get 1))))")]
    [InlineData("(block $one (block $zero (br_table $zero $one (i32.rotl (local.get 0) (i32.const 5)))) (return (i32.const 1))) (i32.const 0)")]
    [InlineData("(call $is_zero (i32.rotl (local.get 0) (i32.const 5)))")]
    [InlineData("(i32.eqz (call $rotated (local.get 0)))")]
    [InlineData("(call $both (local.get 0)) (drop) (i32.eqz)")]
    [InlineData("(i32.eqz (struct.get $pair 0 (struct.new $pair (i32.rotl (local.get 0) (i32.const 5)))))")]
    public void Is_zero_when_the_JIT_knows_what_it_is_compared_with(string body)
    {
        string wat = $"""
            (type $pair (struct (field i32)))
            (func (export "f") (param i32) (result i32) (local i32 i64) {body})
            (func $is_zero (param i32) (result i32) (i32.eqz (local.get 0)))
            (func $rotated (param i32) (result i32) (i32.rotl (local.get 0) (i32.const 3)))
            (func $both (param i32) (result i32 i32) (i32.rotl (local.get 0) (i32.const 3)) (local.get 0))
            """;
        Assert.Equal([0, 0, 1], new[] { 6, -1, 0 }.Select(number => Guest.I32(wat, number)));
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(8, 4)]
    [InlineData(int.MinValue, 64)]
    public void Divides_though_it_is_a_divisor(int number, int quotient) => Assert.Equal(
        quotient,
        Guest.I32("(func (export \"f\") (param i32) (result i32) (i32.div_u (i32.const 64) (i32.rotl (local.get 0) (i32.const 1))))", number));

    [Theory]
    [InlineData("(i32.rotl (i32.const 7) (i32.const 31))")]
    [InlineData("(i32.rotl (i32.const 7) (i32.const -1))")]
    [InlineData("(i32.rotr (i32.const 7) (i32.const 1))")]
    [InlineData("(i32.rotl (i32.wrap_i64 (i64.const 7)) (i32.const 31))")]
    public void Of_a_constant_has_a_sign(string rotation) =>
        Assert.Equal(1, Guest.I32($"(func (export \"f\") (param i32) (result i32) (i32.lt_s {rotation} (i32.le_u (i32.const 17) (local.get 0))))", 7));
}
