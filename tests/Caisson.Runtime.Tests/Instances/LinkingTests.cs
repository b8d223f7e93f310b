using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

/// <summary>Instances that import what others export.</summary>
public sealed class LinkingTests
{
    private static readonly string Exporter = """
        (memory (export "memory") 1 3)
        (table (export "table") 4 8 funcref)
        (global (export "counter") (mut i64) (i64.const 5))
        (global (export "constant") f64 (f64.const 1.5))
        (global (export "ref") (mut funcref) (ref.null func))
        (func $store (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
        (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
        (func (export "memory.size") (result i32) (memory.size))
        (func (export "memory.grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "table.size") (result i32) (table.size 0))
        (func (export "table.grow") (param i32) (result i32) (table.grow 0 (ref.null func) (local.get 0)))
        (func (export "count") (result i64) (global.set 0 (i64.add (global.get 0) (i64.const 1))) (global.get 0))
        (func (export "call") (param i32) (result i32) (call_indirect 0 (result i32) (local.get 0)))
        """;

    private static readonly string Importer = """
        (import "a" "memory" (memory 1))
        (import "a" "table" (table 4 funcref))
        (import "a" "counter" (global (mut i64)))
        (import "a" "constant" (global f64))
        (import "a" "store" (func $store (param i32 i32)))
        (memory $own 1)
        (global $doubled f64 (global.get 1))
        (global $seed (mut i32) (i32.const 40))
        (elem (i32.const 2) $two)
        (data (i32.const 100) "hello")
        (func $two (result i32) (global.set $seed (i32.add (global.get $seed) (i32.const 1))) (global.get $seed))
        (func (export "store") (param i32 i32) (call $store (local.get 0) (local.get 1)))
        (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
        (func (export "memory.size") (result i32) (memory.size))
        (func (export "memory.grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "table.size") (result i32) (table.size 0))
        (func (export "table.grow") (param i32) (result i32) (table.grow 0 (ref.null func) (local.get 0)))
        (func (export "count") (result i64) (global.set 0 (i64.add (global.get 0) (i64.const 10))) (global.get 0))
        (func (export "constant") (result f64) (f64.add (global.get 1) (global.get $doubled)))
        (func (export "call") (param i32) (result i32) (call_indirect 0 (result i32) (local.get 0)))
        """;

    private readonly Instance _a, _b;

    public LinkingTests()
    {
        _a = Guest.Instantiate(Exporter);
        _b = Guest.Instantiate(Importer, new() { { "a", _a } });
    }

    [Fact]
    public void A_memory_is_the_same_for_both()
    {
        Assert.Equal("hello", _a.GetMemory().ReadString(100, 5));
        _b.GetFunction<Action<int, int>>("store")(8, 42);
        Assert.Equal(42, _a.GetFunction<Func<int, int>>("load")(8));
        Assert.Equal(42, _b.GetFunction<Func<int, int>>("load")(8));
    }

