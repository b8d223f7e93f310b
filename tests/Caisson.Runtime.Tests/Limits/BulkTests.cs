namespace Caisson.Runtime.Tests;

/// <summary>Instructions that fill or copy much do so in pieces of 2 MiB, and look between them whether they shall end.</summary>
public sealed class BulkTests
{
    private const string Prefix = """
        (import "h" "interrupt" (func $interrupt))
        (type $i8 (array (mut i8))) (type $i16 (array (mut i16))) (type $i64 (array (mut i64))) (type $ref (array (mut funcref)))
        (memory 256) (table $table 600_000 funcref) (table $empty 0 funcref)
        (global $a8 (ref $i8) (array.new_default $i8 (i32.const 6_000_000)))
        (global $a64 (ref $i64) (array.new_default $i64 (i32.const 600_000)))
        (global $refs (ref $ref) (array.new_default $ref (i32.const 600_000)))
        (data $data "0123456789012345678901234567890123456789012345678901234567890123456789")
        (elem declare func $f)
        (func (export "first") (result i32) (array.get_u $i8 (global.get $a8) (i32.const 0)))
        (func (export "last") (result i32) (array.get_u $i8 (global.get $a8) (i32.const 5_999_999)))
        (func (export "size") (result i32) (table.size $empty))
        (func (export "grow") (result i32) (table.grow $empty (ref.null func) (i32.const 100)))
        (func (export "null") (result i32) (ref.is_null (table.get $empty (i32.const 0))))

        """;

    [Theory]
    [InlineData("(array.fill $i8 (global.get $a8) (i32.const 0) (i32.const 1) (i32.const 6_000_000))")]
    [InlineData("(array.fill $i64 (global.get $a64) (i32.const 0) (i64.const 1) (i32.const 600_000))")]
    [InlineData("(array.fill $ref (global.get $refs) (i32.const 0) (ref.func $f) (i32.const 600_000))")]
    [InlineData("(array.copy $i8 $i8 (global.get $a8) (i32.const 0) (global.get $a8) (i32.const 1) (i32.const 5_999_999))")]
    [InlineData("(array.copy $i64 $i64 (global.get $a64) (i32.const 1) (global.get $a64) (i32.const 0) (i32.const 599_999))")]
    [InlineData("(array.copy $ref $ref (global.get $refs) (i32.const 1) (global.get $refs) (i32.const 0) (i32.const 599_999))")]
    [InlineData("(drop (array.new $i16 (i32.const 1) (i32.const 3_000_000)))")]
    [InlineData("(drop (array.new $ref (ref.func $f) (i32.const 600_000)))")]
    [InlineData("(memory.fill (i32.const 1) (i32.const 1) (i32.const 0xffffff))")]
    [InlineData("(memory.copy (i32.const 1) (i32.const 0) (i32.const 0xffffff))")]
    [InlineData("(table.fill $table (i32.const 0) (ref.func $f) (i32.const 600_000))")]
    [InlineData("(table.copy $table $table (i32.const 1) (i32.const 0) (i32.const 599_999))")]
    [InlineData("(drop (table.grow $empty (ref.func $f) (i32.const 600_000)))")]
    public void An_interruption_in_the_middle_ends_it(string instruction)
    {
        Interruption? interruption = null;
        Instance? instance = null;
        Action interrupt = () => interruption = instance!.InterruptAfter(TimeSpan.Zero);

        // Nothing else in the function looks, once it is entered.
        instance = Guest.Instantiate(
            $"{Prefix} (func $f (export \"f\") (call $interrupt) {instruction})",
            new Imports { { "h", "interrupt", Function.FromDelegate(Guest.Engine, interrupt) } });
        Guest.Traps(TrapKind.Interrupted, instance.GetFunction<Action>("f"));
        interruption!.Dispose();
        Assert.Equal(0, instance.GetFunction<Func<int>>("size")());
        Assert.Equal(0, instance.GetFunction<Func<int>>("last")());
    }

    [Fact]
    public void A_short_one_is_done_before_anybody_looks()
    {
        Instance? instance = null;
        Action interrupt = () => instance!.InterruptAfter(TimeSpan.Zero);
        instance = Guest.Instantiate(
            $"{Prefix} (func $f (export \"f\") (result i32) (call $interrupt) (array.fill $i8 (global.get $a8) (i32.const 0) (i32.const 7) (i32.const 2_000_000)) (array.get_u $i8 (global.get $a8) (i32.const 1_999_999)))",
            new Imports { { "h", "interrupt", Function.FromDelegate(Guest.Engine, interrupt) } });
        Assert.Equal(7, instance.GetFunction<Func<int>>("f")());
    }

    [Fact]
    public void A_table_that_didnt_grow_shows_nothing_of_it_later()
    {
        Interruption? interruption = null;
        Instance? instance = null;
        Action interrupt = () => interruption ??= instance!.InterruptAfter(TimeSpan.Zero);

        // Room for the second growth is there already.
        instance = Guest.Instantiate(
            $"{Prefix} (func $f (export \"f\") (drop (table.grow $empty (ref.null func) (i32.const 400_000))) (drop (table.grow $empty (ref.null func) (i32.const 1))) (call $interrupt) (drop (table.grow $empty (ref.func $f) (i32.const 300_000)))) (func (export \"at\") (param i32) (result i32) (ref.is_null (table.get $empty (local.get 0))))",
            new Imports { { "h", "interrupt", Function.FromDelegate(Guest.Engine, interrupt) } });
        Guest.Traps(TrapKind.Interrupted, instance.GetFunction<Action>("f"));
        interruption!.Dispose();
        Assert.Equal(400_001, instance.GetFunction<Func<int>>("grow")());
        Assert.Equal(1, instance.GetFunction<Func<int, int>>("at")(400_050));
    }

