namespace Caisson.Runtime.Tests;

public sealed class FuelTests
{
    private const string Count = """
        (memory 1)
        (func (export "f") (param i32) (result i32) (local i32)
          (loop $l
            (local.set 1 (i32.add (local.get 1) (local.get 0)))
            (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
          (local.get 1))
        (func (export "fill") (param i32) (memory.fill (i32.const 0) (i32.const 0) (local.get 0)))
        (func $deep (export "deep") (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1))))))
        """;

    private static readonly Engine Counting = new(new EngineOptions { Fuel = 1_000 });

    /// <summary>Nine instructions a round, one to return the sum.</summary>
    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 91)]
    [InlineData(100, 901)]
    public void A_unit_an_instruction(int rounds, long used)
    {
        Instance instance = Guest.Instantiate(Count, engine: Counting);
        Assert.Equal(rounds * (rounds + 1) / 2, instance.GetFunction<Func<int, int>>("f")(rounds));
        Assert.Equal(1_000 - used, instance.Fuel);
    }

    [Fact]
    public void Without_fuel_it_traps_and_with_new_fuel_it_goes_on()
    {
        Instance instance = Guest.Instantiate(Count, engine: Counting);
        var f = instance.GetFunction<Func<int, int>>("f");
        Guest.Traps(TrapKind.OutOfFuel, () => f(int.MaxValue));
        Assert.Equal(0, instance.Fuel);
        Guest.Traps(TrapKind.OutOfFuel, () => f(1));
        instance.Fuel = 100;
        Assert.Equal(1, f(1));
        Assert.Equal(90, instance.Fuel);
    }

    [Theory]
    [InlineData("(func (export \"f\") (loop $l (br $l)))")]
    [InlineData("(func $g (export \"f\") (return_call $g))")]
    [InlineData("(func $g (export \"f\") (call $g))")]
    [InlineData("(memory 1) (func (export \"f\") (loop $l (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536)) (br $l)))")]
    [InlineData("(tag $t) (func $throw (throw $t)) (func (export \"f\") (loop $l (block $caught (try_table (catch_all $caught) (call $throw))) (br $l)))")]
    [InlineData("(tag $t) (func $throw (throw $t)) (func (export \"f\") (loop $l try call $throw catch_all end br $l))")]
    [InlineData("(memory 1 1 shared) (func (export \"f\") (loop $l (br $l)))")]
    public void Endless_code_ends(string wat) => Guest.Traps(TrapKind.OutOfFuel, Guest.Instantiate(wat, engine: Counting).GetFunction<Action>("f"));

    [Fact]
    public void Bulk_instructions_cost_by_length()
    {
        Instance instance = Guest.Instantiate(Count, engine: Counting);
        instance.GetFunction<Action<int>>("fill")(6_400);
        Assert.Equal(1_000 - 4 - 100, instance.Fuel);
        Guest.Traps(TrapKind.OutOfFuel, () => instance.GetFunction<Action<int>>("fill")(65_536));
    }

    /// <summary>An instruction each to push operands and to do it, one for each 64 bytes.</summary>
    [Theory]
    [InlineData("(drop (array.new_default $t (i32.const 800)))", 3 + 100)]
    [InlineData("(drop (array.new $t (i64.const 1) (i32.const 800)))", 4 + 100)]
    [InlineData("(array.fill $t (global.get $a) (i32.const 0) (i64.const 1) (i32.const 800))", 5 + 100)]
    [InlineData("(array.copy $t $t (global.get $a) (i32.const 0) (global.get $a) (i32.const 1) (i32.const 16))", 6 + 2)]
    [InlineData("(array.fill $t (global.get $a) (i32.const 0) (i64.const 1) (i32.const 7))", 5)]
    [InlineData("(array.init_data $t $d (global.get $a) (i32.const 0) (i32.const 0) (i32.const 8))", 5 + 1)]
    [InlineData("(memory.init $d (i32.const 0) (i32.const 0) (i32.const 64))", 4 + 1)]
    public void Bulk_instructions_on_arrays_cost_by_length_too(string instruction, long used)
    {
        Instance instance = Guest.Instantiate(
            $"(memory 1) (data $d \"{new string('x', 64)}\") (type $t (array (mut i64))) (global $a (ref $t) (array.new_default $t (i32.const 800))) (func (export \"f\") {instruction})",
            engine: Counting);
        instance.GetFunction<Action>("f")();
        Assert.Equal(1_000 - used, instance.Fuel);
    }

    [Fact]
    public void The_start_function_has_what_the_engine_grants() => Guest.Traps(
        TrapKind.OutOfFuel, () => Guest.Instantiate("(func $f (loop $l (br $l))) (start $f)", engine: Counting));

    [Fact]
    public void An_engine_that_doesnt_count_says_so()
    {
        Instance instance = Guest.Instantiate(Count);
        Assert.Throws<InvalidOperationException>(() => instance.Fuel);
        Assert.Throws<InvalidOperationException>(() => instance.Fuel = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Guest.Instantiate(Count, engine: Counting).Fuel = -1);
    }
}