    [Fact]
    public void Both_see_a_memory_grow()
    {
        Func<int, int> loadA = _a.GetFunction<Func<int, int>>("load"), loadB = _b.GetFunction<Func<int, int>>("load");
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => loadB(65536));
        Assert.Equal(1, _b.GetFunction<Func<int, int>>("memory.grow")(1));
        Assert.Equal(0, loadA(65536));
        Assert.Equal(2, _a.GetFunction<Func<int>>("memory.size")());
        Assert.Equal(2, _a.GetMemory().Grow(1));
        Assert.Equal(0, loadB(2 * 65536));
        Assert.Equal(3, _b.GetFunction<Func<int>>("memory.size")());
        Assert.Equal(-1, _b.GetFunction<Func<int, int>>("memory.grow")(1));
    }

    [Fact]
    public void Both_see_a_table_grow()
    {
        Guest.Traps(TrapKind.UndefinedElement, () => _a.GetFunction<Func<int, int>>("call")(4));
        Assert.Equal(4, _b.GetFunction<Func<int, int>>("table.grow")(2));
        Assert.Equal(6, _a.GetFunction<Func<int>>("table.size")());
        Guest.Traps(TrapKind.UninitializedElement, () => _a.GetFunction<Func<int, int>>("call")(4));
        Assert.Equal(6, _a.GetTable("table").Grow(2, null));
        Assert.Equal(8, _b.GetFunction<Func<int>>("table.size")());
        Assert.Equal(-1, _b.GetFunction<Func<int, int>>("table.grow")(1));
    }

    [Fact]
    public void A_function_called_through_a_table_runs_in_its_own_instance()
    {
        Assert.Equal(41, _a.GetFunction<Func<int, int>>("call")(2));
        Assert.Equal(42, _b.GetFunction<Func<int, int>>("call")(2));
        Assert.Equal(43, ((Function)_a.GetTable("table")[2]!).As<Func<int>>()());
    }

    [Fact]
    public void Globals_are_shared()
    {
        Assert.Equal(6, _a.GetFunction<Func<long>>("count")());
        Assert.Equal(16, _b.GetFunction<Func<long>>("count")());
        _a.GetGlobal("counter").Value = 100L;
        Assert.Equal(110, _b.GetFunction<Func<long>>("count")());
        Assert.Equal(110L, _a.GetGlobal("counter").Value);
        Assert.Equal(3.0, _b.GetFunction<Func<double>>("constant")());
    }

    [Fact]
    public void The_start_function_runs_once_and_may_be_imported()
    {
        int starts = 0;
        Module module = Guest.Compile("(import \"host\" \"start\" (func $start)) (start $start)");
        Imports imports = new() { { "host", "start", () => { starts++; } } };
        module.Instantiate(imports);
        module.Instantiate(imports);
        Assert.Equal(2, starts);

        Instance own = Guest.Instantiate("(global $g (export \"g\") (mut i32) (i32.const 1)) (func $start (global.set $g (i32.const 2))) (start $start)");
        Assert.Equal(2, own.GetGlobal("g").Value);
    }

    [Fact]
    public void A_trap_of_the_start_function_leaves_what_was_written()
    {
        Module module = Guest.Compile("""
            (import "a" "memory" (memory 1)) (import "a" "table" (table 4 funcref))
            (data (i32.const 0) "one") (elem (i32.const 0) $f)
            (func $f (result i32) (i32.const 77))
            (func $start (i32.store8 (i32.const 10) (i32.const 1)) (unreachable)) (start $start)
            """);
        Guest.Traps(TrapKind.Unreachable, () => module.Instantiate(new() { { "a", _a } }));
        Assert.Equal("one", _a.GetMemory().ReadString(0, 3));
        Assert.Equal(1, _a.GetMemory().Read<byte>(10));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(77, _a.GetFunction<Func<int, int>>("call")(0));
    }

    [Fact]
    public void A_segment_that_does_not_fit_traps_after_those_before_it()
    {
        Imports imports = new() { { "a", _a } };
        Module data = Guest.Compile("""
            (import "a" "memory" (memory 1)) (import "a" "table" (table 4 funcref))
            (elem (i32.const 3) $f) (data (i32.const 0) "one") (data (i32.const 65533) "four") (data (i32.const 4) "two")
            (func $f (result i32) (i32.const 3))
            """);
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => data.Instantiate(imports));
        Assert.Equal("one\0\0", _a.GetMemory().ReadString(0, 5));
        Assert.Equal(0, _a.GetMemory().Read<byte>(65533));
        Assert.Equal(3, _a.GetFunction<Func<int, int>>("call")(3));

        Module elem = Guest.Compile("""
            (import "a" "memory" (memory 1)) (import "a" "table" (table 4 funcref))
            (data (i32.const 0) "ONE") (elem (i32.const 0) $f) (elem (i32.const 3) $f $f) (elem (i32.const 1) $f)
            (func $f (result i32) (i32.const 4))
            """);
        Guest.Traps(TrapKind.OutOfBoundsTableAccess, () => elem.Instantiate(imports));
        Assert.Equal(4, _a.GetFunction<Func<int, int>>("call")(0));
        Assert.Null(_a.GetTable("table")[1]);
        Assert.Equal("one", _a.GetMemory().ReadString(0, 3));
    }

    [Fact]
    public void Every_missing_import_is_named_with_its_type()
    {
        string message = Assert.Throws<UnlinkableException>(() => Guest.Compile(Importer).Instantiate()).Message;
        Assert.StartsWith("unknown import", message, StringComparison.Ordinal);
        Assert.Equal(
            [
                "  \"a\" \"memory\": memory 1",
                "  \"a\" \"table\": table 4 funcref",
                "  \"a\" \"counter\": global (mut i64)",
                "  \"a\" \"constant\": global f64",
                "  \"a\" \"store\": func (param i32 i32)",
            ],
            message.Split('\n')[1..]);
    }

    [Theory]
    [InlineData("(import \"a\" \"memory\" (memory 2))", "memory 2, not memory 1 3")]
    [InlineData("(import \"a\" \"memory\" (memory 1 2))", "memory 1 2, not memory 1 3")]
    [InlineData("(import \"a\" \"memory\" (memory i64 1))", "memory i64 1, not memory 1 3")]
    [InlineData("(import \"a\" \"table\" (table 5 funcref))", "table 5 funcref, not table 4 8 funcref")]
    [InlineData("(import \"a\" \"table\" (table 1 externref))", "table 1 externref, not table 4 8 funcref")]
    [InlineData("(import \"a\" \"counter\" (global i64))", "global i64, not global (mut i64)")]
    [InlineData("(import \"a\" \"constant\" (global (mut f64)))", "global (mut f64), not global f64")]
    [InlineData("(import \"a\" \"constant\" (global f32))", "global f32, not global f64")]
    [InlineData("(import \"a\" \"store\" (func (param i32)))", "func (param i32), not func (param i32 i32)")]
    [InlineData("(import \"a\" \"store\" (func (param i32 i32) (result i32)))", "func (param i32 i32) (result i32), not func (param i32 i32)")]
    [InlineData("(import \"a\" \"store\" (memory 1))", "memory 1, not func (param i32 i32)")]
    [InlineData("(import \"a\" \"memory\" (func))", "func, not memory 1 3")]
    public void An_import_that_does_not_fit_says_what_was_given(string import, string expected)
    {
        string message = Assert.Throws<UnlinkableException>(() => Guest.Instantiate(import, new() { { "a", _a } })).Message;
        Assert.StartsWith("incompatible import type", message, StringComparison.Ordinal);
        Assert.EndsWith(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Misfits_and_missing_imports_are_named_together()
    {
        string message = Assert.Throws<UnlinkableException>(() => Guest.Instantiate(
            "(import \"a\" \"memory\" (func)) (import \"a\" \"absent\" (func)) (import \"a\" \"table\" (memory 1))", new() { { "a", _a } })).Message;
        Assert.Contains("\"a\" \"memory\": func, not memory 1 3", message, StringComparison.Ordinal);
        Assert.Contains("\"a\" \"absent\": func", message, StringComparison.Ordinal);
        Assert.Contains("\"a\" \"table\": memory 1, not table", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_another_engine_is_refused()
    {
        Instance stranger = Guest.Instantiate(Exporter, engine: new Engine());
        string message = Assert.Throws<UnlinkableException>(() => Guest.Instantiate("(import \"a\" \"store\" (func (param i32 i32)))", new() { { "a", stranger } })).Message;
        Assert.Contains("another engine", message, StringComparison.Ordinal);
        Assert.Contains("\"a\" \"store\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_another_engine_in_a_table_is_of_another_type()
    {
        Engine first = new(), second = new();
        Instance a = Guest.Instantiate("(table (export \"t\") 1 funcref) (elem (i32.const 0) $f) (func $f (param i32) (result i32) (local.get 0))", engine: first);
        Instance b = Guest.Instantiate(
            "(type $t (func (param externref) (result externref))) (import \"a\" \"t\" (table 1 funcref)) (func (export \"f\") (param externref) (result externref) (call_indirect (type $t) (local.get 0) (i32.const 0)))",
            new() { { "a", a } }, second);
        Guest.Traps(TrapKind.IndirectCallTypeMismatch, () => b.GetFunction<Func<object?, object?>>("f")("object"));
    }

    [Fact]
    public void Things_of_the_host_can_be_imported()
    {
        Memory memory = new(new MemType(new(1, 2)));
        Table table = new(new TableType(new(2, null), ValType.ExternRef), initial: "initial");
        Global global = new(new GlobalType(ValType.I32, Mutable: true), 7);
        Instance guest = Guest.Instantiate("""
            (import "host" "memory" (memory 1 2)) (import "host" "table" (table 1 externref)) (import "host" "global" (global (mut i32)))
            (func (export "f") (result externref) (i32.store (i32.const 4) (global.get 0)) (global.set 0 (i32.const 8)) (table.set (i32.const 0) (ref.null extern)) (table.get (i32.const 1)))
            """, new() { { "host", "memory", memory }, { "host", "table", table }, { "host", "global", global } });
        Assert.Equal("initial", guest.GetFunction<Func<object?>>("f")());
        Assert.Equal(7, memory.Read<int>(4));
        Assert.Null(table[0]);
        Assert.Equal(8, global.Value);
    }

    [Fact]
    public void What_is_imported_can_be_exported_again()
    {
        Instance c = Guest.Instantiate("""
            (import "a" "memory" (memory 1)) (import "a" "load" (func (param i32) (result i32))) (import "a" "table" (table 1 funcref)) (import "a" "counter" (global (mut i64)))
            (export "m" (memory 0)) (export "f" (func 0)) (export "t" (table 0)) (export "g" (global 0))
            """, new() { { "a", _a } });
        Assert.Same(_a.GetMemory(), c.GetMemory("m"));
        Assert.Same(_a.GetFunction("load"), c.GetFunction("f"));
        Assert.Same(_a.GetTable("table"), c.GetTable("t"));
        Assert.Same(_a.GetGlobal("counter"), c.GetGlobal("g"));
    }

    [Fact]
    public void A_module_tells_what_it_needs_and_offers()
    {
        Module module = Guest.Compile(Importer);
        Assert.Equal(("a", "store", "func (param i32 i32)"), (module.Imports[4].Module, module.Imports[4].Name, module.Imports[4].Type.ToString()));
        Assert.Equal(new ExportType("call", new FuncExternType(new([ValType.I32], [ValType.I32]))), module.Exports[^1]);
        Assert.Equal(5, module.Imports.Length);
    }
}
