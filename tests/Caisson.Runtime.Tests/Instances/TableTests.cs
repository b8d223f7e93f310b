using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

public sealed class TableTests
{
    private static Table Create(ulong min, ulong? max = null, object? initial = null) => new(new TableType(new(min, max), ValType.ExternRef), initial);

    [Fact]
    public void Elements_are_objects_within_bounds()
    {
        Table table = Create(3, initial: "x");
        Assert.Equal("x", table[2]);
        table[2] = 7;
        Assert.Equal(7, table[2]);
        foreach (long index in new[] { 3, -1, 1L << 32, long.MinValue })
        {
            Guest.Traps(TrapKind.OutOfBoundsTableAccess, () => _ = table[index]);
            Guest.Traps(TrapKind.OutOfBoundsTableAccess, () => table[index] = null);
        }
    }

    [Fact]
    public void It_grows_to_its_maximum_and_no_further()
    {
        Table table = Create(1, 5);
        Assert.Equal(1, table.Grow(0, null));
        Assert.Equal(1, table.Grow(2, "new"));
        Assert.Equal([null, "new", "new"], Enumerable.Range(0, 3).Select(i => table[i]));
        Assert.Equal(-1, table.Grow(3, null));
        Assert.Equal(-1, table.Grow(-1, null));
        Assert.Equal(-1, table.Grow(long.MaxValue, null));
        Assert.Equal(3, table.Grow(2, null));
        Assert.Equal(5, table.Length);
        Assert.Null(table[4]);
        Assert.Equal(new Limits(5, 5), table.Type.Limits);
    }

    [Fact]
    public void The_limit_of_the_engine_holds()
    {
        Engine engine = new(new EngineOptions { MaxTableElements = 10 });
        Instance guest = Guest.Instantiate("(table (export \"t\") 4 externref) (func (export \"grow\") (param i32) (result i32) (table.grow 0 (ref.null extern) (local.get 0)))", engine: engine);
        Assert.Equal(-1, guest.GetFunction<Func<int, int>>("grow")(7));
        Assert.Equal(4, guest.GetFunction<Func<int, int>>("grow")(6));
        Assert.Equal(-1, guest.GetFunction<Func<int, int>>("grow")(1));
        Assert.Equal(-1, guest.GetFunction<Func<int, int>>("grow")(-1));
        Assert.Contains("limit is 10", Assert.Throws<ResourceException>(() => Guest.Instantiate("(table 11 funcref)", engine: engine)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_the_platform_can_is_never_granted()
    {
        Engine engine = new(new EngineOptions { MaxTableElements = long.MaxValue });
        Instance guest = Guest.Instantiate("(table (export \"t\") 1 funcref)", engine: engine);
        Assert.Equal(-1, guest.GetTable("t").Grow(int.MaxValue, null));
        Assert.Equal(-1, guest.GetTable("t").Grow(3_000_000_000, null));
        Assert.Equal(1, guest.GetTable("t").Length);
        Assert.Throws<ResourceException>(() => Guest.Instantiate("(table 3000000000 funcref)", engine: engine));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Table(new TableType(new(1, null), ValType.FuncRef), maxElements: -1));
    }

    [Fact]
    public void Only_values_of_its_type_get_in()
    {
        Instance guest = Guest.Instantiate("(table (export \"t\") 1 funcref) (func (export \"f\")) (func (export \"call\") (param i32) (call_indirect (local.get 0)))");
        Table table = guest.GetTable("t");
        Assert.Throws<ArgumentException>(() => table[0] = "text");
        Assert.Throws<ArgumentException>(() => table.Grow(1, "text"));
        Assert.Throws<ArgumentException>(() => new Table(new TableType(new(1, null), ValType.FuncRef), "text"));
        Assert.Equal(1, table.Grow(1, guest.GetFunction("f")));
        guest.GetFunction<Action<int>>("call")(1);
        Guest.Traps(TrapKind.UninitializedElement, () => guest.GetFunction<Action<int>>("call")(0));
    }

    [Fact]
    public void Growing_one_by_one_keeps_the_elements()
    {
        Table table = Create(0);
        for (int i = 0; i < 1000; i++) Assert.Equal(i, table.Grow(1, i));
        Assert.Equal(Enumerable.Range(0, 1000).Cast<object>(), Enumerable.Range(0, 1000).Select(i => table[i]));
    }

    [Fact]
    public void A_guest_may_fill_copy_and_initialise_within_bounds()
    {
        Instance guest = Guest.Instantiate("""
            (table $a (export "a") 4 funcref) (table $b (export "b") 4 funcref) (elem $e func $f $f)
            (func $f (export "f"))
            (func (export "fill") (param i32 i32) (table.fill $a (local.get 0) (ref.func $f) (local.get 1)))
            (func (export "copy") (param i32 i32 i32) (table.copy $b $a (local.get 0) (local.get 1) (local.get 2)))
            (func (export "init") (param i32 i32 i32) (table.init $b $e (local.get 0) (local.get 1) (local.get 2)))
            (func (export "drop") (elem.drop $e))
            (func (export "get") (param i32) (result funcref) (table.get $a (local.get 0)))
            (func (export "set") (param i32) (table.set $a (local.get 0) (ref.null func)))
            """);
        var fill = guest.GetFunction<Action<int, int>>("fill");
        var copy = guest.GetFunction<Action<int, int, int>>("copy");
        var init = guest.GetFunction<Action<int, int, int>>("init");
        fill(1, 2);
        copy(0, 1, 3);
        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(i => guest.GetTable("a")[i] is not null));
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(i => guest.GetTable("b")[i] is not null));
        init(2, 0, 2);
        Assert.Same(guest.GetFunction("f"), guest.GetTable("b")[3]);
        foreach (Action call in new Action[] { () => fill(4, 1), () => fill(-1, 0), () => fill(0, -1), () => copy(2, 0, 3), () => copy(0, 2, 3), () => copy(-1, 0, 1), () => init(0, 1, 2), () => init(3, 0, 2), () => init(0, -1, 1), () => guest.GetFunction<Action<int>>("set")(4), () => guest.GetFunction<Func<int, Function?>>("get")(-1) })
            Guest.Traps(TrapKind.OutOfBoundsTableAccess, call);
        guest.GetFunction<Action>("drop")();
        init(4, 0, 0);
        Guest.Traps(TrapKind.OutOfBoundsTableAccess, () => init(0, 0, 1));
    }
}
