using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Concurrency;

/// <summary>Components that wait in the ways in which components can, and what is needed to run them.</summary>
internal static class Guests
{
    public static Engine Engine { get; } = new();

    /// <summary>
    /// <c>run</c> calls the import <c>wait</c> and waits for it with a callback; then it returns what <c>wait</c> returned. When it is cancelled, it cancels
    /// <c>wait</c>, and itself when <c>wait</c> is over.
    /// </summary>
    public const string Callback = """
        (component
          (import "wait" (func $wait async (result u32)))
          (core module $Memory (memory (export "m") 1))
          (core instance $memory (instantiate $Memory))
          (core module $M
            (import "" "m" (memory 1))
            (import "" "wait" (func $wait (param i32) (result i32)))
            (import "" "new" (func $new (result i32)))
            (import "" "join" (func $join (param i32 i32)))
            (import "" "drop-set" (func $drop-set (param i32)))
            (import "" "drop" (func $drop (param i32)))
            (import "" "cancel" (func $cancel (param i32) (result i32)))
            (import "" "cancel-task" (func $cancel-task))
            (import "" "return" (func $return (param i32)))
            (import "" "get" (func $get (result i32)))
            (import "" "set" (func $set (param i32)))
            (global $free (mut i32) (i32.const 8))
            (global $list (mut i32) (i32.const 0))
            ;; A call's record: its result, its subtask, its set, and the next one that is free.
            (func $alloc (result i32) (local $p i32)
              (if (result i32) (i32.eqz (global.get $list))
                (then
                  (local.set $p (global.get $free))
                  (global.set $free (i32.add (global.get $free) (i32.const 16)))
                  (if (i32.gt_u (global.get $free) (i32.mul (memory.size) (i32.const 65536)))
                    (then (drop (memory.grow (i32.const 1)))))
                  (local.get $p))
                (else
                  (local.set $p (global.get $list))
                  (global.set $list (i32.load offset=12 (local.get $p)))
                  (local.get $p))))
            (func $end (result i32) (local $p i32)
              (local.set $p (call $get))
              (call $drop (i32.load offset=4 (local.get $p)))
              (call $drop-set (i32.load offset=8 (local.get $p)))
              (i32.store offset=12 (local.get $p) (global.get $list))
              (global.set $list (local.get $p))
              (i32.const 0))
            (func (export "run") (result i32) (local $p i32) (local $state i32)
              (local.set $p (call $alloc))
              (call $set (local.get $p))
              (local.set $state (call $wait (local.get $p)))
              (if (i32.eq (local.get $state) (i32.const 2))
                (then
                  (call $return (i32.load (local.get $p)))
                  (return (i32.const 0))))
              (i32.store offset=4 (local.get $p) (i32.shr_u (local.get $state) (i32.const 4)))
              (i32.store offset=8 (local.get $p) (call $new))
              (call $join (i32.load offset=4 (local.get $p)) (i32.load offset=8 (local.get $p)))
              (i32.or (i32.const 2) (i32.shl (i32.load offset=8 (local.get $p)) (i32.const 4))))
            (func (export "callback") (param $code i32) (param $index i32) (param $payload i32) (result i32) (local $p i32)
              (local.set $p (call $get))
              (if (i32.eq (local.get $code) (i32.const 6))
                (then
                  (local.set $payload (call $cancel (i32.load offset=4 (local.get $p))))
                  (if (i32.eq (local.get $payload) (i32.const -1))
                    (then (return (i32.or (i32.const 2) (i32.shl (i32.load offset=8 (local.get $p)) (i32.const 4))))))))
              (if (i32.eq (local.get $payload) (i32.const 2))
                (then (call $return (i32.load (local.get $p))))
                (else (call $cancel-task)))
              (call $end)))
          (core func $wait' (canon lower (func $wait) async (memory (core memory $memory "m"))))
          (core func $new (canon waitable-set.new))
          (core func $join (canon waitable.join))
          (core func $drop-set (canon waitable-set.drop))
          (core func $drop (canon subtask.drop))
          (core func $cancel (canon subtask.cancel async))
          (core func $cancel-task (canon task.cancel))
          (core func $return (canon task.return (result u32)))
          (core func $get (canon context.get i32 0))
          (core func $set (canon context.set i32 0))
          (core instance $m (instantiate $M (with "" (instance
            (export "m" (memory $memory "m"))
            (export "wait" (func $wait'))
            (export "new" (func $new))
            (export "join" (func $join))
            (export "drop-set" (func $drop-set))
            (export "drop" (func $drop))
            (export "cancel" (func $cancel))
            (export "cancel-task" (func $cancel-task))
            (export "return" (func $return))
            (export "get" (func $get))
            (export "set" (func $set))))))
          (func (export "run") async (result u32) (canon lift (core func $m "run") async (callback (core func $m "callback")))))
        """;

    /// <summary><c>run</c> waits for the import <c>wait</c> in the middle of its code, and returns what that returned.</summary>
    public const string Blocking = """
        (component
          (import "wait" (func $wait async (result u32)))
          (core module $M
            (import "" "wait" (func $wait (result i32)))
            (import "" "return" (func $return (param i32)))
            (func $deep (param $depth i32) (result i32)
              (if (result i32) (i32.eqz (local.get $depth))
                (then (call $wait))
                (else (i32.add (i32.const 1) (call $deep (i32.sub (local.get $depth) (i32.const 1)))))))
            (func (export "run") (call $return (call $deep (i32.const 100))))
            (func (export "spin") (loop $again (br $again)))
            (func (export "trap") unreachable)
            (func (export "fine") (result i32) (i32.const 7)))
          (core func $wait' (canon lower (func $wait)))
          (core func $return (canon task.return (result u32)))
          (core instance $m (instantiate $M (with "" (instance (export "wait" (func $wait')) (export "return" (func $return))))))
          (func (export "run") async (result u32) (canon lift (core func $m "run") async))
          (func (export "spin") (canon lift (core func $m "spin")))
          (func (export "spin-async") async (canon lift (core func $m "spin")))
          (func (export "trap") (canon lift (core func $m "trap")))
          (func (export "fine") (result u32) (canon lift (core func $m "fine"))))
        """;

    /// <summary>An instance whose import <c>wait</c> is a function of the host.</summary>
    public static ComponentInstance Instantiate(string text, ComponentAsyncHostFunction wait, ComponentStore? store = null) =>
        Instantiate(text, linker => linker.DefineAsyncFunction("wait", wait), store);

    /// <summary>An instance with what a linker is given.</summary>
    public static ComponentInstance Instantiate(string text, Action<ComponentLinker>? define = null, ComponentStore? store = null)
    {
        var linker = new ComponentLinker(Engine);
        define?.Invoke(linker);
        return linker.Instantiate(Component.CompileText(Engine, text), store);
    }

    /// <summary>How many handles an instance and those within it have, when what runs in it has come to a stop.</summary>
    public static int Handles(ComponentInstance instance)
    {
        int count = 0;
        instance.Store.Run(() => count = instance.State!.Tree.Sum(state => state.Handles.Count));
        return count;
    }
}
