using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Concurrency;

/// <summary>What calls between components mean is the same whether they go through adapters or are interpreted.</summary>
public sealed class FusedCallTests
{
    /// <summary><c>$B</c> is called by <c>$A</c>, which the host calls.</summary>
    private const string Guest = """
        (component
          (component $B
            (core module $Memory
              (memory (export "memory") 1)
              (global $next (mut i32) (i32.const 1024))
              (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                (if (i32.eq (local.get 3) (i32.const 13)) (then (unreachable)))
                (global.set $next (i32.add (global.get $next) (i32.const 256)))
                (global.get $next)))
            (core instance $memory (instantiate $Memory))
            (type $R (resource (rep i32)))
            (core func $new (canon resource.new $R))
            (core func $drop (canon resource.drop $R))
            (core func $get (canon context.get i32 0))
            (core func $set (canon context.set i32 0))
            (core module $M
              (import "" "memory" (memory 1))
              (import "" "new" (func $new (param i32) (result i32)))
              (import "" "get" (func $get (result i32)))
              (import "" "set" (func $set (param i32)))
              (tag $e)
              (global $returned (mut i32) (i32.const 0))
              (func (export "length") (param i32 i32) (result i32) (local.get 1))
              (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
              (func (export "rep") (param i32) (result i32) (local.get 0))
              (func (export "context") (param i32) (result i32) (local $before i32)
                (local.set $before (call $get))
                (call $set (local.get 0))
                (i32.add (i32.mul (local.get $before) (i32.const 1000)) (call $get)))
              (func (export "throw") (throw $e))
              (func (export "after") (param i32) (global.set $returned (i32.add (global.get $returned) (i32.const 1))))
              (func (export "returned") (result i32) (global.get $returned)))
            (core instance $m (instantiate $M (with "" (instance
              (export "memory" (memory $memory "memory")) (export "new" (func $new)) (export "get" (func $get)) (export "set" (func $set))))))
            (export $R' "R" (type $R))
            (func (export "length") (param "s" string) (result u32)
              (canon lift (core func $m "length") (memory $memory "memory") (realloc (func $memory "realloc"))))
            (func (export "make") (param "rep" u32) (result (own $R')) (canon lift (core func $m "make")))
            (func (export "rep") (param "r" (borrow $R')) (result u32) (canon lift (core func $m "rep")))
            (func (export "context") (param "x" u32) (result u32) (canon lift (core func $m "context")))
            (func (export "throw") (canon lift (core func $m "throw")))
            (func (export "after") (result u32) (canon lift (core func $m "returned") (post-return (func $m "after")))))
          (component $A
            (import "b" (instance $b
              (export "R" (type $R (sub resource)))
              (export "length" (func (param "s" string) (result u32)))
              (export "make" (func (param "rep" u32) (result (own $R))))
              (export "rep" (func (param "r" (borrow $R)) (result u32)))
              (export "context" (func (param "x" u32) (result u32)))
              (export "throw" (func))
              (export "after" (func (result u32)))))
            (alias export $b "R" (type $R))
            (core module $Memory (memory (export "memory") 1) (data (i32.const 8) "abc\ff"))
            (core instance $memory (instantiate $Memory))
            (core func $length (canon lower (func $b "length") (memory $memory "memory")))
            (core func $make (canon lower (func $b "make")))
            (core func $rep (canon lower (func $b "rep")))
            (core func $context (canon lower (func $b "context")))
            (core func $throw (canon lower (func $b "throw")))
            (core func $after (canon lower (func $b "after")))
            (core func $drop (canon resource.drop $R))
            (core module $M
              (import "" "length" (func $length (param i32 i32) (result i32)))
              (import "" "make" (func $make (param i32) (result i32)))
              (import "" "rep" (func $rep (param i32) (result i32)))
              (import "" "drop" (func $drop (param i32)))
              (import "" "context" (func $context (param i32) (result i32)))
              (import "" "throw" (func $throw))
              (import "" "after" (func $after (result i32)))
              (func (export "length") (param i32 i32) (result i32) (call $length (local.get 0) (local.get 1)))
              (func (export "resources") (param i32) (result i32) (local $handle i32) (local $rep i32)
                (local.set $handle (call $make (local.get 0)))
                (local.set $rep (call $rep (local.get $handle)))
                (local.set $rep (i32.add (local.get $rep) (call $rep (local.get $handle))))
                (call $drop (local.get $handle))
                (local.get $rep))
              (func (export "bad-handle") (result i32) (call $rep (i32.const 77)))
              (func (export "context") (result i32) (drop (call $context (i32.const 5))) (call $context (i32.const 6)))
              (func (export "throw") (try_table (catch_all 0) (call $throw)))
              (func (export "after") (result i32) (drop (call $after)) (call $after)))
            (core instance $m (instantiate $M (with "" (instance
              (export "length" (func $length)) (export "make" (func $make)) (export "rep" (func $rep)) (export "drop" (func $drop))
              (export "context" (func $context)) (export "throw" (func $throw)) (export "after" (func $after))))))
            (func (export "length") (param "at" u32) (param "n" u32) (result u32) (canon lift (core func $m "length")))
            (func (export "resources") (param "rep" u32) (result u32) (canon lift (core func $m "resources")))
            (func (export "bad-handle") (result u32) (canon lift (core func $m "bad-handle")))
            (func (export "context") (result u32) (canon lift (core func $m "context")))
            (func (export "throw") (canon lift (core func $m "throw")))
            (func (export "after") (result u32) (canon lift (core func $m "after"))))
          (instance $b (instantiate $B))
          (instance $a (instantiate $A (with "b" (instance $b))))
          (export "a" (instance $a)))
        """;

