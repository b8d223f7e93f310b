using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Tests.Concurrency;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Linking;

/// <summary>What a component gets for its imports, and what it doesn't.</summary>
public class LinkerTests
{
    private const string Importer = """
        (component
          (import "example:clock/now@0.2.4" (instance $clock (export "seconds" (func (result u64)))))
          (core func $seconds (canon lower (func $clock "seconds")))
          (core module $M
            (import "" "seconds" (func $seconds (result i64)))
            (func (export "run") (result i64) (i64.add (call $seconds) (i64.const 1))))
          (core instance $m (instantiate $M (with "" (instance (export "seconds" (func $seconds))))))
          (func $run (result u64) (canon lift (core func $m "run")))
          (instance $i (export "run" (func $run)))
          (export "example:clock/after@0.2.4" (instance $i)))
        """;

    [Theory]
    [InlineData("0.2.4", true)]
    [InlineData("0.2.12", true)]
    [InlineData("0.2.0", true)]
    [InlineData("0.3.0", false)]
    [InlineData("1.2.4", false)]
    [InlineData("0.2.4-rc.1", false)]
    public void An_import_is_satisfied_by_a_compatible_version(string version, bool isCompatible)
    {
        Action<ComponentLinker> define = linker => linker.DefineInstance($"example:clock/now@{version}").DefineFunction("seconds", (_, _) => 41UL);
        if (isCompatible) Assert.Equal(42UL, Guests.Instantiate(Importer, define).GetFunction("example:clock/after@0.2.0", "run").Call().AsUInt64());
        else Assert.Throws<UnlinkableException>(() => Guests.Instantiate(Importer, define));
    }

    [Fact]
    public void The_highest_compatible_version_is_taken()
    {
        ComponentInstance instance = Guests.Instantiate(Importer, linker =>
        {
            foreach (uint patch in new uint[] { 3, 12, 5 })
                linker.DefineInstance($"example:clock/now@0.2.{patch}").DefineFunction("seconds", (_, _) => (ulong)patch);
        });
        Assert.Equal(13UL, instance.GetFunction("example:clock/after@0.2.4", "run").Call().AsUInt64());
    }

