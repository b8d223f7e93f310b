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

    [Theory]
    [InlineData("(i32.rotl (i32.const 7) (i32.const 31))")]
    [InlineData("(i32.rotl (i32.const 7) (i32.const -1))")]
    [InlineData("(i32.rotr (i32.const 7) (i32.const 1))")]
    [InlineData("(i32.rotl (i32.wrap_i64 (i64.const 7)) (i32.const 31))")]
    public void Of_a_constant_has_a_sign(string rotation) =>
        Assert.Equal(1, Guest.I32($"(func (export \"f\") (param i32) (result i32) (i32.lt_s {rotation} (i32.le_u (i32.const 17) (local.get 0))))", 7));
}
