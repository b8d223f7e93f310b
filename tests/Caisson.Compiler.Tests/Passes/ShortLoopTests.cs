namespace Caisson.Compiler.Tests.Passes;

/// <summary>Which loops look for an interruption, and which needn't because they end soon.</summary>
public sealed class ShortLoopTests
{
    [Theory]
    [InlineData("a counter that grows to a bound", "0", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 400))")]
    [InlineData("one that shrinks to zero", "100", "(local.tee $i (i32.sub (local.get $i) (i32.const 1)))")]
    [InlineData("one that shrinks, by an addition", "100", "(local.tee $i (i32.add (local.get $i) (i32.const -1)))")]
    [InlineData("not equal, the other way round", "0", "(i32.eqz (i32.eq (i32.const 8) (local.tee $i (i32.add (local.get $i) (i32.const 1)))))")]
    [InlineData("less, stepping over the bound", "0", "(i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 10))")]
    [InlineData("less, signed", "-8", "(i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 3))) (i32.const 8))")]
    [InlineData("greater", "8", "(i32.gt_s (local.tee $i (i32.sub (local.get $i) (i32.const 3))) (i32.const -8))")]
    [InlineData("past the bound from the start", "50", "(i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10))")]
    [InlineData("through zero", "-8", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 8))")]
    public void What_ends_soon_does_not_look(string what, string first, string condition) => Assert.Equal((what, 0), (what, Looks(first, "", condition)));

    [Theory]
    [InlineData("many rounds", "0", "", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10000))")]
    [InlineData("steps over a bound that it must meet", "0", "", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 3))) (i32.const 400))")]
    [InlineData("starts at the bound that it must meet", "8", "", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 2147483647))) (i32.const 8))")]
    [InlineData("shrinks away from its bound", "0", "", "(i32.lt_s (local.tee $i (i32.sub (local.get $i) (i32.const 1))) (i32.const 10))")]
    [InlineData("less, wraps around before the bound", "-16", "", "(i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 32))) (i32.const -1))")]
    [InlineData("less, signed, wraps around", "2147483640", "", "(i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 32))) (i32.const 2147483647))")]
    [InlineData("doesn't count", "0", "", "(i32.ne (local.get $i) (i32.const 8))")]
    [InlineData("a bound that nobody knows", "0", "", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $p))")]
    [InlineData("a step that nobody knows", "0", "", "(i32.ne (local.tee $i (i32.add (local.get $i) (local.get $p))) (i32.const 8))")]
    [InlineData("set twice", "0", "(local.set $i (i32.const 1))", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8))")]
    [InlineData("counts only sometimes", "0", "(if (local.get $p) (then (local.set $i (i32.add (local.get $i) (i32.const 1)))))", "(i32.ne (local.get $i) (i32.const 8))")]
    [InlineData("goes around before it counts", "0", "(br_if $l (local.get $p))", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8))")]
    [InlineData("calls now and then", "0", "(if (local.get $p) (then (call $other)))", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8))")]
    [InlineData("copies", "0", "(memory.copy (i32.const 0) (i32.const 1) (local.get $p))", "(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8))")]
    public void What_may_take_long_looks(string what, string first, string body, string condition) => Assert.Equal((what, 1), (what, Looks(first, body, condition)));

    [Fact]
    public void A_beginning_that_nobody_knows_looks() => Assert.Equal(1, Count("(loop $l (br_if $l (i32.ne (local.tee $p (i32.add (local.get $p) (i32.const 1))) (i32.const 8))))"));

    [Fact]
    public void A_beginning_from_two_places_looks() => Assert.Equal(1, Count($"(local.set $i (i32.const 0)) (block $b (br_if $b (local.get $p)) (local.set $i (i32.const 1))) {Eight}"));

    [Fact]
    public void Only_the_inner_one_of_two_does_not_look() => Assert.Equal(1, Count($"(loop $o (local.set $i (i32.const 0)) {Eight} (br_if $o (local.get $p)))"));

    [Fact]
    public void Many_short_loops_are_not_short()
    {
        string loops = string.Concat(Enumerable.Repeat("(local.set $i (i32.const 0)) (loop $l (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 100))))", 100));
        Assert.InRange(Count(loops), 80, 99);
    }

    private static string Eight => "(loop $l (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8))))";

    private static int Looks(string first, string body, string condition) => Count($"(local.set $i (i32.const {first})) (loop $l {body} (br_if $l {condition}))");

    /// <summary>How often the code of a function looks for an interruption, beside the entry.</summary>
    private static int Count(string body) =>
        Emitted.Last($"(memory 1) (func $other (call $other)) (func $last (export \"f\") (param $p i32) (local $i i32) {body})", interruption: true).Count(line => line.Contains("Trap.Interrupted", StringComparison.Ordinal));
}
