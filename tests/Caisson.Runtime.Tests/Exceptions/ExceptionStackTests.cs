using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Tests.Exceptions;

/// <summary>Exceptions at the end of the stack, through many frames, and what is left of them.</summary>
public sealed class ExceptionStackTests
{
    private const string Recursive = """
        (tag $e (param i32))
        (global $max (mut i32) (i32.const 1000000000))
        (func (export "limit") (param i32) (global.set $max (local.get 0)))
        (func $down (export "down") (param i32) (result i32) (local $caught i32)
          (if (i32.eq (local.get 0) (global.get $max)) (then (throw $e (local.get 0))))
          (block $h (result i32 exnref)
            (try_table (catch_ref $e $h) (return (i32.add (call $down (i32.add (local.get 0) (i32.const 1))) (i32.const 1))))
            (unreachable))
          (drop)
          (local.set $caught)
          (if (i32.and (local.get $caught) (i32.const 3)) (then (throw $e (i32.add (local.get $caught) (i32.const 1)))))
          (i32.const 7))
        (func $deep (export "deep") (param i32) (result i32)
          (if (i32.eqz (local.get 0)) (then (throw $e (i32.const 5))))
          (i32.add (call $deep (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
        (func (export "catch") (param i32) (result i32) (try_table (catch $e 0) (return (call $deep (local.get 0)))) (unreachable))
        """;

    [Fact]
    public void Recursion_inside_handlers_traps()
    {
        Instance guest = Guest.Instantiate(Recursive, engine: new(new EngineOptions { MaxStackBytes = 256 * 1024 }));
        var down = guest.GetFunction<Func<int, int>>("down");
        for (int i = 0; i < 100; i++) Guest.Traps(TrapKind.StackExhausted, () => down(0));
    }

    [Fact]
    public void A_throw_near_the_end_of_the_stack_is_a_throw_or_a_trap()
    {
        Exception? failure = null;
        int traps = 0, throws = 0;
        Thread thread = new(() => failure = Record.Exception(() =>
        {
            Instance guest = Guest.Instantiate(Recursive, engine: new(new EngineOptions { MaxStackBytes = 1 << 20 }));
            var (limit, down) = (guest.GetFunction<Action<int>>("limit"), guest.GetFunction<Func<int, int>>("down"));
            limit(1);
            for (int depth = 1; depth < 2000; depth++)
            {
                limit(depth);
                try
                {
                    down(0);
                }
                catch (TrapException trap) when (trap.Kind == TrapKind.StackExhausted)
                {
                    traps++;
                }
                catch (WasmException)
                {
                    throws++;
                }
            }
        }), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Assert.True(traps > 0 && throws > 0, $"{traps} traps, {throws} throws");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void It_passes_many_frames(int depth) =>
        Assert.Equal(5, Guest.Instantiate(Recursive).GetFunction<Func<int, int>>("catch")(depth));

    [Fact]
    public void The_stack_limit_is_right_after_a_catch()
    {
        Instance inner = Guest.Instantiate("(tag $e (export \"e\")) (func (export \"throw\") (throw $e)) (func $f (export \"f\") (result i32) (i32.add (call $f) (i32.const 1)))");
        Instance outer = Guest.Instantiate("""
            (import "i" "e" (tag $e)) (import "i" "throw" (func $throw)) (import "i" "f" (func $f (result i32)))
            (func (export "g") (result i32) (block $h (try_table (catch $e $h) (call $throw))) (call $f))
            """, new() { { "i", inner } });
        foreach (int stack in new[] { 256 * 1024, 4 << 20, 256 * 1024 })
        {
            Exception? failure = null;
            Thread thread = new(() => failure = Record.Exception(() =>
            {
                Assert.Throws<WasmException>(() => inner.GetFunction("throw").Invoke());
                Guest.Traps(TrapKind.StackExhausted, () => outer.GetFunction("g").Invoke());
                Guest.Traps(TrapKind.StackExhausted, () => inner.GetFunction("f").Invoke());
            }), stack);
            thread.Start();
            thread.Join();
            Assert.Null(failure);
        }
    }

    [Fact]
    public void Instances_that_threw_die()
    {
        WeakReference instance = Make();
        for (int i = 0; i < 10 && instance.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(instance.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make()
        {
            Instance instance = Guest.Instantiate(Recursive);
            Assert.Equal(5, instance.GetFunction<Func<int, int>>("catch")(20));
            Assert.Throws<WasmException>(() => instance.GetFunction("deep").Invoke(3));
            return new(instance);
        }
    }

    [Fact]
    public void Tail_calls_inside_a_handler_take_no_stack()
    {
        Instance guest = Guest.Instantiate("""
            (func $f (export "f") (param i32) (result i32)
              (if (i32.eqz (local.get 0)) (then (return (i32.const 3))))
              (block $h (try_table (catch_all $h) (call $nothing) (return_call $g (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i32.sub (local.get 0) (i32.const 1)))))
              (unreachable))
            (func $nothing)
            (func $g (param i64 i64 i64 i64 i64 i64 i32) (result i32)
              (block $h (try_table (catch_all $h) (call $nothing) (return_call $f (local.get 6))))
              (unreachable))
            """);
        Assert.Equal(3, guest.GetFunction<Func<int, int>>("f")(1_000_000));
    }
}
