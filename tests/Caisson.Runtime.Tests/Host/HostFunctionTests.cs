using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

/// <summary>Functions of the host, called by guests.</summary>
public sealed class HostFunctionTests
{
    private delegate (int, int) Private(int a, int b);

    [Fact]
    public void Every_type_goes_out_and_comes_in()
    {
        object?[] seen = [];
        Instance guest = Guest.Instantiate("""
            (import "host" "all" (func $all (param i32 i32 i64 i64 f32 f64 v128 externref funcref) (result funcref externref v128 f64 f32 i64 i64 i32 i32)))
            (func $f (export "f") (result funcref externref v128 f64 f32 i64 i64 i32 i32)
              (call $all (i32.const -1) (i32.const -1) (i64.const -1) (i64.const -1) (f32.const 1) (f64.const 2) (v128.const i32x4 1 2 3 4) (ref.null extern) (ref.func $f)))
            """, new()
            {
                {
                    "host", "all", (int a, uint b, long c, ulong d, float e, double f, Vector128<byte> g, object? h, Function? i) =>
                    {
                        seen = [a, b, c, d, e, f, g, h, i];
                        return (i, h, g, f, e, d, c, b, a);
                    }
                },
            });
        Value[] results = guest.GetFunction("f").Invoke();
        var vector = Vector128.Create(1, 2, 3, 4).AsByte();
        Assert.Equal([-1, uint.MaxValue, -1L, ulong.MaxValue, 1f, 2.0, vector, null, guest.GetFunction("f")], seen);
        Assert.Equal([guest.GetFunction("f"), Value.FromReference(null), vector, 2.0, 1f, -1L, -1L, -1, -1], results);
    }

