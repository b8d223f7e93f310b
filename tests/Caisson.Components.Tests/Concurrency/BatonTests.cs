using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Concurrency;

/// <summary>Who works for a store when several threads want to: nobody is forgotten, and no two are inside at once.</summary>
public class BatonTests
{
    /// <summary>
    /// <c>wait</c> waits with a callback until <c>poke</c>, which isn't async-typed, has written its future. <c>add</c> and <c>read</c> count without atomic
    /// operations, so that two threads inside would lose something.
    /// </summary>
    private const string Poked = """
        (component
          (import "work" (func $work async (result u32)))
          (core module $Memory (memory (export "m") 1))
          (core instance $memory (instantiate $Memory))
          (type $FT (future u32))
          (core module $M
            (import "" "m" (memory 1))
            (import "" "new-set" (func $new-set (result i32)))
            (import "" "join" (func $join (param i32 i32)))
            (import "" "drop-set" (func $drop-set (param i32)))
            (import "" "new" (func $new (result i64)))
            (import "" "read" (func $read (param i32 i32) (result i32)))
            (import "" "write" (func $write (param i32 i32) (result i32)))
            (import "" "drop-readable" (func $drop-readable (param i32)))
            (import "" "drop-writable" (func $drop-writable (param i32)))
            (import "" "return" (func $return (param i32)))
            (import "" "work" (func $work (param i32) (result i32)))
            (import "" "drop-subtask" (func $drop-subtask (param i32)))
            (import "" "return-work" (func $return-work (param i32)))
            (import "" "get" (func $get (result i32)))
            (import "" "set" (func $set (param i32)))
            (global $writable (mut i32) (i32.const 0))
            (global $readable (mut i32) (i32.const 0))
            (global $set-of-wait (mut i32) (i32.const 0))
            (global $count (mut i32) (i32.const 0))
            (func (export "wait") (result i32) (local $pair i64)
              (local.set $pair (call $new))
              (global.set $readable (i32.wrap_i64 (local.get $pair)))
              (drop (call $read (global.get $readable) (i32.const 0)))
              (global.set $set-of-wait (call $new-set))
              (call $join (global.get $readable) (global.get $set-of-wait))
              (global.set $writable (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
              (i32.or (i32.const 2) (i32.shl (global.get $set-of-wait) (i32.const 4))))
            (func (export "waited") (param i32 i32 i32) (result i32)
              (call $drop-readable (global.get $readable))
              (call $drop-set (global.get $set-of-wait))
              (call $return (i32.load (i32.const 0)))
              (i32.const 0))
            (func (export "poke") (param $value i32)
              (i32.store (i32.const 8) (local.get $value))
              (drop (call $write (global.get $writable) (i32.const 8)))
              (call $drop-writable (global.get $writable)))
            ;; Calls the host, whose answer comes later or at once; each call has its own place for the result.
            (func (export "work") (result i32) (local $p i32) (local $state i32) (local $set i32)
              (local.set $p (i32.add (i32.const 1024) (i32.mul (i32.const 8) (i32.and (global.get $count) (i32.const 1023)))))
              (global.set $count (i32.add (global.get $count) (i32.const 1)))
              (local.set $state (call $work (local.get $p)))
              (if (i32.eq (local.get $state) (i32.const 2))
                (then
                  (call $return-work (i32.load (local.get $p)))
                  (return (i32.const 0))))
              (local.set $set (call $new-set))
              (call $join (i32.shr_u (local.get $state) (i32.const 4)) (local.get $set))
              (i32.store offset=4 (local.get $p) (local.get $set))
              (call $set (local.get $p))
              (i32.or (i32.const 2) (i32.shl (local.get $set) (i32.const 4))))
            (func (export "worked") (param $code i32) (param $subtask i32) (param $state i32) (result i32) (local $p i32)
              (local.set $p (call $get))
              (call $drop-subtask (local.get $subtask))
              (call $drop-set (i32.load offset=4 (local.get $p)))
              (call $return-work (i32.load (local.get $p)))
              (i32.const 0))
            (func (export "add") (global.set $count (i32.add (global.get $count) (i32.const 1))))
            (func (export "read") (result i32) (global.get $count)))
          (core func $new-set (canon waitable-set.new))
          (core func $join (canon waitable.join))
          (core func $drop-set (canon waitable-set.drop))
          (core func $new (canon future.new $FT))
          (core func $read (canon future.read $FT async (memory (core memory $memory "m"))))
          (core func $write (canon future.write $FT async (memory (core memory $memory "m"))))
          (core func $drop-readable (canon future.drop-readable $FT))
          (core func $drop-writable (canon future.drop-writable $FT))
          (core func $return (canon task.return (result u32)))
          (core func $work' (canon lower (func $work) async (memory (core memory $memory "m"))))
          (core func $drop-subtask (canon subtask.drop))
          (core func $get (canon context.get i32 0))
          (core func $set (canon context.set i32 0))
          (core instance $m (instantiate $M (with "" (instance
            (export "m" (memory $memory "m"))
            (export "new-set" (func $new-set)) (export "join" (func $join)) (export "drop-set" (func $drop-set))
            (export "new" (func $new)) (export "read" (func $read)) (export "write" (func $write))
            (export "drop-readable" (func $drop-readable)) (export "drop-writable" (func $drop-writable))
            (export "return" (func $return)) (export "return-work" (func $return))
            (export "work" (func $work')) (export "drop-subtask" (func $drop-subtask))
            (export "get" (func $get)) (export "set" (func $set))))))
          (func (export "wait") async (result u32) (canon lift (core func $m "wait") async (callback (core func $m "waited"))))
          (func (export "poke") (param "value" u32) (canon lift (core func $m "poke")))
          (func (export "work") async (result u32) (canon lift (core func $m "work") async (callback (core func $m "worked"))))
          (func (export "add") (canon lift (core func $m "add")))
          (func (export "read") (result u32) (canon lift (core func $m "read"))))
        """;

