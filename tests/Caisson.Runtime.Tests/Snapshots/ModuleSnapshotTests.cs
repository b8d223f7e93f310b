using System.Runtime.Intrinsics;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

/// <summary>What a snapshot begins with, and what it is as a module.</summary>
public sealed class ModuleSnapshotTests
{
    [Fact]
    public void Numbers_and_vectors_stand_where_they_stood()
    {
        Instance guest = Snapshots.Restarted("""
            (global $a (mut i32) (i32.const 1)) (global $b (mut i64) (i64.const 2)) (global $c (mut f32) (f32.const 3))
            (global $d (mut f64) (f64.const 4)) (global $e (mut v128) (v128.const i64x2 5 6)) (global $f i32 (i32.const 7))
            (func (export "init")
              (global.set $a (i32.const -2147483648)) (global.set $b (i64.const -1)) (global.set $c (f32.const nan:0x200001))
              (global.set $d (f64.const -0)) (global.set $e (v128.const i32x4 1 2 3 -4)))
            (func (export "get") (result i32 i64 i32 i64 v128 i32)
              (global.get $a) (global.get $b) (i32.reinterpret_f32 (global.get $c)) (i64.reinterpret_f64 (global.get $d)) (global.get $e) (global.get $f))
            """);
        Assert.Equal([int.MinValue, -1L, 0x7fa00001, long.MinValue, Vector128.Create(1, 2, 3, -4).AsByte(), 7], guest.GetFunction("get").Invoke());
    }

    [Fact]
    public void References_to_functions_and_small_numbers_stand_where_they_stood()
    {
        Instance guest = Snapshots.Restarted("""
            (type $t (func (result i32)))
            (global $f (mut (ref $t)) (ref.func $one)) (global $n (mut funcref) (ref.func $one))
            (global $i (mut (ref null any)) (ref.null any)) (global $x (mut externref) (ref.null extern)) (global $e (mut exnref) (ref.null exn))
            (elem declare func $two)
            (func $one (result i32) (i32.const 1)) (func $two (result i32) (i32.const 2))
            (func (export "init")
              (global.set $f (ref.func $two)) (global.set $n (ref.null func))
              (global.set $i (ref.i31 (i32.const -5))) (global.set $x (extern.convert_any (ref.i31 (i32.const 6)))))
            (func (export "get") (result i32 i32 i32 i32 i32)
              (call_ref $t (global.get $f)) (ref.is_null (global.get $n)) (i31.get_s (ref.cast (ref i31) (global.get $i)))
              (i31.get_s (ref.cast (ref i31) (any.convert_extern (global.get $x)))) (ref.is_null (global.get $e)))
            """);
        Assert.Equal([2, 1, -5, 6, 1], guest.GetFunction("get").Invoke());
    }

    [Fact]
    public void A_start_function_does_not_run_again()
    {
        const string Wat = """
            (global $runs (export "runs") (mut i32) (i32.const 0))
            (start $start)
            (func $start (global.set $runs (i32.add (global.get $runs) (i32.const 1))))
            """;
        Assert.Null(Snapshots.Of(Wat).Start);
        Assert.Equal(1, Snapshots.Restarted(Wat).GetGlobal("runs").Value);
    }

    [Fact]
    public void An_imported_function_stays_imported_wherever_it_is()
    {
        Imports imports = new() { { "host", "f", () => 7 } };
        Instance guest = Snapshots.Restarted("""
            (import "host" "f" (func $f (result i32)))
            (table (export "table") 2 funcref) (global $g (mut funcref) (ref.null func)) (elem declare func $f)
            (func (export "init") (table.set (i32.const 1) (ref.func $f)) (global.set $g (ref.func $f)))
            (func (export "get") (result i32) (table.set (i32.const 0) (global.get $g))
              (i32.mul (call_indirect (result i32) (i32.const 0)) (call_indirect (result i32) (i32.const 1))))
            """, imports);
        Assert.Equal(49, guest.Call("get"));
    }

    [Fact]
    public void Imported_constants_stay_imported_and_what_was_computed_of_them_does_not()
    {
        object token = new();
        Imports With(int number) => new()
        {
            { "host", "n", new Global(new GlobalType(ValType.I32, Mutable: false), number) },
            { "host", "x", new Global(new GlobalType(ValType.ExternRef, Mutable: false), Value.FromReference(token)) },
        };
        ModuleSyntax snapshot = Snapshots.Of("""
            (import "host" "n" (global $n i32)) (import "host" "x" (global $x externref))
            (global $more i32 (i32.add (global.get $n) (i32.const 1))) (global (export "x") externref (global.get $x))
            (func (export "get") (result i32 i32) (global.get $n) (global.get $more))
            """, With(1));
        Instance guest = Snapshots.Start(snapshot, With(10));
        Assert.Equal([10, 2], guest.GetFunction("get").Invoke());
        Assert.Same(token, guest.GetGlobal("x").Value.AsReference());
    }

    [Fact]
    public void The_same_instance_gives_the_same_bytes_and_runs_on()
    {
        Instance guest = Snapshots.Initialized("""
            (memory 1) (global (export "g") (mut i32) (i32.const 1)) (table 3 funcref) (elem (i32.const 1) $f) (data (i32.const 5) "x")
            (func $f (export "f") (result i32) (global.set 0 (i32.add (global.get 0) (i32.const 1))) (global.get 0))
            """);
        byte[] first = ModuleSnapshot.Take(guest);
        Assert.Equal(first, ModuleSnapshot.Take(guest));
        Assert.Equal(2, guest.Call("f"));
        Assert.NotEqual(first, ModuleSnapshot.Take(guest));
    }