    [Fact]
    public void Everything_that_is_missing_is_named_with_its_type()
    {
        UnlinkableException error = Assert.Throws<UnlinkableException>(() => Guests.Instantiate("""
            (component
              (import "one" (func (param "x" u32) (result string)))
              (import "two" (instance (export "three" (func async)) (export "four" (func (result bool))) (export "r" (type (sub resource)))))
              (import "five" (core module (export "f" (func)))))
            """, linker => linker.DefineInstance("two").DefineFunction("four", (_, _) => true)));
        Assert.StartsWith("unknown import", error.Message, StringComparison.Ordinal);
        foreach (string part in new[] { "one: func(x: u32) -> string", "two three: async func()", "two r: ", "five: core module" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("four", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_another_type_isnt_taken()
    {
        ComponentInstance given = Guests.Instantiate(Guests.Blocking, (_, _, _) => default);
        UnlinkableException error = Assert.Throws<UnlinkableException>(() => Guests.Instantiate(
            """(component (import "f" (func (result u64))))""", linker => linker.Define("f", given.GetFunction("fine"))));
        Assert.Contains("not func() -> u32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Components_are_linked_to_instances_where_these_live()
    {
        ComponentInstance given = Guests.Instantiate(Guests.Blocking, (_, _, _) => default);
        const string Using = """
            (component
              (import "i" (instance $i (export "fine" (func (result u32)))))
              (core func $f (canon lower (func $i "fine")))
              (core module $M (import "" "f" (func $f (result i32))) (func (export "f") (result i32) (i32.add (call $f) (i32.const 1))))
              (core instance $m (instantiate $M (with "" (instance (export "f" (func $f))))))
              (func (export "f") (result u32) (canon lift (core func $m "f"))))
            """;
        ComponentInstance user = Guests.Instantiate(Using, linker => linker.Define("i", given));
        Assert.Same(given.Store, user.Store);
        Assert.Equal(8u, user.GetFunction("f").Call().AsUInt32());
        using var other = new ComponentStore(Guests.Engine);
        Assert.Throws<ArgumentException>(() => Guests.Instantiate(Using, linker => linker.Define("i", given), other));
    }

    [Fact]
    public void A_function_that_takes_time_can_stand_for_one_that_doesnt()
    {
        ComponentInstance instance = Guests.Instantiate(Importer, linker =>
            linker.DefineInstance("example:clock/now@0.2.4").DefineAsyncFunction("seconds", async (_, _, _) =>
            {
                await Task.Delay(1, CancellationToken.None);
                return 1UL;
            }));
        Assert.Equal(2UL, instance.GetFunction("example:clock/after@0.2.4", "run").Call().AsUInt64());
    }

    [Fact]
    public void Resources_of_the_host_are_objects_that_are_destroyed_once()
    {
        const string Guest = """
            (component
              (import "r" (type $r (sub resource)))
              (import "[constructor]r" (func $make (param "name" u32) (result (own $r))))
              (import "[method]r.name" (func $name (param "self" (borrow $r)) (result u32)))
              (core func $make' (canon lower (func $make)))
              (core func $name' (canon lower (func $name)))
              (core func $drop (canon resource.drop $r))
              (core module $M
                (import "" "make" (func $make (param i32) (result i32)))
                (import "" "name" (func $name (param i32) (result i32)))
                (import "" "drop" (func $drop (param i32)))
                (func (export "run") (result i32) (local $h i32) (local $n i32)
                  (local.set $h (call $make (i32.const 6)))
                  (local.set $n (call $name (local.get $h)))
                  (call $drop (local.get $h))
                  (local.get $n)))
              (core instance $m (instantiate $M (with "" (instance (export "make" (func $make')) (export "name" (func $name')) (export "drop" (func $drop))))))
              (func (export "run") (result u32) (canon lift (core func $m "run"))))
            """;
        List<object> destroyed = [];
        var type = new ComponentResourceType("r", destroyed.Add);
        ComponentResource? lent = null;
        ComponentInstance instance = Guests.Instantiate(Guest, linker =>
        {
            linker.DefineResource("r", type);
            linker.DefineFunction("[constructor]r", (_, arguments) => ComponentValue.Own(type.Create($"number {arguments[0].AsUInt32()}")));
            linker.DefineFunction("[method]r.name", (_, arguments) =>
            {
                lent = arguments[0].AsResource();
                return (uint)((string)lent.HostObject!).Length;
            });
        });
        Assert.Equal(8u, instance.GetFunction("run").Call().AsUInt32());
        Assert.Equal(["number 6"], destroyed);
        Assert.Equal(0, Guests.Handles(instance));
        Assert.Throws<InvalidOperationException>(() => ComponentValue.Borrow(lent!).AsResource().Lend());
    }

    [Theory]
    [InlineData("keep")]
    [InlineData("trap")]
    public void Resources_of_the_host_end_with_the_instance_that_owns_them(string how)
    {
        const string Guest = """
            (component
              (import "r" (type $r (sub resource)))
              (import "[constructor]r" (func $make (result (own $r))))
              (core func $make' (canon lower (func $make)))
              (core module $M
                (import "" "make" (func $make (result i32)))
                (func (export "keep") (drop (call $make)))
                (func (export "trap") (drop (call $make)) (unreachable)))
              (core instance $m (instantiate $M (with "" (instance (export "make" (func $make'))))))
              (func (export "keep") (canon lift (core func $m "keep")))
              (func (export "trap") (canon lift (core func $m "trap"))))
            """;
        List<object> destroyed = [];
        var type = new ComponentResourceType("r", destroyed.Add);
        ComponentInstance instance = Guests.Instantiate(Guest, linker =>
        {
            linker.DefineResource("r", type);
            linker.DefineFunction("[constructor]r", (_, _) => ComponentValue.Own(type.Create("one")));
        });
        if (how == "trap") Assert.Throws<TrapException>(() => instance.GetFunction("trap").Call());
        else instance.GetFunction("keep").Call();
        instance.Store.Dispose();
        instance.Store.Dispose();
        Assert.Equal(["one"], destroyed);
    }

    [Fact]
    public void Modules_and_components_can_be_imported()
    {
        ComponentInstance instance = Guests.Instantiate("""
            (component
              (import "m" (core module $m (export "f" (func (result i32)))))
              (core instance $i (instantiate $m))
              (func (export "f") (result u32) (canon lift (core func $i "f"))))
            """, linker => linker.DefineModule("m", Guests.Engine.CompileText("""(module (func (export "f") (result i32) (i32.const 5)) (func (export "g")))""")));
        Assert.Equal(5u, instance.GetFunction("f").Call().AsUInt32());
        UnlinkableException error = Assert.Throws<UnlinkableException>(() => Guests.Instantiate(
            """(component (import "m" (core module (export "f" (func (result i64))))))""",
            linker => linker.DefineModule("m", Guests.Engine.CompileText("""(module (func (export "f") (result i32) (i32.const 5)))"""))));
        Assert.Contains("exports \"f\" as func", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_converted_or_refused_before_the_guest_is_entered()
    {
        ComponentInstance instance = Guests.Instantiate("""
            (component
              (core module $M (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
              (core instance $m (instantiate $M))
              (func (export "add") (param "a" u8) (param "b" u32) (result u32) (canon lift (core func $m "add"))))
            """, _ => { });
        ComponentFunction add = instance.GetFunction("add");
        Assert.Equal(7u, add.Call(5, 2L).AsUInt32());
        ArgumentException error = Assert.Throws<ArgumentException>(() => add.Call(256, 2));
        Assert.Contains("\"a\" of add: func(a: u8, b: u32) -> u32 doesn't fit: ", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => add.Call("5", 2));
        Assert.Equal(3u, add.Call(1, 2).AsUInt32());
    }

    [Fact]
    public void A_call_takes_as_many_arguments_as_the_function()
    {
        ComponentInstance instance = Guests.Instantiate(Guests.Blocking, (_, _, _) => default);
        Assert.Throws<ArgumentException>(() => instance.GetFunction("fine").Call(1u));
        Assert.Throws<ArgumentException>(() => instance.GetFunction("missing"));
        Assert.Equal(7u, instance.GetFunction("fine").Call().AsUInt32());
    }
}
