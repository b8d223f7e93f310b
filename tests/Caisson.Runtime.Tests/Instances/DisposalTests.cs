namespace Caisson.Runtime.Tests.Instances;

/// <summary>Instances that end before they are collected.</summary>
public sealed class DisposalTests
{
    private const string Secret = """
        (memory (export "memory") 1)
        (global (export "g") (mut i32) (i32.const 1))
        (table (export "t") 3 funcref)
        (func $f (export "f") (result i32) (i32.load (i32.const 0)))
        (elem (i32.const 0) func $f)
        """;

    [Fact]
    public void Everything_of_it_is_dead()
    {
        Instance instance = Guest.Instantiate(Secret);
        (Memory memory, Global global, Table table, Function f) = (instance.GetMemory(), instance.GetGlobal("g"), instance.GetTable("t"), instance.GetFunction("f"));
        var typed = f.As<Func<int>>();
        Assert.Equal(0, typed());
        instance.Dispose();
        instance.Dispose();
        Instance successor = Guest.Instantiate(Secret);
        successor.GetMemory().Write(0, 42);
        Assert.Throws<ObjectDisposedException>(() => typed());
        Assert.Throws<ObjectDisposedException>(() => f.Invoke());
        Assert.Throws<ObjectDisposedException>(() => memory.Read<int>(0));
        Assert.Throws<ObjectDisposedException>(() => memory.ByteLength);
        Assert.Throws<ObjectDisposedException>(() => global.Value);
        Assert.Throws<ObjectDisposedException>(() => global.Value = 3);
        Assert.Throws<ObjectDisposedException>(() => table.Length);
        Assert.Throws<ObjectDisposedException>(() => table[0] = null);
        Assert.Throws<ObjectDisposedException>(() => instance.Interrupt());
        Assert.Throws<ObjectDisposedException>(() => Guest.Instantiate("(import \"a\" \"f\" (func (result i32)))", new Imports { { "a", "f", f } }));
        Assert.Equal(42, successor.GetFunction<Func<int>>("f")());
    }

    [Fact]
    public void A_reference_to_its_function_is_dead_in_other_instances()
    {
        Instance instance = Guest.Instantiate(Secret), other = Guest.Instantiate("""
            (table (export "t") 1 funcref)
            (func (export "call") (result i32) (call_indirect (result i32) (i32.const 0)))
            """);
        other.GetTable("t")[0] = instance.GetFunction("f");
        var call = other.GetFunction<Func<int>>("call");
        Assert.Equal(0, call());
        instance.Dispose();
        Instance successor = Guest.Instantiate(Secret);
        Assert.Throws<ObjectDisposedException>(() => call());

        // Also in one that may lie where the dead one was.
        successor.GetTable("t")[0] = other.GetTable("t")[0];
        other.GetTable("t")[0] = successor.GetFunction("f");
        Assert.Equal(0, call());
        Assert.Throws<ObjectDisposedException>(() => ((Function)successor.GetTable("t")[0]!).Invoke());
    }

    [Theory]
    [InlineData("(import \"a\" \"memory\" (memory 1)) (func (export \"h\") (result i32) (i32.load (i32.const 0)))")]
    [InlineData("(import \"a\" \"f\" (func $f (result i32))) (func (export \"h\") (result i32) (call $f))")]
    [InlineData("(import \"a\" \"t\" (table 3 funcref)) (func (export \"h\") (result i32) (call_indirect (result i32) (i32.const 0)))")]
    [InlineData("(import \"a\" \"g\" (global $g (mut i32))) (func (export \"h\") (result i32) (i32.sub (global.get $g) (i32.const 1)))")]
    public void What_others_have_lives_on(string importer)
    {
        Instance instance = Guest.Instantiate(Secret);
        Instance other = Guest.Instantiate(importer, new Imports { { "a", instance } });
        instance.Dispose();
        other.Dispose();
        Guest.Instantiate(Secret).GetMemory().Write(0, 42);
        Assert.Equal(0, instance.GetFunction<Func<int>>("f")());
        Assert.Equal(0, Guest.Instantiate(importer, new Imports { { "a", instance } }).GetFunction<Func<int>>("h")());
    }

    [Fact]
    public void Not_while_its_code_runs()
    {
        Instance? instance = null;
        instance = Guest.Instantiate(
            "(import \"host\" \"call\" (func $call)) (func (export \"f\") (call $call))",
            new Imports { { "host", "call", () => { Assert.Throws<InvalidOperationException>(() => instance!.Dispose()); } } });
        instance.GetFunction<Action>("f")();
        instance.Dispose();
        Assert.Throws<ObjectDisposedException>(() => instance.GetFunction("f"));
    }

    [Fact]
    public void An_interruption_of_it_does_no_harm()
    {
        Instance instance = Guest.Instantiate(Secret);
        Interruption pending = instance.InterruptAfter(TimeSpan.FromMilliseconds(10));
        instance.Dispose();
        Instance successor = Guest.Instantiate(Secret);
        Assert.True(SpinWait.SpinUntil(() => pending.HasFired, TimeSpan.FromMinutes(1)));
        Assert.Equal(0, successor.GetFunction<Func<int>>("f")());
        pending.Dispose();
    }
}
