namespace Caisson.Runtime.Tests.Threads;

/// <summary>An instance without shared memory, and what it is linked to, belongs to one thread at a time.</summary>
public sealed class OneThreadTests
{
    private const string Calling = """
        (import "host" "call" (func $call))
        (func (export "enter") (call $call))
        (func (export "f") (result i32) (i32.const 7))
        """;

    [Fact]
    public void A_second_thread_is_refused_while_one_is_inside()
    {
        (Instance instance, Action enter, Host host) = Make(Calling);
        host.Called = () => Elsewhere(() =>
        {
            Refused(() => instance.GetFunction<Func<int>>("f")());
            Refused(() => instance.GetFunction("f").Invoke());
        });
        enter();
        Elsewhere(() => Assert.Equal(7, instance.GetFunction<Func<int>>("f")()));
    }

    [Fact]
    public void The_same_thread_may_come_back()
    {
        (Instance instance, Action enter, Host host) = Make(Calling);
        int depth = 0;
        host.Called = () =>
        {
            Assert.Equal(7, instance.GetFunction<Func<int>>("f")());
            if (++depth < 5) enter();
            Elsewhere(() => Refused(() => instance.GetFunction<Func<int>>("f")()));
        };
        enter();
        Assert.Equal(5, depth);
    }

    [Fact]
    public void Failures_leave_it_free()
    {
        (Instance instance, Action enter, Host host) = Make(Calling);
        host.Called = () => throw new TimeoutException();
        Assert.Throws<TimeoutException>(enter);
        Elsewhere(() => Assert.Equal(7, instance.GetFunction<Func<int>>("f")()));
    }

    [Fact]
    public void Linked_instances_are_one()
    {
        (Instance inner, Action enter, Host host) = Make(Calling);
        Instance importer = Guest.Instantiate("(import \"inner\" \"enter\" (func $e)) (func (export \"g\") (result i32) (call $e) (i32.const 1))", new Imports { { "inner", inner } });
        Instance other = Guest.Instantiate("(import \"inner\" \"f\" (func (result i32))) (func (export \"g\") (result i32) (i32.const 1))", new Imports { { "inner", inner } });
        host.Called = () => Elsewhere(() =>
        {
            Refused(() => inner.GetFunction<Func<int>>("f")());
            Refused(() => importer.GetFunction<Func<int>>("g")());
            Refused(() => other.GetFunction<Func<int>>("g")());
            Refused(() => Guest.Instantiate("(import \"inner\" \"f\" (func (result i32)))", new Imports { { "inner", inner } }));
        });
        enter();
        Assert.Equal(1, importer.GetFunction<Func<int>>("g")());
    }

    [Fact]
    public void Groups_become_one_while_their_thread_is_inside()
    {
        (Instance first, Action enter, Host host) = Make(Calling);
        (Instance second, Action enterSecond, Host secondHost) = Make(Calling);
        Instance? both = null;
        host.Called = enterSecond;
        secondHost.Called = () =>
        {
            both = Guest.Instantiate(
                "(import \"a\" \"f\" (func $a (result i32))) (import \"b\" \"f\" (func $b (result i32))) (func (export \"g\") (result i32) (i32.add (call $a) (call $b)))",
                new Imports { { "a", first }, { "b", second } });
            Elsewhere(() => Refused(() => both.GetFunction<Func<int>>("g")()));
        };
        enter();
        host.Called = () => Elsewhere(() => Refused(() => second.GetFunction<Func<int>>("f")()));
        enter();
        Elsewhere(() => Assert.Equal(14, both!.GetFunction<Func<int>>("g")()));
    }

    [Fact]
    public void A_reference_into_an_instance_enters_it()
    {
        (Instance inner, Action enter, Host host) = Make(Calling);
        Instance caller = Guest.Instantiate("""
            (type $f (func (result i32)))
            (table (export "t") 1 funcref)
            (func (export "g") (result i32) (call_indirect (type $f) (i32.const 0)))
            """);
        caller.GetTable("t")[0] = inner.GetFunction("f");
        var g = caller.GetFunction<Func<int>>("g");
        Assert.Equal(7, g());
        host.Called = () =>
        {
            Elsewhere(() => Refused(() => g()));
            Assert.Equal(7, g());
        };
        enter();
    }

    [Fact]
    public void Threads_of_a_shared_instance_enter_others_by_turns()
    {
        Instance inner = Guest.Instantiate("(global $n (export \"n\") (mut i32) (i32.const 0)) (func (export \"f\") (global.set $n (i32.add (global.get $n) (i32.const 1))))");
        Instance shared = Guest.Instantiate("""
            (import "inner" "f" (func $f))
            (memory 1 1 shared) (table 1 funcref) (elem (i32.const 0) $f)
            (func (export "direct") (call $f))
            (func (export "indirect") (call_indirect (i32.const 0)))
            """, new Imports { { "inner", inner } });
        int entered = 0;
        Together.Run(4, thread =>
        {
            var call = shared.GetFunction<Action>(thread % 2 == 0 ? "direct" : "indirect");
            for (int i = 0; i < 2_000; i++)
            {
                if (Record.Exception(call) is { } refused) Assert.IsType<InvalidOperationException>(refused);
                else Interlocked.Increment(ref entered);
            }
        });
        Assert.Equal(entered, inner.GetGlobal("n").Value.AsInt32());
    }

    [Fact]
    public void Recursion_through_a_shared_and_an_unshared_instance_traps()
    {
        Table table = new(new Wasm.Syntax.TableType(new Wasm.Syntax.Limits(1, 1), Wasm.Syntax.ValType.FuncRef));
        Imports imports = new() { { "host", "t", table } };
        Instance shared = Guest.Instantiate(
            "(import \"host\" \"t\" (table 1 funcref)) (memory 1 1 shared) (func (export \"f\") (call_indirect (i32.const 0)) (call_indirect (i32.const 0)))", imports);
        imports.Add("shared", shared);
        Instance plain = Guest.Instantiate("(import \"shared\" \"f\" (func $f)) (func $g (export \"g\") (call $f) (call $f))", imports);
        table[0] = plain.GetFunction("g");
        Together.Run(1, _ =>
        {
            Guest.Traps(TrapKind.StackExhausted, () => plain.GetFunction<Action>("g")());
            Guest.Traps(TrapKind.StackExhausted, () => shared.GetFunction<Action>("f")());
        }, stack: 512 * 1024);
    }

    private static (Instance Instance, Action Enter, Host Host) Make(string wat)
    {
        var host = new Host();
        Instance instance = Guest.Instantiate(wat, new Imports { { "host", "call", () => host.Called() } });
        return (instance, instance.GetFunction<Action>("enter"), host);
    }

    private static void Elsewhere(Action action) => Together.Run(1, _ => action());

    private static void Refused(Action call) => Assert.Contains("one thread at a time", Assert.Throws<InvalidOperationException>(call).Message, StringComparison.Ordinal);

    private sealed class Host
    {
        public Action Called { get; set; } = () => { };
    }
}