    [Fact]
    public void A_module_that_has_done_nothing_stays_what_it_was()
    {
        ModuleSyntax module = Snapshots.Initialized("""
            (module $m (memory 1 2) (global $g (mut i64) (i64.const 5)) (table $t 3 3 funcref) (export "f" (func $f))
            (elem (i32.const 1) $f $f) (func $f (result i32) (i32.load (i32.const 8))) (data (i32.const 5) "text"))
            """).Module.Syntax;
        Assert.Equal(module.Bytes.ToArray(), ModuleSnapshot.Take(Snapshots.Start(module)));
    }

    [Fact]
    public void A_plain_module_stays_one()
    {
        Instance guest = Snapshots.Initialized("""
            (memory 1) (table 4 funcref) (elem (i32.const 0) $a) (elem (i32.const 1) $a $a) (global (mut i32) (i32.const 1))
            (func $a) (func (export "init") (global.set 0 (i32.const 2)) (i32.store (i32.const 8) (i32.const 1)))
            """);
        ModuleSyntax snapshot = Snapshots.Take(guest, new SnapshotOptions { RemovedExports = ["init"] }, Features.Wasm1);
        Assert.Equal(3, Snapshots.Start(snapshot).Module.Syntax.Elems.Sum(elem => elem.Count));
    }

    [Fact]
    public void Exports_are_removed_and_renamed()
    {
        const string Wat = """
            (memory (export "memory") 1) (global (export "g") i32 (i32.const 0))
            (func (export "_start") (result i32) (i32.const 1)) (func (export "resume") (result i32) (i32.const 2)) (func (export "init"))
            """;
        ModuleSyntax snapshot = Snapshots.Take(Snapshots.Initialized(Wat), new SnapshotOptions
        {
            RemovedExports = ["init", "no such"],
            RenamedFunctions = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("_start", "resume"),
        });
        Assert.Equal(["memory", "g", "_start"], snapshot.Exports.Select(export => export.Name));
        Assert.Equal(2, Snapshots.Start(snapshot).Call("_start"));
    }

    [Fact]
    public void Two_functions_change_names()
    {
        var renames = new Dictionary<string, string> { ["a"] = "b", ["b"] = "a" };
        ModuleSyntax snapshot = Snapshots.Take(
            Snapshots.Initialized("""(func (export "a") (result i32) (i32.const 1)) (func (export "b") (result i32) (i32.const 2))"""),
            new SnapshotOptions { RenamedFunctions = System.Collections.Immutable.ImmutableDictionary.CreateRange(renames) });
        Assert.Equal(2, Snapshots.Start(snapshot).Call("a"));
    }

    [Theory]
    [InlineData("a", "missing", "exports no function named \"missing\"")]
    [InlineData("a", "memory", "exports no function named \"memory\"")]
    public void Only_exported_functions_get_new_names(string name, string old, string message)
    {
        Instance guest = Snapshots.Initialized("""(memory (export "memory") 1)""");
        var options = new SnapshotOptions { RenamedFunctions = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add(name, old) };
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ModuleSnapshot.Take(guest, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_function_gets_one_name()
    {
        Instance guest = Snapshots.Initialized("""(func (export "f"))""");
        var renames = new Dictionary<string, string> { ["a"] = "f", ["b"] = "f" };
        var options = new SnapshotOptions { RenamedFunctions = System.Collections.Immutable.ImmutableDictionary.CreateRange(renames) };
        Assert.Contains("two new names", Assert.Throws<ArgumentException>(() => ModuleSnapshot.Take(guest, options)).Message, StringComparison.Ordinal);
    }

    /// <summary>A function that isn't exported any more, or in a table any more, must still be declared for <c>ref.func</c>.</summary>
    [Fact]
    public void Code_may_still_make_references()
    {
        Instance guest = Snapshots.Initialized("""
            (table 1 funcref) (elem (i32.const 0) $a) (global (mut funcref) (ref.func $b))
            (func $a (result i32) (i32.const 3)) (func $b (result i32) (i32.const 4)) (func $c (export "gone") (result i32) (i32.const 5))
            (func (export "init") (table.set (i32.const 0) (ref.null func)) (global.set 0 (ref.null func)))
            (func $call (param funcref) (result i32) (table.set (i32.const 0) (local.get 0)) (call_indirect (result i32) (i32.const 0)))
            (func (export "sum") (result i32) (i32.add (call $call (ref.func $a)) (i32.add (call $call (ref.func $b)) (call $call (ref.func $c)))))
            """);
        ModuleSyntax snapshot = Snapshots.Take(guest, new SnapshotOptions { RemovedExports = ["gone"] });
        Assert.Equal(12, Snapshots.Start(snapshot).Call("sum"));
        Assert.Equal(3, Assert.Single(snapshot.Elems, elem => elem.Mode == SegmentMode.Declarative).Count);
    }

    [Fact]
    public void Nobody_may_be_inside()
    {
        Instance? guest = null;
        Imports imports = new() { { "host", "f", () => { ModuleSnapshot.Take(guest!); } } };
        guest = Snapshots.Initialized("""(import "host" "f" (func)) (export "f" (func 0)) (func (export "g") (call 0))""", imports);
        Assert.Throws<InvalidOperationException>(() => guest.GetFunction("g").Invoke());
        Assert.NotEmpty(ModuleSnapshot.Take(guest));
    }
}
