using System.Globalization;

namespace Caisson.Runtime.Tests;

/// <summary>Accesses across the end of a memory, with guard pages and without: the JIT may make loads shorter, and stores longer.</summary>
public sealed class MemoryEdgeTests
{
    private const int End = 65536;

    private static readonly Dictionary<MemoryChecks, Engine> Engines = new()
    {
        [MemoryChecks.Automatic] = new Engine(),
        [MemoryChecks.Explicit] = new Engine(new EngineOptions { MemoryChecks = MemoryChecks.Explicit }),
    };

    private static readonly (string Load, string Type, int Width)[] Loads =
    [
        ("i32.load", "i32", 4), ("i32.load16_s", "i32", 2), ("i32.load16_u", "i32", 2), ("i32.load8_u", "i32", 1),
        ("i64.load", "i64", 8), ("i64.load32_s", "i64", 4), ("i64.load32_u", "i64", 4), ("i64.load16_s", "i64", 2), ("i64.load8_s", "i64", 1),
        ("f32.load", "f32", 4), ("f64.load", "f64", 8), ("v128.load", "v128", 16), ("v128.load8x8_u", "v128", 8), ("v128.load32x2_s", "v128", 8),
        ("v128.load16_splat", "v128", 2), ("v128.load32_splat", "v128", 4), ("v128.load64_splat", "v128", 8), ("v128.load32_zero", "v128", 4), ("v128.load64_zero", "v128", 8),
    ];

    /// <summary>What is done with a loaded value: mostly less than there is.</summary>
    private static readonly Dictionary<string, string[]> Uses = new()
    {
        ["i32"] =
        [
            "(drop #)", "(local.set $i32 #)", "(global.set $g #)", "(i32.store8 (i32.const 0) #)", "(i32.store16 (i32.const 0) #)", "(i32.store (i32.const 0) #)",
            "(global.set $g (i32.and # (i32.const 255)))", "(global.set $g (i32.and # (i32.const 0)))", "(global.set $g (i32.mul # (i32.const 0)))",
            "(global.set $g (i32.extend8_s #))", "(global.set $g (i32.extend16_s #))", "(global.set $g (i32.shr_u # (i32.const 24)))",
            "(global.set $g (i32.eqz (i32.and # (i32.const 64))))", "(if (i32.and # (i32.const 1)) (then (global.set $g (i32.const 1))))",
            "(global.set $g (i32.and (i32.add # (i32.const 3)) (i32.const 255)))", "(drop (i32.add # (i32.const 1)))", "(if # (then))",
            "(global.set $g (i32.wrap_i64 (i64.shl (i64.extend_i32_u #) (i64.const 40))))", "(global.set $g (call $low #))", "(drop (call $same #))",
            "(global.set $g (select # (i32.const 1) (i32.eqz #)))", "(drop (i32.load8_u (i32.and # (i32.const 7))))",
            "(i32.store8 (i32.const 0) (i32.shl # (i32.const 1)))", "(i32.store8 (i32.const 0) (i32.shl # (i32.const 32)))", "(i32.store8 (i32.const 0) (i32.shl # (local.get $zero)))",
            "(global.set $g (i32.and (i32.rotl # (i32.const 16)) (i32.const 255)))", "(global.set $g (i32.and (i32.rotl # (local.get $zero)) (i32.const 255)))",
            "(global.set $g (i32.extend8_s (i32.shr_u # (i32.const 8))))", "(drop (call_indirect (param i32) (result i32) # (i32.const 0)))", "(drop (call_indirect (param i32) (result i32) (i32.const 1) (i32.and # (i32.const 0))))",
            "(loop $l (global.set $g (select # (i32.const 1) (i32.and # (i32.const 1)))) (br_if $l (local.get $zero)))",
        ],
        ["i64"] =
        [
            "(drop #)", "(local.set $i64 #)", "(global.set $g (i32.wrap_i64 #))", "(i64.store8 (i32.const 0) #)", "(i64.store32 (i32.const 0) #)", "(i64.store (i32.const 0) #)",
            "(global.set $g (i32.wrap_i64 (i64.shr_u # (i64.const 32))))", "(global.set $g (i32.wrap_i64 (i64.and # (i64.const 255))))", "(global.set $g (i64.eqz #))",
            "(global.set $g (i32.wrap_i64 (i64.add # (i64.const 1))))", "(drop (i64.mul # (i64.const 3)))", "(global.set $g (i64.lt_u # (i64.const 0)))",
            "(i64.store8 (i32.const 0) (i64.shr_u # (i64.const 8)))", "(i64.store8 (i32.const 0) (i64.shl # (i64.const 64)))", "(call_indirect (param i64) # (i32.const 1))",
        ],
        ["f32"] = ["(drop #)", "(local.set $f32 #)", "(f32.store (i32.const 0) #)", "(global.set $g (i32.and (i32.reinterpret_f32 #) (i32.const 255)))", "(drop (f32.add # #))", "(global.set $g (f32.lt # #))"],
        ["f64"] = ["(drop #)", "(local.set $f64 #)", "(f64.store (i32.const 0) #)", "(f64.store (i32.const 0) (f64.mul # (f64.const 0)))", "(global.set $g (i32.wrap_i64 (i64.reinterpret_f64 #)))", "(drop (f64.sqrt #))", "(if (local.get $zero) (then (f64.store (i32.const 0) #)) (else (drop #)))"],
        ["v128"] =
        [
            "(drop #)", "(local.set $v128 #)", "(v128.store (i32.const 0) #)", "(global.set $g (i32x4.extract_lane 0 #))", "(global.set $g (i8x16.extract_lane_u 0 #))",
            "(local.set $v128 (i16x8.extend_low_i8x16_s #))", "(v128.store (i32.const 0) (f64x2.promote_low_f32x4 #))", "(v128.store (i32.const 0) (i64x2.extend_low_i32x4_u #))",
            "(v128.store (i32.const 0) (i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3 # #))", "(f32.store (i32.const 0) (f32x4.extract_lane 0 (f32x4.add # #)))",
            "(v128.store64_lane 0 (i32.const 0) #)", "(v128.store (i32.const 0) (v128.and # (v128.const i64x2 255 0)))",
        ],
    };

