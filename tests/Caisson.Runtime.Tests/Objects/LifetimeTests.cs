using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Tests.Objects;

/// <summary>The CLR's collector collects what guests make, and keeps what the host still has.</summary>
[Collection(nameof(CollectionTests.Alone))]
public sealed class LifetimeTests
{
    private const string Nodes = """
        (type $node (struct (field $next (mut (ref null $node))) (field $value (mut i32))))
        (global $kept (mut (ref null $node)) (ref.null $node))
        (func (export "new") (param i32) (result (ref $node)) (struct.new $node (ref.null $node) (local.get 0)))
        (func (export "cycle") (result (ref $node)) (local $a (ref $node))
          (local.set $a (struct.new_default $node))
          (struct.set $node $next (local.get $a) (struct.new $node (local.get $a) (i32.const 2)))
          (local.get $a))
        (func (export "keep") (param (ref null $node)) (global.set $kept (local.get 0)))
        """;

    [Fact]
    public void Cycles_die()
    {
        Instance guest = Guest.Instantiate(Nodes);
        WeakReference cycle = Make(guest);
        Footprint.Measure();
        Assert.False(cycle.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make(Instance guest) => new(guest.GetFunction("cycle").Invoke()[0].AsReference());
    }

    [Fact]
    public void A_global_keeps_an_object()
    {
        Instance guest = Guest.Instantiate(Nodes);
        WeakReference kept = Make(guest);
        Footprint.Measure();
        Assert.True(kept.IsAlive);
        guest.GetFunction("keep").Invoke(Value.FromReference(null));
        Footprint.Measure();
        Assert.False(kept.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make(Instance guest)
        {
            Value node = guest.GetFunction("new").Invoke(1)[0];
            guest.GetFunction("keep").Invoke(node);
            return new(node.AsReference());
        }
    }

    [Fact]
    public void Objects_outlive_instance_module_and_engine()
    {
        (WasmStruct node, WeakReference instance, WeakReference module, WeakReference engine) = Make();
        Footprint.Measure();
        Assert.False(instance.IsAlive);
        Assert.False(module.IsAlive);
        Assert.False(engine.IsAlive);
        Assert.Equal(7, node[1]);
        node[0] = node;
        Assert.Same(node, node[0].AsReference());
        Assert.Equal(2, node.Type.Fields.Length);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WasmStruct, WeakReference, WeakReference, WeakReference) Make()
        {
            Instance guest = Guest.Instantiate(Nodes, engine: new Engine());
            var node = (WasmStruct)guest.GetFunction("new").Invoke(7)[0].AsReference()!;
            return (node, new(guest), new(guest.Module), new(guest.Module.Engine));
        }
    }

    [Fact]
    public void An_object_keeps_no_instance_alive()
    {
        (object node, WeakReference instance) = Make();
        Footprint.Measure();
        Assert.False(instance.IsAlive);
        GC.KeepAlive(node);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (object, WeakReference) Make()
        {
            Instance guest = Guest.Instantiate(Nodes);
            return (guest.GetFunction("new").Invoke(7)[0].AsReference()!, new(guest));
        }
    }

    [Fact]
    public void Modules_of_the_same_types_leave_nothing_behind()
    {
        Use(200);
        Footprint.Stays(new(Managed: 4 << 20, Resident: long.MaxValue, Mappings: int.MaxValue), () => Use(2000));

        static void Use(int count)
        {
            for (int i = 0; i < count; i++) Guest.Instantiate(Nodes).GetFunction("new").Invoke(1);
        }
    }

    [Fact]
    public void Classes_beyond_the_shared_ones_die_with_their_engine()
    {
        // Each is one of its kind, and large enough that a few use up what all engines share.
        WeakReference type = Make(10_000);
        for (int fields = 9_999; fields > 9_965; fields--) type = Make(fields);
        Footprint.Measure();
        Assert.False(type.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make(int fields)
        {
            Module module = Guest.Compile($"(type (sub (struct {Guest.Repeat(fields, "(field i8)")}))) (type (sub 0 (struct {Guest.Repeat(fields, "(field i8)")})))", new Engine());
            return new(WasmStruct.Create(module, new(1)).GetType());
        }
    }
}