    /// <summary>Pieces of an overlapping copy go in the order that keeps what is still to be read.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, (2 << 20) + 3)]
    [InlineData((2 << 20) + 3, 0)]
    [InlineData(0, 0)]
    [InlineData(3, 2 << 20)]
    public void An_overlapping_copy_in_pieces_is_one_copy(int from, int to)
    {
        const int Size = 7_000_001;
        Instance instance = Guest.Instantiate($$"""
            (memory (export "m") 200) (type $i8 (array (mut i8)))
            (func (export "memory") (param $to i32) (param $from i32) (param $count i32) (memory.copy (local.get $to) (local.get $from) (local.get $count)))
            (func (export "array") (param $to i32) (param $from i32) (param $count i32) (local $a (ref null $i8)) (local $i i32)
              (local.set $a (array.new_default $i8 (i32.const {{Size}})))
              (loop $l
                (array.set $i8 (local.get $a) (local.get $i) (i32.load8_u (local.get $i)))
                (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {{Size}}))))
              (array.copy $i8 $i8 (local.get $a) (local.get $to) (local.get $a) (local.get $from) (local.get $count))
              (local.set $i (i32.const 0))
              (loop $l
                (i32.store8 (local.get $i) (array.get_u $i8 (local.get $a) (local.get $i)))
                (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {{Size}})))))
            """);
        var bytes = new byte[Size];
        new Random(7).NextBytes(bytes);
        byte[] expected = [.. bytes];
        int count = Size - int.Max(from, to);
        bytes.AsSpan(from, count).CopyTo(expected.AsSpan(to));
        foreach (string name in new[] { "memory", "array" })
        {
            Span<byte> memory = instance.GetMemory("m").Span(0, Size);
            bytes.CopyTo(memory);
            instance.GetFunction<Action<int, int, int>>(name)(to, from, count);
            Assert.True(memory.SequenceEqual(expected), name);
        }
        GC.KeepAlive(instance);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 270_000)]
    [InlineData(270_000, 0)]
    public void An_overlapping_copy_of_references_in_pieces_is_one_copy(int from, int to)
    {
        const int Size = 700_001;
        Instance instance = Guest.Instantiate($$"""
            (table $t (export "t") {{Size}} anyref) (type $refs (array (mut anyref))) (elem $none anyref)
            (func (export "table") (param $to i32) (param $from i32) (param $count i32) (table.copy $t $t (local.get $to) (local.get $from) (local.get $count)))
            (func (export "array") (param $to i32) (param $from i32) (param $count i32) (local $a (ref null $refs)) (local $i i32)
              (local.set $a (array.new_default $refs (i32.const {{Size}})))
              (loop $l
                (array.set $refs (local.get $a) (local.get $i) (table.get $t (local.get $i)))
                (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {{Size}}))))
              (array.copy $refs $refs (local.get $a) (local.get $to) (local.get $a) (local.get $from) (local.get $count))
              (local.set $i (i32.const 0))
              (loop $l
                (table.set $t (local.get $i) (array.get $refs (local.get $a) (local.get $i)))
                (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {{Size}})))))
            (func (export "fill")  (local $i i32)
              (loop $l
                (table.set $t (local.get $i) (ref.i31 (local.get $i)))
                (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {{Size}})))))
            (func (export "wrong") (param $to i32) (param $from i32) (param $count i32) (result i32) (local $i i32) (local $should i32)
              (loop $l
                (local.set $should (local.get $i))
                (if (i32.lt_u (i32.sub (local.get $i) (local.get $to)) (local.get $count))
                  (then (local.set $should (i32.add (local.get $from) (i32.sub (local.get $i) (local.get $to))))))
                (if (i32.ne (i31.get_u (ref.cast (ref i31) (table.get $t (local.get $i)))) (local.get $should)) (then (return (local.get $i))))
                (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {{Size}}))))
              (i32.const -1))
            """);
        int count = Size - int.Max(from, to);
        foreach (string name in new[] { "table", "array" })
        {
            instance.GetFunction<Action>("fill")();
            instance.GetFunction<Action<int, int, int>>(name)(to, from, count);
            Assert.Equal(-1, instance.GetFunction<Func<int, int, int, int>>("wrong")(to, from, count));
        }
    }

    /// <summary>Nothing is written where the range isn't all inside.</summary>
    [Theory]
    [InlineData("(array.fill $i8 (global.get $a8) (i32.const 0) (i32.const 1) (i32.const 6_000_001))", TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("(array.copy $i8 $i8 (global.get $a8) (i32.const 0) (global.get $b8) (i32.const 1) (i32.const 6_000_000))", TrapKind.OutOfBoundsArrayAccess)]
    public void Bounds_are_checked_before_the_first_piece(string instruction, TrapKind kind)
    {
        Instance instance = Guest.Instantiate(
            $"{Prefix} (global $b8 (ref $i8) (array.new $i8 (i32.const 9) (i32.const 6_000_000))) (func $f (export \"f\") {instruction})",
            new Imports { { "h", "interrupt", Function.FromDelegate(Guest.Engine, () => { }) } });
        Guest.Traps(kind, instance.GetFunction<Action>("f"));
        Assert.Equal(0, instance.GetFunction<Func<int>>("first")());
    }
}
