namespace Caisson.Runtime.Tests;

/// <summary>Endless recursion is a trap, whatever it goes through and however large its frames; never the end of the process.</summary>
public sealed class StackTests
{
    private const string Forever = "(func $f (export \"f\") (result i32) (i32.add (call $f) (i32.const 1)))";

    /// <summary>Name and text of guests whose export "f" never returns.</summary>
    public static TheoryData<string, string> Guests { get; } = new()
    {
        { "direct", Forever },
        {
            "mutual", """
                (func $f (export "f") (result i32) (i32.add (call $g) (i32.const 1)))
                (func $g (result i32) (i32.add (call $h) (i32.const 1)))
                (func $h (result i32) (i32.add (call $f) (i32.const 1)))
                """
        },
        {
            "indirect", """
                (table 1 funcref) (elem (i32.const 0) $f)
                (func $f (export "f") (result i32) (i32.add (call_indirect (result i32) (i32.const 0)) (i32.const 1)))
                """
        },
        {
            "by reference", """
                (type $t (func (result i32))) (elem declare func $f)
                (func $f (export "f") (type $t) (i32.add (call_ref $t (ref.func $f)) (i32.const 1)))
                """
        },
        { "1,000 parameters", Recursive(Guest.Repeat(1000, "i64"), "", Guest.Repeat(1000, "(local.get #)")) },
        { "1,000 results", $"(func $g (result {Guest.Repeat(1000, "i64")}) (call $g)) (func (export \"f\") (result i32) (call $g) {Guest.Repeat(1000, "(drop)")} (i32.const 0))" },
        { "100 results", $"(func $g (result {Guest.Repeat(100, "i64")}) (call $g)) (func (export \"f\") (result i32) (call $g) {Guest.Repeat(100, "(drop)")} (i32.const 0))" },
        { "5,000 locals", Recursive("i32", Guest.Repeat(5000, "i64"), "(local.get 0)", Uses(1, 5000, "i64")) },
        { "50,000 locals", Recursive("i32", Guest.Repeat(49_000, "i64"), "(local.get 0)", Uses(1, 49_000, "i64")) },
        { "50,000 locals, unused", Recursive("i32", Guest.Repeat(49_000, "i32"), "(local.get 0)") },
        { "2,000 vectors", Recursive("i32", Guest.Repeat(2000, "v128"), "(local.get 0)", VectorUses(1, 2000)) },
        { "20,000 vectors", Recursive("i32", Guest.Repeat(20_000, "v128"), "(local.get 0)", VectorUses(1, 20_000)) },
        { "3,000 operands", $"(func $f (export \"f\") (result i32) {Guest.Repeat(3000, "(call $f)")} {Guest.Repeat(2999, "(i32.add)")})" },
        { "20,000 operations", Recursive("i32", "f32 v128", "(local.get 0)", Guest.Repeat(20_000, "(local.set 2 (i32x4.add (local.get 2) (i32x4.splat (i32.trunc_sat_f32_s (local.get 1)))))")) },
        { "20,000 bounds checks", "(memory 1)" + Recursive("i32", "", "(local.get 0)", Guest.Repeat(20_000, "(i64.store (local.get 0) (i64.div_u (i64.load offset=8 (local.get 0)) (i64.const 3)))")) },
        {
            "a leaf with 20,000 locals", $"""
                (func $leaf (param i32) (result i64) (local {Guest.Repeat(20_000, "i64")}) {Uses(1, 20_000, "i64")} (local.get 5))
                (func $f (export "f") (result i32) (drop (call $leaf (i32.const 0))) (i32.add (call $f) (i32.const 1)))
                """
        },
    };

