using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Tests;

/// <summary>Modules and instances go when nobody can reach them, and stay as long as somebody can.</summary>
[Collection(nameof(Alone))]
public sealed class CollectionTests
{
    private const string Counter = """
        (memory (export "memory") 1) (table 1 funcref) (elem (i32.const 0) $add)
        (global $g (mut i32) (i32.const 0))
        (func $add (export "add") (param i32) (result i32) (global.set $g (i32.add (global.get $g) (local.get 0))) (i32.store (i32.const 0) (global.get $g)) (global.get $g))
        """;

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public void Ten_thousand_modules_leave_nothing_behind()
    {
        Use(500);
        Footprint.Stays(new(Managed: 8 << 20, Resident: 128 << 20, Mappings: 2000), () => Use(10_000));

        static void Use(int count)
        {
            for (int i = 0; i < count; i++) Assert.Equal(3, Guest.Instantiate(Counter).GetFunction<Func<int, int>>("add")(3));
        }
    }

    [Fact]
    public void Instances_leave_nothing_behind()
    {
        Module module = Guest.Compile(Counter);
        Use(module, 1000);
        Footprint.Stays(new(Managed: 8 << 20, Resident: 64 << 20, Mappings: 500), () => Use(module, 60_000));

        static void Use(Module module, int count)
        {
            for (int i = 0; i < count; i++) Assert.Equal(3, module.Instantiate().GetFunction("add").Invoke(3)[0].AsInt32());
        }
    }

    [Fact]
    public void Memory_in_use_presses_the_collector()
    {
        Module module = Guest.Compile("(memory (export \"memory\") 256)");
        long before = Footprint.Measure().Resident;
        for (int i = 0; i < 500; i++)
        {
            Memory memory = module.Instantiate().GetMemory();
            memory.Span(0, 16 << 20).Fill(1);
            GC.KeepAlive(memory);
            Assert.InRange(Environment.WorkingSet - before, long.MinValue, 4L << 30);
        }
    }

    [Fact]
    public void Instances_and_modules_die()
    {
        (WeakReference module, WeakReference instance) = Make();
        Footprint.Measure();
        Assert.False(instance.IsAlive);
        Assert.False(module.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, WeakReference) Make()
        {
            Instance instance = Guest.Instantiate("(import \"h\" \"f\" (func (param i32) (result i32)))" + Counter, new() { { "h", "f", (Caller caller, int i) => i } });
            instance.GetFunction("add").Invoke(1);
            instance.GetFunction<Func<int, int>>("add")(1);
            return (new(instance.Module), new(instance));
        }
    }

    [Fact]
    public void Instances_that_refer_to_each_other_die_together()
    {
        (WeakReference a, WeakReference b) = Make();
        Footprint.Measure();
        Assert.False(a.IsAlive);
        Assert.False(b.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, WeakReference) Make()
        {
            Instance a = Guest.Instantiate("(table (export \"t\") 1 funcref) (func (export \"f\") (call_indirect (i32.const 0)))");
            Instance b = Guest.Instantiate("(import \"a\" \"t\" (table 1 funcref)) (import \"a\" \"f\" (func)) (elem (i32.const 0) $f) (func $f)", new() { { "a", a } });
            a.GetFunction<Action>("f")();
            return (new(a), new(b));
        }
    }

    [Fact]
    public void A_delegate_alone_keeps_its_instance()
    {
        Func<int, int> add = Make();
        Footprint.Measure();
        Assert.Equal(5, add(3));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Func<int, int> Make()
        {
            var add = Guest.Instantiate(Counter).GetFunction<Func<int, int>>("add");
            add(2);
            return add;
        }
    }

    [Fact]
    public void A_function_alone_keeps_its_instance()
    {
        Function add = Make();
        Footprint.Measure();
        Assert.Equal(3, add.Invoke(3)[0].AsInt32());
        Assert.Equal("add", add.Name);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Function Make() => Guest.Instantiate(Counter).GetFunction("add");
    }

    [Fact]
    public void Memories_globals_and_tables_outlive_their_instance()
    {
        (Memory memory, Global global, Table table) = Make();
        Footprint.Measure();
        Assert.Equal("kept", memory.ReadString(0, 4));
        Assert.Equal(1, memory.Grow(1));
        Assert.Equal(7L, global.Value);
        Assert.Equal(9, ((Function)table[0]!).As<Func<int>>()());
        Assert.Equal(1, table.Grow(1, table[0]));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (Memory, Global, Table) Make()
        {
            Instance instance = Guest.Instantiate("(memory (export \"memory\") 1 2) (data (i32.const 0) \"kept\") (global (export \"g\") (mut i64) (i64.const 7)) (table (export \"t\") 1 funcref) (elem (i32.const 0) $f) (func $f (result i32) (i32.const 9))");
            return (instance.GetMemory(), instance.GetGlobal("g"), instance.GetTable("t"));
        }
    }

    [Theory]
    [InlineData("call_indirect")]
    [InlineData("return_call_indirect")]
    public void An_instance_stays_while_its_code_runs(string call)
    {
        // The only reference to b is an element of a's table, and b itself takes it away.
        Instance a = Guest.Instantiate($"""
            (import "host" "collect" (func $collect))
            (table (export "t") 1 funcref)
            (func (export "clear") (table.set (i32.const 0) (ref.null func)) (call $collect))
            (func (export "call") (result i32) ({call} (result i32) (i32.const 0)))
            """, new() { { "host", "collect", () => { Footprint.Measure(); } } });
        Add(a);
        Assert.Equal(42, a.GetFunction<Func<int>>("call")());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Add(Instance a) => Guest.Instantiate("""
            (import "a" "t" (table 1 funcref)) (import "a" "clear" (func $clear)) (memory 1) (data (i32.const 0) "\2a") (elem (i32.const 0) $f)
            (func $f (result i32) (call $clear) (i32.load (i32.const 0)))
            """, new() { { "a", a } });
    }
}
