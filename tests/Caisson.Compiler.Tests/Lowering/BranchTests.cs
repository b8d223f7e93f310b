namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Values that branches carry, and where they end up.</summary>
public sealed class BranchTests
{
    [Theory]
    [InlineData("(block (result i32) (i32.const 1) (i32.const 2) (br 0))", 2)]
    [InlineData("(block (result i32) (i32.const 1) (br_if 0 (local.get 0)) (drop) (i32.const 2))", 1)]
    [InlineData("(i32.const 40) (block (result i32) (local.get 0) (br_if 0 (local.get 0)) (drop) (i32.const 2)) (i32.add)", 47)]
    [InlineData("(block (result i32) (i32.const 9) (i32.const 1) (br_if 0 (i32.const 1)) (i32.add))", 1)]
    [InlineData("(block (result i32) (i32.const 9) (i32.const 1) (br_if 0 (i32.const 0)) (i32.add))", 10)]
    [InlineData("(block (result i32 i32) (i32.const 9) (i32.const 5) (i32.const 1) (br_if 0 (i32.const 1)) (drop)) (i32.sub)", 4)]
    [InlineData("(i32.const 9) (br_if 0 (local.get 0)) (drop) (i32.const 1)", 9)]
    [InlineData("(i32.const 1) (i32.const 2) (return)", 2)]
    [InlineData("(local.get 0) (i32.const 2) (local.get 0) (if (param i32 i32) (result i32) (then (i32.sub)) (else (i32.add)))", 5)]
    [InlineData("(local.get 0) (i32.const 2) (i32.const 0) (if (param i32 i32) (result i32) (then (i32.sub)) (else (i32.add)))", 9)]
    [InlineData("(local.get 0) (i32.const 2) (if (param i32) (result i32) (i32.const 0) (then (drop) (i32.const 5))) (i32.add)", 9)]
    [InlineData("(local.get 0) (if (param i32) (result i32) (i32.const 0) (then (drop) (i32.const 5)))", 7)]
    [InlineData("(i32.const 1) (if (param i32) (result i32) (i32.const 0) (then (drop) (i32.const 5)))", 1)]
    [InlineData("(block (result i32) (if (result i32) (local.get 0) (then (br 1 (i32.const 3))) (else (i32.const 4))) (drop) (i32.const 5))", 3)]
    public void Carries_values(string body, int expected) =>
        Assert.Equal(expected, Guest.I32($"(func (export \"f\") (param i32) (result i32) {body})", 7));

    [Theory]
    [InlineData(0, 11)]
    [InlineData(1, 21)]
    [InlineData(2, 1)]
    [InlineData(3, 21)]
    [InlineData(-1, 21)]
    public void A_table_carries_a_value_to_each_of_its_targets(int index, int expected)
    {
        const string wat = """
            (func (export "f") (param i32) (result i32)
              (block (result i32)
                (i32.const 100)
                (block (result i32)
                  (i32.const 200)
                  (i32.const 1)
                  (br_table 0 1 2 1 (local.get 0)))
                (i32.add (i32.const 10))
                (i32.add) (i32.sub (i32.const 100))
                (return))
              (i32.add (i32.const 20)))
            """;
        Assert.Equal(expected, Guest.I32(wat, index));
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    public void A_table_carries_several_values(int index, int expected)
    {
        const string wat = """
            (func (export "f") (param i32) (result i32)
              (block $far (result i32 i32)
                (i64.const 5)
                (block $near (result i32 i32)
                  (f32.const 5) (i32.const 2) (i32.const 3)
                  (br_table $near $far (local.get 0)))
                (i32.sub)
                (return))
              (i32.sub) (i32.mul (i32.const -1)))
            """;
        Assert.Equal(expected, Guest.I32(wat, index));
    }

    [Fact]
    public void A_table_that_leaves_the_function_returns_values()
    {
        const string wat = """
            (func (export "f") (param i32) (result i32 i32)
              (i64.const 1) (i32.const 3) (i32.const 4)
              (br_table 0 0 (local.get 0)))
            """;
        Assert.Equal([3, 4], Guest.Run(wat, 1).Select(value => value.AsInt32()));
    }

    [Theory]
    [InlineData(10, 55)]
    [InlineData(20, 6765)]
    public void The_parameters_of_a_loop_are_assigned_at_once(int n, int expected)
    {
        const string wat = """
            (func (export "f") (param $n i32) (result i32) (local $a i32) (local $b i32)
              (i32.const 0) (i32.const 1)
              (loop $next (param i32 i32) (result i32)
                (local.set $b) (local.set $a)
                (local.get $b)
                (i32.add (local.get $a) (local.get $b))
                (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))
                (drop)))
            """;
        Assert.Equal(expected, Guest.I32(wat, n));
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 21)]
    [InlineData(3, 12)]
    public void A_loop_can_swap_its_parameters(int n, int expected)
    {
        const string wat = """
            (func $swap (param i32 i32) (result i32 i32) (local.get 1) (local.get 0))
            (func (export "f") (param $n i32) (result i32) (local $x i32)
              (i32.const 1) (i32.const 2)
              (loop $again (param i32 i32) (result i32 i32)
                (if (param i32 i32) (result i32 i32) (i32.eq (local.get $n) (i32.const 1)) (then) (else (call $swap)))
                (br_if $again (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const 0))))
              (local.set $x)
              (i32.add (i32.mul (i32.const 10)) (local.get $x)))
            """;
        Assert.Equal(expected, Guest.I32(wat, n));
    }