    private static readonly Component Compiled = Component.CompileText(Guests.Engine, Poked);

    // Far more than anything here takes, so that what is forgotten fails and doesn't hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_call_goes_on_that_one_made_ready_which_lets_nobody_go_on(bool isTyped)
    {
        ComponentInstance instance = Instantiate();
        Task<ComponentValue> wait = instance.GetFunction("wait").CallAsync(cancellation: Cancellation);
        Assert.False(wait.IsCompleted);
        ComponentFunction poke = instance.GetFunction("poke");
        if (isTyped) poke.As<Action<uint>>()(12);
        else poke.Call(12u);
        Assert.Equal(12u, (await wait.WaitAsync(Patience, Cancellation)).AsUInt32());
        Assert.Equal(0, Guests.Handles(instance));
    }

    [Fact]
    public async Task A_call_that_nothing_ends_is_a_deadlock_also_when_others_came_between()
    {
        ComponentInstance instance = Instantiate();
        using CancellationTokenSource enough = new();
        Action add = instance.GetFunction("add").As<Action>();
        Task others = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested) add();
        }, Cancellation);
        Task<TrapException> waits = Task.Run(() => Assert.Throws<TrapException>(() => instance.GetFunction("wait").Call()), Cancellation);
        TrapException trap = await waits.WaitAsync(Patience, Cancellation);
        Assert.Equal(TrapKind.Deadlock, trap.Kind);
        await enough.CancelAsync();
        await others.WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public async Task Calls_of_all_kinds_take_turns()
    {
        const int Threads = 4, Calls = 1500;
        ComponentInstance instance = Instantiate();
        ComponentFunction work = instance.GetFunction("work"), read = instance.GetFunction("read"), addDynamic = instance.GetFunction("add");
        Action add = addDynamic.As<Action>();
        Func<uint> count = read.As<Func<uint>>();
        Task[] threads = [.. Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            var random = new Random(thread);
            var open = new List<Task<ComponentValue>>();
            for (int i = 0; i < Calls; i++)
            {
                switch (random.Next(6))
                {
                    case 0:
                        addDynamic.Call();
                        break;
                    case 1:
                        Assert.Equal(7u, work.Call().AsUInt32());
                        break;
                    case 2:
                        Assert.Equal(7u, (await work.CallAsync(cancellation: Cancellation)).AsUInt32());
                        break;
                    case 3:
                        open.Add(work.CallAsync(cancellation: Cancellation));
                        break;
                    default:
                        add();
                        break;
                }
                if (open.Count < 8) continue;
                foreach (ComponentValue result in await Task.WhenAll(open)) Assert.Equal(7u, result.AsUInt32());
                open.Clear();
            }
            await Task.WhenAll(open);
        }, Cancellation))];
        await Task.WhenAll(threads).WaitAsync(Patience, Cancellation);
        Assert.Equal((uint)(Threads * Calls), count());
        Assert.Equal(0, Guests.Handles(instance));
    }

    private static ComponentInstance Instantiate()
    {
        int calls = 0;
        var linker = new ComponentLinker(Guests.Engine);
        linker.DefineAsyncFunction("work", async (_, _, _) =>
        {
            // At once, from another thread, and later.
            switch (Interlocked.Increment(ref calls) % 3)
            {
                case 1:
                    await Task.Yield();
                    break;
                case 2:
                    await Task.Delay(1, CancellationToken.None);
                    break;
            }
            return 7u;
        });
        return linker.Instantiate(Compiled);
    }
}
