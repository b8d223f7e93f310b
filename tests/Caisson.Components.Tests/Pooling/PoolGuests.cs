using Caisson.Components.Linking;
using Caisson.Components.Pooling;
using Caisson.Components.Tests.Concurrency;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Pooling;

/// <summary>A component of two, and pools of components.</summary>
internal static class PoolGuests
{
    /// <summary>Of the memory that <see cref="Secrets"/> begins with, in pages.</summary>
    public const uint Pages = 4;

    /// <summary>
    /// Keeps what it is given wherever a component can keep something: in memory, also in what it grows by, in globals and tables, in a nested component, by handles of its own
    /// resources and the host's, as backpressure. <c>find</c> tells where the last use has left something.
    /// </summary>
    public const string Secrets = """
        (component
          (import "thing" (type $Thing (sub resource)))
          (import "make" (func $make (param "x" u32) (result (own $Thing))))
          (component $Inner
            (core module $M
              (memory (export "m") 1)
              (data (i32.const 4) "\07\00\00\00")
              (global $secret (mut i64) (i64.const 0))
              (func (export "put") (param i32)
                (i32.store (i32.const 8) (local.get 0))
                (global.set $secret (i64.extend_i32_u (local.get 0))))
              (func (export "get") (result i32)
                (i32.or (i32.xor (i32.load (i32.const 4)) (i32.const 7)) (i32.or (i32.load (i32.const 8)) (i32.wrap_i64 (global.get $secret))))))
            (core instance $m (instantiate $M))
            (func (export "put") (param "x" u32) (canon lift (core func $m "put")))
            (func (export "get") (result u32) (canon lift (core func $m "get"))))
          (component $Outer
            (import "thing" (type $Thing (sub resource)))
            (import "make" (func $make (param "x" u32) (result (own $Thing))))
            (import "inner" (instance $inner (export "put" (func (param "x" u32))) (export "get" (func (result u32)))))
            (core func $put' (canon lower (func $inner "put")))
            (core func $get' (canon lower (func $inner "get")))
            ;; As tools write it: a table that another module fills with what is made later.
            (core module $Shim
              (table (export "t") 3 10 funcref)
              (type $put (func (param i32)))
              (func (export "put") (param i32) (call_indirect (type $put) (local.get 0) (i32.const 0))))
            (core instance $shim (instantiate $Shim))
            (core module $Fixup
              (import "" "t" (table 3 funcref))
              (import "" "put" (func $put (param i32)))
              (elem (i32.const 0) func $put))
            (core instance (instantiate $Fixup (with "" (instance (export "t" (table $shim "t")) (export "put" (func $put'))))))
            (type $R (resource (rep i32)))
            (core func $new (canon resource.new $R))
            (core func $make' (canon lower (func $make)))
            (core func $inc (canon backpressure.inc))
            (core module $M
              (import "" "put" (func $put (param i32)))
              (import "" "get" (func $get (result i32)))
              (import "" "t" (table $t 3 funcref))
              (import "" "new" (func $new (param i32) (result i32)))
              (import "" "make" (func $make (param i32) (result i32)))
              (import "" "inc" (func $inc))
              (memory (export "m") 4)
              (data $passive "\05")
              (elem declare func $get)
              (global $secret (mut f64) (f64.const 0.5))
              (global $function (mut funcref) (ref.null func))
              (func (export "keep") (param $x i32)
                (i32.store (i32.const 100) (local.get $x))
                (i32.store (i32.const 200000) (local.get $x))
                (drop (memory.grow (i32.const 2)))
                (i32.store (i32.const 300000) (local.get $x))
                (global.set $secret (f64.const 2))
                (global.set $function (ref.func $get))
                (table.set $t (i32.const 1) (ref.func $get))
                (drop (table.grow $t (ref.func $get) (i32.const 2)))
                (data.drop $passive)
                (call $put (local.get $x))
                (drop (call $new (local.get $x)))
                (drop (call $make (local.get $x)))
                (call $inc))
              ;; 0 where there is nothing.
              (func (export "find") (result i32)
                (if (i32.load (i32.const 100)) (then (return (i32.const 1))))
                (if (i32.load (i32.const 200000)) (then (return (i32.const 2))))
                (if (i32.ne (memory.size) (i32.const 4)) (then (return (i32.const 3))))
                (drop (memory.grow (i32.const 2)))
                (if (i32.load (i32.const 300000)) (then (return (i32.const 4))))
                (if (f64.ne (global.get $secret) (f64.const 0.5)) (then (return (i32.const 5))))
                (if (i32.eqz (ref.is_null (global.get $function))) (then (return (i32.const 6))))
                (if (i32.eqz (ref.is_null (table.get $t (i32.const 1)))) (then (return (i32.const 7))))
                (if (i32.ne (table.size $t) (i32.const 3)) (then (return (i32.const 8))))
                (memory.init $passive (i32.const 0) (i32.const 0) (i32.const 1))
                (if (i32.ne (i32.load8_u (i32.const 0)) (i32.const 5)) (then (return (i32.const 9))))
                (if (call $get) (then (return (i32.const 10))))
                (if (i32.ne (call $new (i32.const 3)) (i32.const 1)) (then (return (i32.const 11))))
                (i32.const 0))
              (func (export "trap") (i32.store (i32.const 100) (i32.const 1)) (call $put (i32.const 9)) unreachable)
              (func (export "spin") (loop $again (br $again)))
              (func (export "fine") (result i32) (i32.const 7)))
            (core instance $m (instantiate $M (with "" (instance
              (export "put" (func $shim "put")) (export "get" (func $get')) (export "t" (table $shim "t"))
              (export "new" (func $new)) (export "make" (func $make')) (export "inc" (func $inc))))))
            (func (export "keep") (param "x" u32) (canon lift (core func $m "keep")))
            (func (export "find") (result u32) (canon lift (core func $m "find")))
            (func (export "trap") (canon lift (core func $m "trap")))
            (func (export "spin") (canon lift (core func $m "spin")))
            (func (export "spin-async") async (canon lift (core func $m "spin")))
            (func (export "async") async (result u32) (canon lift (core func $m "fine"))))
          (instance $inner (instantiate $Inner))
          (instance $outer (instantiate $Outer (with "thing" (type $Thing)) (with "make" (func $make)) (with "inner" (instance $inner))))
          (export "keep" (func $outer "keep"))
          (export "find" (func $outer "find"))
          (export "trap" (func $outer "trap"))
          (export "spin" (func $outer "spin"))
          (export "spin-async" (func $outer "spin-async"))
          (export "async" (func $outer "async")))
        """;

    /// <summary>A pool of instances of a component in the text format.</summary>
    public static ComponentPool Pool(string text, Action<ComponentLinker>? define = null, ComponentPoolOptions? options = null, Engine? engine = null)
    {
        engine ??= Guests.Engine;
        var linker = new ComponentLinker(engine);
        define?.Invoke(linker);
        return linker.CreatePool(Component.CompileText(engine, text), options);
    }

    /// <summary>A pool of <see cref="Secrets"/>, whose resources of the host's are told of when they are dropped.</summary>
    public static ComponentPool SecretsPool(List<object>? dropped = null, ComponentPoolOptions? options = null, Engine? engine = null)
    {
        var type = new ComponentResourceType("thing", thing =>
        {
            if (dropped is not null) lock (dropped) dropped.Add(thing);
        });
        return Pool(Secrets, linker => linker.DefineResource("thing", type).DefineFunction("make", (uint x) => type.Create(x)), options, engine);
    }
}