    [Theory, InlineData(true), InlineData(false)]
    public void Strings_are_passed_and_checked(bool adapters)
    {
        ComponentInstance a = Instantiate(adapters);
        var length = a.GetFunction("length").As<Func<uint, uint, uint>>();
        Assert.Equal(3u, length(8, 3));
        Assert.Equal(0u, length(8, 0));
        Assert.Equal("invalid UTF-8 in string", Assert.Throws<TrapException>(() => length(8, 4)).Message);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Strings_have_to_lie_in_the_memory(bool adapters) =>
        Assert.Contains("string content out-of-bounds", TrapOf(adapters, a => a.GetFunction("length").As<Func<uint, uint, uint>>()(65534, 3)), StringComparison.Ordinal);

    [Theory, InlineData(true), InlineData(false)]
    public void What_an_allocator_does_is_the_calls_trap(bool adapters) =>
        Assert.Contains("unreachable", TrapOf(adapters, a => a.GetFunction("length").As<Func<uint, uint, uint>>()(100, 13)), StringComparison.Ordinal);

    [Theory, InlineData(true), InlineData(false)]
    public void Resources_are_lent_and_given(bool adapters)
    {
        ComponentInstance a = Instantiate(adapters);
        for (int i = 0; i < 3; i++) Assert.Equal(84u, a.GetFunction("resources").As<Func<uint, uint>>()(42));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Handles_are_checked(bool adapters) =>
        Assert.Equal("unknown handle index 77", TrapOf(adapters, a => a.GetFunction("bad-handle").As<Func<uint>>()()));

    [Theory, InlineData(true), InlineData(false)]
    public void Every_call_has_variables_of_its_own(bool adapters) =>
        Assert.Equal(6u, Instantiate(adapters).GetFunction("context").As<Func<uint>>()());

    [Theory, InlineData(true), InlineData(false)]
    public void Exceptions_become_traps(bool adapters) =>
        Assert.StartsWith("uncaught exception at the boundary of a component", TrapOf(adapters, a => a.GetFunction("throw").As<Action>()()), StringComparison.Ordinal);

    [Theory, InlineData(true), InlineData(false)]
    public void Results_are_taken_back(bool adapters) => Assert.Equal(1u, Instantiate(adapters).GetFunction("after").As<Func<uint>>()());

    [Fact]
    public void Adapters_are_used() => Assert.Equal((6, 0), (Instantiate(true).Store.AdapterCount, Instantiate(false).Store.AdapterCount));

    private static string TrapOf(bool adapters, Action<ComponentInstance> call)
    {
        ComponentInstance a = Instantiate(adapters);
        string message = Assert.Throws<TrapException>(() => call(a)).Message;
        // Nobody gets in afterwards.
        Assert.Equal(TrapKind.CannotEnterComponent, Assert.Throws<TrapException>(() => a.GetFunction("after").As<Func<uint>>()()).Kind);
        return message;
    }

    private static ComponentInstance Instantiate(bool adapters) =>
        Guests.Instantiate(Guest, store: new ComponentStore(Guests.Engine) { UsesAdapters = adapters }).GetInstance("a");
}
