using System.Text;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

/// <summary>Memories and tables become segments, beside those that the module had.</summary>
public sealed class SnapshotSegmentTests
{
    [Fact]
    public void Memories_are_as_large_and_hold_what_they_held()
    {
        Instance guest = Snapshots.Restarted("""
            (memory $a (export "a") 1 9) (memory $b (export "b") i64 1) (data (memory $a) (i32.const 0) "one") (data (memory $b) (i64.const 65530) "two")
            (func (export "init") (drop (memory.grow $a (i32.const 2))) (i32.store $a (i32.const 196604) (i32.const 0x64636261)) (i32.store8 $b (i64.const 65530) (i32.const 0)))
            """);
        Memory a = guest.GetMemory("a"), b = guest.GetMemory("b");
        Assert.Equal((3, 1), (a.PageCount, b.PageCount));
        Assert.Equal(new Limits(1, 9), Snapshots.Initialized("(memory (export \"a\") 1 9)").GetMemory("a").Type.Limits);
        Assert.Equal(new Limits(3, 9), a.Type.Limits);
        Assert.Equal(("one", "abcd", "\0wo"), (a.ReadString(0, 3), a.ReadString(196604, 4), b.ReadString(65530, 3)));
    }

    [Fact]
    public void A_shared_memory_is_captured_too()
    {
        Instance guest = Snapshots.Restarted("""
            (memory (export "memory") 1 2 shared) (data $d "once") (global $done (mut i32) (i32.const 0)) (start $start)
            (func $start (memory.init $d (i32.const 8) (i32.const 0) (i32.const 4)) (data.drop $d))
            """);
        Assert.Equal("once", guest.GetMemory().ReadString(8, 4));
    }

    [Fact]
    public void Pages_may_be_of_one_byte()
    {
        Instance guest = Snapshots.Restarted("""(memory (export "memory") 5 (pagesize 1)) (data (i32.const 4) "x")""");
        Assert.Equal((5, "x"), (guest.GetMemory().ByteLength, guest.GetMemory().ReadString(4, 1)));
    }

    /// <summary>Few zeros belong to a segment, many don't.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(15, 1)]
    [InlineData(16, 2)]
    [InlineData(60000, 2)]
    public void Zeros_end_a_segment_when_they_are_many(int zeros, int segments)
    {
        Instance guest = Snapshots.Initialized("""(memory (export "memory") 1)""");
        guest.GetMemory().Write(100, "ab"u8);
        guest.GetMemory().Write(102 + zeros, "cd"u8);
        ModuleSyntax snapshot = Snapshots.Take(guest);
        Assert.Equal(segments, snapshot.Datas.Length);
        Assert.Equal(segments == 1 ? 4 + zeros : 4, snapshot.Datas.Sum(data => data.Content.Length));
    }

    [Fact]
    public void There_are_never_more_segments_than_a_module_may_have()
    {
        Instance guest = Snapshots.Initialized("""(memory (export "memory") 70)""");
        Memory memory = guest.GetMemory();
        int count = ImplementationLimits.DataSegments + 1000;
        for (int i = 0; i < count; i++) memory.Write(i * 40 + (i > 2000 ? 3 : 0), (byte)7);
        ModuleSyntax snapshot = Snapshots.Take(guest);
        Assert.Equal(ImplementationLimits.DataSegments, snapshot.Datas.Length);
        Memory restarted = Snapshots.Start(snapshot).GetMemory();
        Assert.True(memory.Span(0, (int)memory.ByteLength).SequenceEqual(restarted.Span(0, (int)restarted.ByteLength)));
        GC.KeepAlive(memory);
        GC.KeepAlive(restarted);
    }