    [Theory]
    [InlineData("(block (result i32) (br 0 (i32.const 4)) (drop) (i32.add) (if (then (unreachable)) (else)) (loop (br 0)))")]
    [InlineData("(block (result i32) (block (return (i32.const 4)) (block (br_table 0 1 (i32.const 0)))) (unreachable))")]
    [InlineData("(if (result i32) (i32.const 1) (then (return (i32.const 4))) (else (unreachable)))")]
    [InlineData("(loop (result i32) (return (i32.const 4)))")]
    [InlineData("(block (loop (br 1)) (unreachable)) (i32.const 4)")]
    [InlineData("(block $out (block (br $out)) (loop (loop)) (block (unreachable))) (i32.const 4)")]
    [InlineData("(i32.const 4) (return) (local.set 0) (call 0) (drop)")]
    public void Dead_code_is_passed_over(string body) =>
        Assert.Equal(4, Guest.I32($"(func (export \"f\") (param i32) (result i32) {body})", 7));

    [Theory]
    [InlineData(true, 30)]
    [InlineData(false, 11)]
    public void Br_on_null_keeps_the_reference_on_the_other_path(bool isNull, int expected)
    {
        const string wat = """
            (type $t (func (result i32)))
            (global $g (mut i32) (i32.const 30))
            (elem declare func $one)
            (func $one (type $t) (i32.const 1))
            (func (export "f") (param i32) (result i32)
              (block $null (result i32)
                (global.get $g)
                (global.set $g (i32.const 10))
                (br_on_null $null (if (result (ref null $t)) (local.get 0) (then (ref.null $t)) (else (ref.func $one))))
                (call_ref $t)
                (i32.add (global.get $g))
                (return)))
            """;
        Assert.Equal(expected, Guest.I32(wat, isNull ? 1 : 0));
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 6)]
    public void Br_on_non_null_takes_the_reference_along(bool isNull, int expected)
    {
        const string wat = """
            (type $t (func (result i32)))
            (elem declare func $one)
            (func $one (type $t) (i32.const 1))
            (func (export "f") (param i32) (result i32)
              (block $some (result i32 (ref $t))
                (i64.const 9)
                (i32.const 5)
                (br_on_non_null $some (if (result (ref null $t)) (local.get 0) (then (ref.null $t)) (else (ref.func $one))))
                (return))
              (call_ref $t)
              (i32.add))
            """;
        Assert.Equal(expected, Guest.I32(wat, isNull ? 1 : 0));
    }
}