    [Fact]
    public void Several_results_are_a_tuple()
    {
        Instance guest = Guest.Instantiate($"""
            (import "host" "2" (func $2 (result i32 i64)))
            (import "host" "3" (func $3 (result f32 f64 i32)))
            (import "host" "7" (func $7 (result {Guest.Repeat(7, "i32")})))
            (import "host" "8" (func $8 (result {Guest.Repeat(8, "i32")})))
            (import "host" "16" (func $16 (result {Guest.Repeat(16, "i64")})))
            (func (export "2") (result i32 i64) (call $2))
            (func (export "3") (result f32 f64 i32) (call $3))
            (func (export "7") (result {Guest.Repeat(7, "i32")}) (call $7))
            (func (export "8") (result {Guest.Repeat(8, "i32")}) (call $8))
            (func (export "16") (result {Guest.Repeat(16, "i64")}) (call $16))
            """, new()
            {
                { "host", "2", () => (1u, 2UL) },
                { "host", "3", () => (1f, 2.0, -1) },
                { "host", "7", () => (0, 1, 2, 3, 4, 5, 6) },
                { "host", "8", () => (0, 1, 2, 3, 4, 5, 6, 7u) },
                { "host", "16", () => (0UL, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15UL) },
            });
        Assert.Equal((1, 2L), guest.GetFunction<Func<(int, long)>>("2")());
        Assert.Equal((1f, 2.0, -1), guest.GetFunction<Func<(float, double, int)>>("3")());
        Assert.Equal(Enumerable.Range(0, 7), guest.GetFunction("7").Invoke().Select(value => value.AsInt32()));
        Assert.Equal(Enumerable.Range(0, 8), guest.GetFunction("8").Invoke().Select(value => value.AsInt32()));
        Assert.Equal(Enumerable.Range(0, 16), guest.GetFunction("16").Invoke().Select(value => (int)value.AsInt64()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(100)]
    public void An_untyped_function_takes_and_leaves_any_number(int count)
    {
        FuncType type = new([.. Enumerable.Repeat(ValType.I32, count)], [.. Enumerable.Repeat(ValType.I32, count)]);
        Function reverse = Function.FromHost(Guest.Engine, type, static (_, arguments, results) =>
        {
            for (int i = 0; i < results.Length; i++) results[i] = arguments[^(i + 1)];
        });
        Instance guest = Guest.Instantiate($"""
            (type $t (func (param {Guest.Repeat(count, "i32")}) (result {Guest.Repeat(count, "i32")})))
            (import "host" "reverse" (func $reverse (type $t)))
            (func (export "f") (type $t) (call $reverse {Guest.Repeat(count, "(local.get #)")}))
            """, new() { { "host", "reverse", reverse } });
        Value[] arguments = [.. Enumerable.Range(0, count).Select(i => new Value(i))];
        Assert.Equal(arguments.Reverse(), guest.GetFunction("f").Invoke(arguments));
        Assert.Equal(arguments.Reverse(), reverse.Invoke(arguments));
    }

    [Fact]
    public void An_untyped_function_starts_with_zero_and_null()
    {
        FuncType type = new([], [ValType.I32, ValType.F64, ValType.ExternRef]);
        Assert.Equal([0, 0.0, Value.FromReference(null)], Function.FromHost(Guest.Engine, type, static (_, _, _) => { }).Invoke());
    }

    [Fact]
    public void An_untyped_function_that_leaves_another_type_is_told()
    {
        Function wrong = Function.FromHost(Guest.Engine, new([], [ValType.FuncRef]), static (_, _, results) => results[0] = Value.FromReference("text"));
        Instance guest = Guest.Instantiate("(import \"host\" \"f\" (func $f (result funcref))) (func (export \"f\") (result funcref) (call $f))", new() { { "host", "f", wrong } });
        Assert.Contains("ref:text", Assert.Throws<InvalidOperationException>(() => guest.GetFunction("f").Invoke()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Private_delegate_types_and_delegates_of_every_make_can_be_called()
    {
        Action first = static () => { };
        int calls = 0;
        Instance guest = Guest.Instantiate("""
            (import "host" "private" (func $private (param i32 i32) (result i32 i32)))
            (import "host" "static" (func $static (param f64) (result f64)))
            (import "host" "both" (func $both))
            (func (export "private") (result i32 i32) (call $private (i32.const 1) (i32.const 2)))
            (func (export "static") (result f64) (call $static (f64.const 9)))
            (func (export "both") (call $both) (call $both))
            """, new() { { "host", "private", (Private)((a, b) => (b, a)) }, { "host", "static", (Func<double, double>)Math.Sqrt }, { "host", "both", first + (() => calls++) } });
        Assert.Equal((2, 1), guest.GetFunction<Func<(int, int)>>("private")());
        Assert.Equal(3, guest.GetFunction<Func<double>>("static")());
        guest.GetFunction<Action>("both")();
        Assert.Equal(2, calls);
    }

    [Fact]
    public void A_signature_without_wasm_type_is_refused_when_it_is_offered()
    {
        Imports imports = [];
        Assert.Contains("System.String", Assert.Throws<ArgumentException>(() => imports.Add("m", "f", (string s) => s.Length)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => imports.Add("m", "f", (ref int i) => i++));
        Assert.Throws<ArgumentException>(() => imports.Add("m", "f", () => (byte)1));
        Assert.Throws<ArgumentException>(() => imports.Add("m", "f", (int a, Caller caller) => a));
        Assert.Throws<ArgumentException>(() => imports.Add("m", "f", () => ValueTuple.Create(1)));
        Assert.Throws<ArgumentException>(() => Function.FromDelegate(Guest.Engine, (DateTime d) => 1));
        Assert.False(imports.Contains("m", "f"));
    }

    [Fact]
    public void The_caller_is_the_instance_that_imports()
    {
        List<Instance> callers = [];
        Imports imports = new()
        {
            {
                "host", "peek", (Caller caller, int address) =>
                {
                    callers.Add(caller.Instance);
                    return (int)caller.Memory.Read<byte>(address);
                }
            },
        };
        Module module = Guest.Compile("""
            (import "host" "peek" (func $peek (param i32) (result i32)))
            (memory (export "memory") 1)
            (func (export "set") (param i32) (i32.store8 (i32.const 5) (local.get 0)))
            (func (export "peek") (result i32) (call $peek (i32.const 5)))
            """);
        Instance one = module.Instantiate(imports), two = module.Instantiate(imports);
        one.GetFunction<Action<int>>("set")(1);
        two.GetFunction<Action<int>>("set")(2);
        Assert.Equal(1, one.GetFunction<Func<int>>("peek")());
        Assert.Equal(2, two.GetFunction<Func<int>>("peek")());
        Assert.Equal([one, two], callers);
    }

    [Fact]
    public void The_caller_of_a_function_called_directly_is_nobody()
    {
        Function function = Function.FromDelegate(Guest.Engine, (Caller caller) => caller.Instance.GetHashCode());
        Assert.Throws<InvalidOperationException>(() => function.Invoke());
        Assert.Throws<InvalidOperationException>(() => function.As<Func<int>>()());
    }

    [Fact]
    public void A_caller_without_memory_is_told()
    {
        Instance guest = Guest.Instantiate("(import \"host\" \"f\" (func $f)) (func (export \"f\") (call $f))", new() { { "host", "f", (Caller caller) => { _ = caller.Memory; } } });
        Assert.Contains("\"memory\"", Assert.Throws<InvalidOperationException>(guest.GetFunction<Action>("f")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_survive_tables_globals_and_collections()
    {
        Instance guest = Guest.Instantiate("""
            (import "host" "collect" (func $collect))
            (table $t (export "table") 10 externref)
            (global $g (export "global") (mut externref) (ref.null extern))
            (func (export "keep") (param externref externref)
              (table.set $t (i32.const 3) (local.get 0)) (global.set $g (local.get 1)) (call $collect))
            (func (export "back") (result externref externref) (call $collect) (table.get $t (i32.const 3)) (global.get $g))
            """, new() { { "host", "collect", Collect } });
        Keep(guest);
        (object? text, object? array) = guest.GetFunction<Func<(object?, object?)>>("back")();
        Assert.Equal("text 1", text);
        Assert.Equal([1, 2, 3], Assert.IsType<int[]>(array));
        Assert.Same(text, guest.GetTable("table")[3]);
        Assert.Same(array, guest.GetGlobal("global").Value.AsReference());

        static void Keep(Instance guest) => guest.GetFunction<Action<object?, object?>>("keep")($"text {guest.Exports.Count - 3}", Enumerable.Range(1, 3).ToArray());
        static void Collect() => GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(NullReferenceException))]
    [InlineData(typeof(DivideByZeroException))]
    [InlineData(typeof(OverflowException))]
    [InlineData(typeof(ArithmeticException))]
    [InlineData(typeof(IndexOutOfRangeException))]
    [InlineData(typeof(InvalidCastException))]
    [InlineData(typeof(OutOfMemoryException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(AccessViolationException))]
    public void Exceptions_travel_through_the_guest_unchanged(Type type)
    {
        var exception = (Exception)Activator.CreateInstance(type)!;
        Imports imports = new() { { "host", "throw", () => { throw exception; } } };
        Instance inner = Guest.Instantiate("(import \"host\" \"throw\" (func $throw)) (func (export \"f\") (call $throw))", imports);
        Instance outer = Guest.Instantiate("(import \"inner\" \"f\" (func $f)) (func (export \"f\") (call $f) (unreachable))", new() { { "inner", inner } });
        Assert.Same(exception, Assert.Throws(type, outer.GetFunction<Action>("f")));
        Assert.Same(exception, Assert.Throws(type, () => outer.GetFunction("f").Invoke()));
        Assert.Same(exception, Assert.Throws(type, outer.GetFunction<Action>("f")));
    }

    [Fact]
    [SuppressMessage("Performance", "CA1806", Justification = "What the expression is worth doesn't matter; that it throws does.")]
    public void Exceptions_of_the_machine_travel_unchanged()
    {
        Instance guest = Guest.Instantiate("""
            (import "host" "f" (func $f (param i32) (result i32)))
            (func (export "f") (param i32) (result i32) (call $f (local.get 0)))
            """, new() { { "host", "f", (int zero) => zero == 0 ? 1 / zero : ((string?)null)!.Length } });
        Assert.Throws<DivideByZeroException>(() => guest.GetFunction<Func<int, int>>("f")(0));
        Assert.Throws<NullReferenceException>(() => guest.GetFunction<Func<int, int>>("f")(1));
    }

    [Fact]
    public void A_trap_inside_a_host_call_inside_a_guest_can_be_caught_in_between()
    {
        Instance inner = Guest.Instantiate("(func (export \"div\") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))");
        var divide = inner.GetFunction<Func<int, int>>("div");
        TrapKind? caught = null;
        Instance outer = Guest.Instantiate("""
            (import "host" "try" (func $try (result i32)))
            (import "host" "pass" (func $pass (result i32)))
            (func (export "try") (result i32) (i32.add (call $try) (i32.const 1)))
            (func (export "pass") (result i32) (call $pass))
            """, new()
            {
                {
                    "host", "try", () =>
                    {
                        try
                        {
                            return divide(0);
                        }
                        catch (TrapException trap)
                        {
                            caught = trap.Kind;
                            return 41;
                        }
                    }
                },
                { "host", "pass", () => divide(0) },
            });
        Assert.Equal(42, outer.GetFunction<Func<int>>("try")());
        Assert.Equal(TrapKind.IntegerDivideByZero, caught);
        Guest.Traps(TrapKind.IntegerDivideByZero, () => outer.GetFunction<Func<int>>("pass")());
        Assert.Equal(1, divide(1));
    }

    [Fact]
    public void A_guest_may_be_entered_again_from_its_own_host_call()
    {
        Func<int, int>? fib = null;
        Instance guest = Guest.Instantiate("""
            (import "host" "fib" (func $fib (param i32) (result i32)))
            (func (export "fib") (param i32) (result i32)
              (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
                (then (local.get 0))
                (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
            """, new() { { "host", "fib", (int n) => fib!(n) } });
        fib = guest.GetFunction<Func<int, int>>("fib");
        Assert.Equal(6765, fib(20));
    }
}