    public static TheoryData<MemoryChecks, string> AllLoads => [.. from checks in Engines.Keys from load in Loads select (checks, load.Load)];

    public static TheoryData<MemoryChecks, string, string, int> AllStores =>
    [
        .. from checks in Engines.Keys
           from store in new[]
           {
               ("i32.store", "(i32.const -1)", 4), ("i32.store16", "(i32.const -1)", 2), ("i64.store", "(i64.const -1)", 8), ("i64.store32", "(i64.const -1)", 4), ("i64.store16", "(i64.const -1)", 2),
               ("f32.store", "(f32.const -1)", 4), ("f64.store", "(f64.const -1)", 8), ("v128.store", "(v128.const i32x4 -1 -1 -1 -1)", 16),
               ("v128.store32_lane # 0", "(v128.const i32x4 -1 -1 -1 -1)", 4), ("v128.store64_lane # 1", "(v128.const i32x4 -1 -1 -1 -1)", 8),
           }
           select (checks, store.Item1, store.Item2, store.Item3),
    ];

    [Theory, MemberData(nameof(AllLoads))]
    public void A_load_traps_unless_all_its_bytes_exist(MemoryChecks checks, string load)
    {
        (_, string type, int width) = Loads.Single(row => row.Load == load);
        string[] bodies =
        [
            .. Uses[type].Select(use => use.Replace("#", $"({load} (local.get 0))", StringComparison.Ordinal)),
            .. Uses[type].Select(use => $"(local.set ${type} ({load} (local.get 0))) {use.Replace("#", $"(local.get ${type})", StringComparison.Ordinal)}"),
            .. Uses[type].Select(use => $"(local.set ${type} ({load} (local.get 0))) (local.set $copy_{type} (local.get ${type})) {use.Replace("#", $"(local.get $copy_{type})", StringComparison.Ordinal)}"),
            .. Uses[type].Select(use => $"(block (local.set ${type} ({load} (local.get 0))) (br 0)) {use.Replace("#", $"(local.get ${type})", StringComparison.Ordinal)}"),
            .. Uses[type].Select(use => $"(local.set ${type} ({load} (local.get 0))) (i32.store8 (i32.const 9) (local.get $zero)) {use.Replace("#", $"(local.get ${type})", StringComparison.Ordinal)}"),
            .. Uses[type].Select(use => $"(loop $again (if (local.get $again) (then {use.Replace("#", $"(local.get ${type})", StringComparison.Ordinal)} (return))) (local.set $again (i32.const 1)) (local.set ${type} ({load} (local.get 0))) (br $again))"),
            .. Uses[type].Select(use => use.Replace("#", $"({load} offset=30000 (i32.sub (local.get 0) (i32.const 30000)))", StringComparison.Ordinal)),
            .. Uses[type].Select(use => use.Replace("#", $"(call $load (local.get 0))", StringComparison.Ordinal)),
            $"(drop ({load} (local.get 0))) (drop (i32.load8_u (local.get 0)))",
            $"(drop (i32.load8_u (local.get 0))) (drop ({load} (local.get 0)))",
            $"(drop ({load} (local.get 0))) (drop ({load} (local.get 0)))",
            $"(drop ({load} (local.get 0))) (i32.store8 (local.get 0) (i32.const 1))",
        ];
        Instance guest = Guest.Instantiate($"""
            (memory (export "memory") 1) (global $g (mut i32) (i32.const 0))
            (table funcref (elem $low $nothing)) (func $nothing (param i64))
            (func $low (param i32) (result i32) (i32.and (local.get 0) (i32.const 255)))
            (func $same (param i32) (result i32) (local.get 0))
            (func $load (param i32) (result {type}) ({load} (local.get 0)))
            {string.Concat(bodies.Select((body, i) => $"(func (export \"{i}\") (param i32) (local $i32 i32) (local $i64 i64) (local $f32 f32) (local $f64 f64) (local $v128 v128) (local $copy_i32 i32) (local $copy_i64 i64) (local $copy_f32 f32) (local $copy_f64 f64) (local $copy_v128 v128) (local $zero i32) (local $again i32) {body})\n"))}
            """, engine: Engines[checks]);
        for (int i = 0; i < bodies.Length; i++)
        {
            var call = guest.GetFunction<Action<int>>(i.ToString(CultureInfo.InvariantCulture));
            call(End - width);
            for (int address = End - width + 1; address <= End; address++) Traps(call, address, bodies[i]);
            Traps(call, -1, bodies[i]);
            Traps(call, int.MinValue, bodies[i]);
        }
    }

    [Theory, MemberData(nameof(AllStores))]
    public void A_store_across_the_end_writes_nothing(MemoryChecks checks, string store, string value, int width)
    {
        Instance guest = Guest.Instantiate($"""
            (memory (export "memory") 1 2) (func (export "f") (param i32) ({store.Replace("#", "", StringComparison.Ordinal)} (local.get 0) {value}))
            (func (export "far") (param i32) ({WithOffset(store)} (local.get 0) {value}))
            """, engine: Engines[checks]);
        var f = guest.GetFunction<Action<int>>("f");
        for (int address = End - width + 1; address <= End; address++)
        {
            Traps(f, address, store);
            Assert.Equal(-1, guest.GetMemory().Span(End - 32, 32).IndexOfAnyExcept((byte)0));
        }
        for (int address = 0; address < 3; address++) Traps(guest.GetFunction<Action<int>>("far"), -address, store);
        f(End - width);
        Assert.Equal(-1, guest.GetMemory().Span(End - 32, 32 - width).IndexOfAnyExcept((byte)0));
        Assert.NotEqual(-1, guest.GetMemory().Span(End - width, width).IndexOfAnyExcept((byte)0));
        guest.GetMemory().Grow(1);
        f(End - 1);
    }

    [Theory]
    [InlineData(MemoryChecks.Automatic, "i32.store8", "(i32.const #)", 1)]
    [InlineData(MemoryChecks.Automatic, "i32.store", "(i32.const #)", 4)]
    [InlineData(MemoryChecks.Automatic, "i64.store", "(i64.const #)", 8)]
    [InlineData(MemoryChecks.Automatic, "f32.store", "(f32.const #)", 4)]
    [InlineData(MemoryChecks.Automatic, "v128.store", "(v128.const i64x2 # #)", 16)]
    [InlineData(MemoryChecks.Explicit, "i32.store", "(i32.const #)", 4)]
    public void Stores_before_the_one_that_traps_are_made(MemoryChecks checks, string store, string value, int width)
    {
        string Stores(Func<int, string> address, bool offsets) => string.Concat(Enumerable.Range(0, 8).Select(i =>
            $"({store} {(offsets ? string.Create(CultureInfo.InvariantCulture, $"offset={i * width}") : "")} {address(i)} {value.Replace("#", string.Create(CultureInfo.InvariantCulture, $"{i + 1}"), StringComparison.Ordinal)})"));
        int start = End - 4 * width;
        foreach (string body in new[]
        {
            Stores(_ => "(local.get 0)", offsets: true),
            Stores(i => $"(i32.add (local.get 0) (i32.const {i * width}))", offsets: false),
            Stores(i => $"(i32.const {start + i * width})", offsets: false),
            Stores(_ => $"(i32.const {start})", offsets: true),
            $"(local $i i32) (local.set $i (i32.const {start})) {Stores(_ => "(local.get $i)", offsets: true)}",
        })
        {
            Instance guest = Guest.Instantiate($"(memory (export \"memory\") 1) (func (export \"f\") (param i32) {body})", engine: Engines[checks]);
            Traps(guest.GetFunction<Action<int>>("f"), start, body);
            for (int i = 0; i < 4; i++) Assert.NotEqual(-1, guest.GetMemory().Span(start + i * width, width).IndexOfAnyExcept((byte)0));
            GC.KeepAlive(guest);
        }
    }

    [Theory]
    [InlineData(MemoryChecks.Automatic)]
    [InlineData(MemoryChecks.Explicit)]
    public void Other_memories_are_checked_explicitly(MemoryChecks checks)
    {
        var engine = new Engine(EngineOptions.Default with { MemoryChecks = checks, Features = EngineOptions.Default.Features | Wasm.Features.CustomPageSizes });
        Instance guest = Guest.Instantiate("""
            (memory $a 1) (memory $b i64 1) (memory $c 10 (pagesize 1)) (memory $d 2)
            (func (export "a") (param i32) (result i32) (i32.load $a (local.get 0)))
            (func (export "b") (param i64) (result i32) (i32.load $b (local.get 0)))
            (func (export "c") (param i32) (result i32) (i32.load $c (local.get 0)))
            (func (export "d") (param i32) (result i32) (i32.load $d (local.get 0)))
            """, engine: engine);
        foreach ((string name, int end) in new[] { ("a", End), ("c", 10), ("d", 2 * End) })
        {
            var load = guest.GetFunction<Func<int, int>>(name);
            Assert.Equal(0, load(end - 4));
            Traps(address => load(address), end - 3, name);
            Traps(address => load(address), -4, name);
        }
        Assert.Equal(0, guest.GetFunction<Func<long, int>>("b")(End - 4));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Func<long, int>>("b")(End - 3));
    }

    private static string WithOffset(string store) =>
        store.Contains('#', StringComparison.Ordinal) ? store.Replace("#", "offset=0xffffffff", StringComparison.Ordinal) : $"{store} offset=0xffffffff";

    private static void Traps(Action<int> call, int address, string what)
    {
        try
        {
            call(address);
        }
        catch (TrapException trap)
        {
            Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, trap.Kind);
            return;
        }
        Assert.Fail($"no trap at {address}: {what}");
    }
}
