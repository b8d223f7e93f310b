using System.Reflection;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Splitting;

/// <summary>What happens across the borders of parts, in functions that are cut to pieces.</summary>
public sealed class PartTests
{
    private static readonly Engine Engine = new(EngineOptions.Default with { Backend = new IlBackend { Limits = JitLimits.Tiny } });

    [Fact]
    public void A_trap_in_a_part_shows_the_function_once()
    {
        Instance guest = Instantiate(
            """
            (module
              (func $inner (param i32) (result i32)
                (block (br_if 0 (local.get 0)) (if (i32.eqz (local.get 0)) (then (drop (i32.div_u (i32.const 1) (local.get 0))))))
                (if (i32.eq (local.get 0) (i32.const 1000)) (then (unreachable)))
                (i32.const 1))
              (func $outer (export "f") (param i32) (result i32)
                (block (br_if 0 (local.get 0)) (if (i32.eqz (local.get 0)) (then (local.set 0 (call $inner (local.get 0))))))
                (local.get 0)))
            """);
        TrapException trap = Assert.Throws<TrapException>(() => guest.GetFunction("f").Invoke(0));
        Assert.Equal([0u, 1u], trap.Frames.Select(frame => frame.FunctionIndex.Value));
    }

    [Fact]
    public void Only_what_is_read_first_is_set_to_zero()
    {
        string locals = string.Concat(Enumerable.Repeat(" i64", 80));
        byte[] module = WatParser.Parse($"""
            (module
              (func (param i32) (result i64) (local i64{locals})
                (if (local.get 0) (then (local.set 2 (i64.const 5)) (local.set 3 (i64.add (local.get 2) (local.get 2)))))
                (if (i32.eqz (local.get 0)) (then (local.set 3 (i64.add (local.get 1) (i64.const 3)))))
                (i64.add (local.get 3) (local.get 1))))
            """);
        MethodInfo method = SpyBackend.CompileAll(module, JitLimits.Tiny).EmittedMethod(0)!;
        Assert.All(method.DeclaringType!.GetMethods(BindingFlags.Static | BindingFlags.Public), made => Assert.False(made.GetMethodBody()!.InitLocals));
    }

    [Fact]
    public void Locals_that_nothing_set_are_zero_in_parts()
    {
        Instance guest = Instantiate(
            """
            (module
              (func (export "f") (param i32) (result i64) (local i64 i64 i64)
                (if (i32.ge_s (local.get 0) (i32.const 2)) (then (local.set 1 (i64.const -1)) (local.set 2 (i64.const -1)) (local.set 3 (i64.const -1))))
                (if (i32.eqz (local.get 0)) (then (local.set 3 (i64.add (local.get 1) (i64.const 3)))))
                (if (i32.eq (local.get 0) (i32.const 1)) (then (local.set 2 (i64.add (local.get 3) (i64.const 4)))))
                (i64.add (local.get 1) (i64.add (local.get 2) (local.get 3)))))
            """);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(-3, guest.GetFunction("f").Invoke(2)[0].AsInt64());
            Assert.Equal(4, guest.GetFunction("f").Invoke(1)[0].AsInt64());
            Assert.Equal(3, guest.GetFunction("f").Invoke(0)[0].AsInt64());
        }
    }

    [Fact]
    public void A_handler_sees_what_a_part_set_before_it_threw()
    {
        Instance guest = Instantiate(
            """
            (module
              (tag $e)
              (func $throw (throw $e))
              (func (export "f") (param i32) (result i32)
                (block $caught
                  (try_table (catch_all $caught)
                    (if (local.get 0) (then (local.set 0 (i32.const 7)) (call $throw) (local.set 0 (i32.const 8))))
                    (if (i32.eqz (local.get 0)) (then (local.set 0 (i32.const 9)) (call $throw)))))
                (local.get 0)))
            """);
        Assert.Equal(7, guest.GetFunction("f").Invoke(1)[0].AsInt32());
        Assert.Equal(9, guest.GetFunction("f").Invoke(0)[0].AsInt32());
    }

    [Fact]
    public void Tail_calls_from_parts_take_no_stack()
    {
        Instance guest = Instantiate(
            """
            (module
              (func $f (export "f") (param i32 i64) (result i32 i64)
                (if (local.get 0)
                  (then (if (i32.and (local.get 0) (i32.const 1))
                    (then (return_call $f (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.const 2))))
                    (else (return_call $f (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.const 3)))))))
                (return (local.get 0) (local.get 1))))
            """);
        Assert.Equal(2_500_000, guest.GetFunction("f").Invoke(1_000_000, 0L)[1].AsInt64());
    }

    [Fact]
    public void References_and_vectors_cross()
    {
        Instance guest = Instantiate(
            """
            (module
              (func (export "f") (param i32 externref v128) (result externref v128)
                (local $r externref) (local $v v128)
                (block (br_if 0 (local.get 0)) (local.set $r (local.get 1)) (local.set $v (i8x16.add (local.get 2) (local.get 2))))
                (if (local.get 0) (then (local.set $v (local.get 2))) (else (local.set 1 (local.get $r)) (local.set $r (local.get 1))))
                (local.get $r) (local.get $v)))
            """);
        string reference = new('x', 3);
        var vector = System.Runtime.Intrinsics.Vector128.Create((byte)3);
        Value[] results = guest.GetFunction("f").Invoke(0, Value.FromReference(reference), new Value(vector));
        Assert.Same(reference, results[0].AsReference());
        Assert.Equal(vector + vector, results[1].AsVector128());
    }

    private static Instance Instantiate(string wat) => Engine.Compile(WatParser.Parse(wat)).Instantiate();
}