    [Theory]
    [MemberData(nameof(Guests))]
    public void Endless_recursion_traps(string name, string wat)
    {
        Func<int> f = Entry(wat);
        for (int i = 0; i < 3; i++) Guest.Traps(TrapKind.StackExhausted, () => f());
        OnThread(256 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => f()));
        OnThread(1536 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => f()));
        OnThread(64 * 1024 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => f()));
        Assert.NotEmpty(name);
    }

    [Theory]
    [MemberData(nameof(Guests))]
    public async Task Endless_recursion_traps_where_it_is_first_compiled_on_a_small_stack(string name, string wat)
    {
        Func<int> f = Entry(wat);
        OnThread(256 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => f()));
        await Task.Run(() => Guest.Traps(TrapKind.StackExhausted, () => f()), TestContext.Current.CancellationToken);
        Assert.NotEmpty(name);
    }

    [Fact]
    public void Through_the_host_it_traps()
    {
        foreach (Type kind in new[] { typeof(Func<int>), typeof(HostFunction) })
        {
            Func<int>? f = null;
            Function? untyped = null;
            Delegate host = () => f!();
            Imports imports = new()
            {
                { "host", "f", kind == typeof(HostFunction) ? Function.FromHost(Guest.Engine, new([], [Wasm.Syntax.ValType.I32]), (_, _, results) => results[0] = untyped!.Invoke()[0]) : Function.FromDelegate(Guest.Engine, host) },
            };
            Instance guest = Guest.Instantiate("(import \"host\" \"f\" (func $host (result i32))) (func $f (export \"f\") (result i32) (i32.add (call $host) (i32.const 1)))", imports);
            (untyped, f) = (guest.GetFunction("f"), guest.GetFunction<Func<int>>("f"));
            Guest.Traps(TrapKind.StackExhausted, () => f());
            OnThread(256 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => f()));
            OnThread(16 * 1024 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => f()));
        }
    }

    [Fact]
    public void Across_instances_it_traps()
    {
        Instance a = Guest.Instantiate("(table (export \"t\") 2 funcref) (func (export \"f\") (result i32) (i32.add (call_indirect (result i32) (i32.const 0)) (i32.const 1)))");
        Instance b = Guest.Instantiate("(import \"a\" \"t\" (table 2 funcref)) (import \"a\" \"f\" (func $a (result i32))) (elem (i32.const 0) $f) (func $f (export \"f\") (result i32) (i32.add (call $a) (i32.const 1)))", new() { { "a", a } });
        foreach (Instance first in new[] { a, b, a })
        {
            var f = first.GetFunction<Func<int>>("f");
            Guest.Traps(TrapKind.StackExhausted, () => f());
            OnThread(256 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => f()));
            OnThread(8 * 1024 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => f()));
        }
    }

    [Fact]
    public void A_function_that_is_first_compiled_at_the_end_of_the_stack_is_compiled()
    {
        string large = Guest.Repeat(3000, "(local.set 0 (i32.add (i32.mul (local.get 0) (i32.const #)) (i32.load (local.get 0))))");
        for (int depth = 100; depth <= 6400; depth *= 2)
        {
            Func<int, int> f = Guest.Instantiate($"""
                (memory 1)
                (func $f (export "f") (param i32) (result i32)
                  (if (result i32) (local.get 0) (then (i32.add (call $f (i32.sub (local.get 0) (i32.const 1))) (i32.const 1))) (else (call $large (i32.const 0)))))
                (func $large (param i32) (result i32) {large} (local.get 0))
                """).GetFunction<Func<int, int>>("f");
            OnThread(256 * 1024, () =>
            {
                try
                {
                    f(depth);
                }
                catch (TrapException trap)
                {
                    Assert.Equal(TrapKind.StackExhausted, trap.Kind);
                }
            });
        }
    }

    [Fact]
    public void It_traps_a_thousand_times()
    {
        Engine engine = new(new EngineOptions { MaxStackBytes = 64 * 1024 });
        Func<int> f = Guest.Instantiate(Forever, engine: engine).GetFunction<Func<int>>("f");
        for (int i = 0; i < 1000; i++) Guest.Traps(TrapKind.StackExhausted, () => f());
    }

    [Fact]
    public void It_traps_on_several_threads_at_once()
    {
        Module module = Guest.Compile(Forever);
        Parallel.For(0, 16, _ => Guest.Traps(TrapKind.StackExhausted, () => module.Instantiate().GetFunction<Func<int>>("f")()));
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(1024 * 1024)]
    [InlineData(4 * 1024 * 1024)]
    public void A_guest_gets_the_stack_that_it_was_granted(int granted)
    {
        Engine engine = new(new EngineOptions { MaxStackBytes = granted });
        Instance guest = Guest.Instantiate("(global $depth (export \"depth\") (mut i32) (i32.const 0)) (func $f (export \"f\") (result i32) (global.set $depth (i32.add (global.get $depth) (i32.const 1))) (i32.add (call $f) (i32.const 1)))", engine: engine);
        OnThread(32 * 1024 * 1024, () => Guest.Traps(TrapKind.StackExhausted, () => guest.GetFunction<Func<int>>("f")()));

        // A frame has at least 16 bytes, and may stand for two calls: a small function that calls itself is lowered in its own place once.
        Assert.InRange(guest.GetGlobal("depth").Value.AsInt32(), granted / 200, 2 * ((granted + 256) / 16));
    }

    private static string Recursive(string parameters, string locals, string arguments, string uses = "") => $"""
        (func $g (param {parameters}) (result i32) {(locals.Length > 0 ? $"(local {locals})" : "")} {uses} (i32.add (call $g {arguments}) (i32.const 1)))
        (func (export "f") (result i32) (call $g {string.Concat(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(type => $"({type}.const 1) "))}))
        """;

    /// <summary>Sets locals from one another around a call that forgets nothing, so that they need a place in the frame.</summary>
    private static string Uses(int first, int count, string type) =>
        string.Concat(Enumerable.Range(first, count - 1).Select(i => $"(local.set {i + 1} ({type}.add (local.get {i}) ({type}.const {i}))) "));

    private static string VectorUses(int first, int count) =>
        string.Concat(Enumerable.Range(first, count - 1).Select(i => $"(local.set {i + 1} (i32x4.add (local.get {i}) (local.get {i}))) "));

    private static Func<int> Entry(string wat) => Guest.Instantiate(wat).GetFunction<Func<int>>("f");

    private static void OnThread(int stackBytes, Action action)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(action), stackBytes);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
