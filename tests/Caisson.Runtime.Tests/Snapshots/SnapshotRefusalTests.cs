using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

/// <summary>What a module can't begin with is refused, by name.</summary>
public sealed class SnapshotRefusalTests
{
    [Fact]
    public void Imported_state_is_not_the_module_s()
    {
        Imports imports = new()
        {
            { "a", "memory", new Memory(new MemType(new Limits(1, null))) },
            { "a", "table", new Table(new TableType(new Limits(1, null), ValType.FuncRef)) },
            { "a", "variable", new Global(new GlobalType(ValType.I32, Mutable: true), 1) },
            { "a", "constant", new Global(new GlobalType(ValType.I32, Mutable: false), 1) },
        };
        Instance guest = Snapshots.Initialized("""
            (import "a" "memory" (memory 1)) (import "a" "table" (table 1 funcref)) (import "a" "variable" (global (mut i32))) (import "a" "constant" (global i32))
            """, imports);
        string message = Snapshots.Refused(() => guest);
        Assert.Contains("\"a\" \"memory\": ", message, StringComparison.Ordinal);
        Assert.Contains("\"a\" \"table\": ", message, StringComparison.Ordinal);
        Assert.Contains("\"a\" \"variable\": ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("constant", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<SnapshotException>(() => ModuleSnapshot.Check(guest.Module)).Message);
    }

    [Theory]
    [InlineData("(global $g (export \"g\") (mut externref) (ref.null extern))", "global 0 (\"g\") holds a reference of the host")]
    [InlineData("(table 3 externref) (table $t (export \"t\") 3 externref)", "element 2 of table 1 (\"t\") holds a reference of the host")]
    public void References_of_the_host(string definition, string message)
    {
        Instance guest = Snapshots.Initialized(definition);
        if (guest.Exports.TryGetValue("g", out Extern? global)) ((Global)global).Value = Value.FromReference("text");
        else guest.GetTable("t")[2] = "text";
        Assert.Contains(message, Snapshots.Refused(() => guest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(type $s (struct (field (mut i32)))) (global $g (ref null $s) (struct.new_default $s))", "global 0 (\"g\") holds a structure")]
    [InlineData("(type $a (array i8)) (table $t 2 arrayref) (func (export \"init\") (table.set (i32.const 1) (array.new_default $a (i32.const 3))))", "element 1 of table 0 (\"t\") holds an array")]
    [InlineData("(type $a (array i8)) (elem arrayref (array.new_default $a (i32.const 3)))", "element segment 0 holds structures or arrays")]
    [InlineData("(tag $e) (global $g (mut exnref) (ref.null exn)) (func (export \"init\") (global.set $g (block $h (result exnref) (try_table (catch_all_ref $h) (throw $e)) (unreachable))))", "global 0 (\"g\") holds an exception")]
    public void Objects(string definition, string message) => Assert.Contains(message, Snapshots.Refused(() => Snapshots.Initialized(definition)), StringComparison.Ordinal);

    [Fact]
    public void Functions_of_others()
    {
        Instance other = Snapshots.Initialized("""(func (export "f"))""");
        Instance guest = Snapshots.Initialized("""(table (export "t") 2 funcref)""");
        guest.GetTable("t")[0] = other.GetFunction("f");
        Assert.Contains("holds a function of another instance", Snapshots.Refused(() => guest), StringComparison.Ordinal);
        guest.GetTable("t")[0] = Function.FromDelegate(guest.Module.Engine, () => 1);
        Assert.Contains("holds a function of the host that the module doesn't import", Snapshots.Refused(() => guest), StringComparison.Ordinal);
    }

    /// <summary>Two bytes far from each other, in one segment.</summary>
    [Fact]
    public void More_than_a_module_may_hold()
    {
        const long Far = ImplementationLimits.ModuleSize + 100L;
        Memory memory = new(new MemType(new Limits(Far / 65536 + 1, null), Is64: true));
        memory.Write(0, (byte)1);
        memory.Write(Far, (byte)1);
        Assert.Equal(2, MemoryParts.Of([memory], 2).Count);
        Assert.Contains("a module may have 1073741824", Assert.Throws<SnapshotException>(() => MemoryParts.Of([memory], 1)).Message, StringComparison.Ordinal);
    }
}