    [Fact]
    public void Passive_segments_stay_until_they_are_dropped()
    {
        const string Wat = """
            (memory (export "memory") 1) (table 4 funcref)
            (data $gone "gone") (data $kept "kept") (data (i32.const 64) "active")
            (elem $gone func $f $f) (elem $kept func $f) (elem (i32.const 2) $f) (elem $typed funcref (ref.null func) (ref.func $f))
            (func $f (result i32) (i32.const 9))
            (func (export "init") (data.drop $gone) (elem.drop $gone) (memory.fill (i32.const 64) (i32.const 0) (i32.const 6)))
            (func (export "data.kept") (memory.init $kept (i32.const 0) (i32.const 0) (i32.const 4)))
            (func (export "data.gone") (memory.init $gone (i32.const 0) (i32.const 0) (i32.const 1)))
            (func (export "data.gone.nothing") (memory.init $gone (i32.const 0) (i32.const 0) (i32.const 0)))
            (func (export "elem.kept") (table.init 0 $kept (i32.const 0) (i32.const 0) (i32.const 1)))
            (func (export "elem.typed") (table.init 0 $typed (i32.const 0) (i32.const 1) (i32.const 1)))
            (func (export "elem.gone") (table.init 0 $gone (i32.const 0) (i32.const 0) (i32.const 1)))
            (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0)))
            """;
        Instance guest = Snapshots.Restarted(Wat);
        guest.GetFunction("data.kept").Invoke();
        Assert.Equal("kept", guest.GetMemory().ReadString(0, 4));
        Assert.Equal("\0\0\0\0\0\0", guest.GetMemory().ReadString(64, 6));
        guest.GetFunction("data.gone.nothing").Invoke();
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction("data.gone").Invoke());
        Guest.Traps(TrapKind.OutOfBoundsTableAccess, () => guest.GetFunction("elem.gone").Invoke());
        Guest.Traps(TrapKind.UninitializedElement, () => guest.Call("call", 0));
        guest.GetFunction("elem.kept").Invoke();
        Assert.Equal(9, guest.Call("call", 0));
        Assert.Equal(9, guest.Call("call", 2));
        guest.GetFunction("elem.typed").Invoke();
        Assert.Equal(9, guest.Call("call", 0));
    }

    /// <summary>An active segment is as good as dropped once it has been copied: code that names it gets nothing, as before.</summary>
    [Fact]
    public void The_place_of_a_dropped_segment_is_used_again()
    {
        const string Wat = """
            (memory (export "memory") 1) (data $a (i32.const 0) "aaaa") (data $b "bbbb")
            (func (export "init") (data.drop $b) (i32.store (i32.const 1000) (i32.const -1)))
            (func (export "init.a") (memory.init $a (i32.const 0) (i32.const 0) (i32.const 1)))
            (func (export "init.b") (memory.init $b (i32.const 0) (i32.const 0) (i32.const 1)))
            """;
        ModuleSyntax snapshot = Snapshots.Of(Wat);
        Assert.Equal([SegmentMode.Active, SegmentMode.Active], snapshot.Datas.Select(data => data.Mode));
        Assert.Equal(2u, snapshot.DataCount);
        Instance guest = Snapshots.Start(snapshot);
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction("init.a").Invoke());
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction("init.b").Invoke());
    }

    [Fact]
    public void Tables_are_as_large_and_hold_what_they_held()
    {
        Instance guest = Snapshots.Restarted("""
            (type $t (func (result i32)))
            (table $a (export "a") 2 20 funcref) (table $b (export "b") i64 1 (ref null $t)) (table $c (export "c") 2 (ref $t) (ref.func $one)) (table $d (export "d") 3 i31ref)
            (table $e (export "e") 2 funcref (ref.func $one))
            (elem declare func $two)
            (func $one (type $t) (i32.const 1)) (func $two (type $t) (i32.const 2))
            (func (export "init")
              (drop (table.grow $a (ref.func $two) (i32.const 3))) (table.set $a (i32.const 3) (ref.null func)) (table.set $a (i32.const 0) (ref.func $one))
              (table.set $b (i64.const 0) (ref.func $two)) (table.set $c (i32.const 1) (ref.func $two)) (table.set $d (i32.const 1) (ref.i31 (i32.const 77)))
              (table.set $e (i32.const 0) (ref.null func)))
            (func (export "call") (param i32) (result i32) (call_indirect $a (type $t) (local.get 0)))
            (func (export "get") (result i32 i32 i32 i32)
              (call_indirect $b (type $t) (i64.const 0)) (call_indirect $c (type $t) (i32.const 0)) (call_indirect $c (type $t) (i32.const 1))
              (i31.get_u (table.get $d (i32.const 1))))
            """);
        Assert.Equal(new Limits(5, 20), guest.GetTable("a").Type.Limits);
        Assert.Equal([1, null, 2, null, 2], Enumerable.Range(0, 5).Select(i => guest.GetTable("a")[i] is null ? (int?)null : guest.Call("call", i).AsInt32()));
        Assert.Equal([2, 1, 2, 77], guest.GetFunction("get").Invoke());
        Assert.Null(guest.GetTable("d")[2]);
        Assert.Null(guest.GetTable("e")[0]);
        Assert.NotNull(guest.GetTable("e")[1]);
    }

    [Fact]
    public void A_table_without_null_may_be_empty()
    {
        Instance guest = Snapshots.Restarted("""
            (table (export "t") 0 9 (ref func) (ref.func $f)) (func $f)
            (func (export "grow") (result i32) (table.grow 0 (ref.func $f) (i32.const 2)))
            """);
        Assert.Equal(0, guest.Call("grow"));
        Assert.Equal(2, guest.GetTable("t").Length);
    }

    [Fact]
    public void Other_sections_stay_what_they_are()
    {
        ModuleSyntax module = Snapshots.Initialized("""
            (module $m
              (@custom "before" (before first) "1") (@custom "sourceMappingURL" (before first) "\03x.y") (@custom "mine" (after func) "2") (@custom "last" "3")
              (tag $tag (param i32)) (memory $mem 1) (data $gone (i32.const 0) "x") (data $kept "kept") (elem $e declare func $f)
              (func $f (export "f") (param $p i32) (local $l i32) (memory.init $kept (i32.const 0) (i32.const 0) (i32.const 0))))
            """).Module.Syntax;
        ModuleSyntax snapshot = Snapshots.Take(Snapshots.Start(module));
        foreach (SectionId id in (SectionId[])[SectionId.Type, SectionId.Function, SectionId.Tag, SectionId.Code])
            Assert.True(module.Slice(module.SectionAt(id)).SequenceEqual(snapshot.Slice(snapshot.SectionAt(id))), id.ToString());
        Assert.Equal(["before", "mine", "last", "name"], snapshot.CustomSections.Select(custom => custom.Name).OrderBy(name => name == "name"));
        Assert.Equal("2", Encoding.ASCII.GetString(snapshot.Slice(snapshot.CustomSections.Single(custom => custom.Name == "mine").Content)));
        Assert.Equal(("m", "f", "p", "mem"), (snapshot.Names.Module, snapshot.Names.Functions[0], snapshot.Names.Locals[(0, 0)], snapshot.Names.Memories[0]));
        Assert.Equal([KeyValuePair.Create(1u, "kept")], snapshot.Names.Datas);
        Assert.Empty(snapshot.Names.Elems);
    }
}
