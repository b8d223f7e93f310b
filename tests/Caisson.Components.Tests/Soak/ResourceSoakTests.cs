using Caisson.Components.Linking;
using Caisson.Components.Tests.Concurrency;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Soak;

/// <summary>Handles of resources over a long time: made, lent, given here and there, dropped, and left behind by traps.</summary>
public class ResourceSoakTests
{
    /// <summary>
    /// Has resources of the host, which it makes, lends, gets, gives back and drops; and a resource of its own, whose destructor traps when the representation is 0.
    /// </summary>
    private const string Guest = """
        (component
          (import "h" (instance $h
            (export "H" (type $H (sub resource)))
            (export "make" (func (result (own $H))))
            (export "look" (func (param "h" (borrow $H)) (result u32)))))
          (alias export $h "H" (type $H))
          (core func $make (canon lower (func $h "make")))
          (core func $look (canon lower (func $h "look")))
          (core func $drop (canon resource.drop $H))
          (core module $Destructor
            (func (export "dtor") (param i32) (if (i32.eqz (local.get 0)) (then unreachable))))
          (core instance $destructor (instantiate $Destructor))
          (type $R (resource (rep i32) (dtor (core func $destructor "dtor"))))
          (core func $new-r (canon resource.new $R))
          (core func $drop-r (canon resource.drop $R))
          (core module $M
            (import "" "look" (func $look (param i32) (result i32)))
            (import "" "drop" (func $drop (param i32)))
            (func (export "id") (param i32) (result i32) (local.get 0))
            (func (export "lent") (param i32) (result i32) (local $seen i32)
              (local.set $seen (call $look (local.get 0)))
              (call $drop (local.get 0))
              (local.get $seen))
            (func (export "trap") unreachable))
          (core instance $m (instantiate $M (with "" (instance (export "look" (func $look)) (export "drop" (func $drop))))))
          (export $R' "R" (type $R))
          (export $H' "H" (type $H))
          (func (export "make") (result u32) (canon lift (core func $make)))
          (func (export "look") (param "handle" u32) (result u32) (canon lift (core func $look)))
          (func (export "drop") (param "handle" u32) (canon lift (core func $drop)))
          (func (export "take") (param "h" (own $H')) (result u32) (canon lift (core func $m "id")))
          (func (export "give") (param "handle" u32) (result (own $H')) (canon lift (core func $m "id")))
          (func (export "lent") (param "h" (borrow $H')) (result u32) (canon lift (core func $m "lent")))
          (func (export "make-r") (param "rep" u32) (result (own $R')) (canon lift (core func $new-r)))
          (func (export "drop-r") (param "r" (own $R')) (canon lift (core func $drop-r)))
          (func (export "trap") (canon lift (core func $m "trap"))))
        """;

    private static readonly Component Compiled = Component.CompileText(Guests.Engine, Guest);

    [Fact]
    public async Task Resources_of_guests_balance()
    {
        var world = new ResourceBalanceTests.World(ResourceBalanceTests.Instantiate());
        var random = new System.Random(1);
        await LongRun.Of(
            share: 1,
            () =>
            {
                world.Do(random.Next(8), random.Next(1000));
                if (world.Count > 300) world.DropAll();
                return Task.CompletedTask;
            },
            () =>
            {
                world.CheckBalance();
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task Resources_of_the_host_balance_whatever_traps()
    {
        var world = new World();
        var random = new System.Random(2);
        await LongRun.Of(
            share: 1,
            () =>
            {
                world.Do(random.Next(500), random.Next(1000));
                return Task.CompletedTask;
            },
            () =>
            {
                world.Check();
                return Task.CompletedTask;
            });
        Assert.True(world.Traps > 0, "nothing has trapped");
    }

    /// <summary>An instance at a time, and what there should be.</summary>
    private sealed class World
    {
        private readonly ComponentResourceType _type;
        private readonly List<uint> _guests = [];
        private readonly List<ComponentResource> _hosts = [];
        private ComponentInstance _instance;
        private int _live;

        public World()
        {
            _type = new ComponentResourceType("H", _ => _live--);
            _instance = Instantiate();
        }

        public int Traps { get; private set; }

        public void Do(int operation, int which)
        {
            if (operation < 4) Trap(operation);
            else if (operation < 150) _guests.Add(Call("make").AsUInt32());
            else if (operation < 180) MakeAndDrop(which);
            else if (operation < 320 && _guests.Count > 0) DoWithGuests(operation % 3, which);
            else if (_hosts.Count > 0) DoWithHosts(operation % 3, which);
        }

        public void Check()
        {
            Assert.Equal(_guests.Count + _hosts.Count, _live);
            Assert.Equal(_guests.Count, Guests.Handles(_instance));
        }

        /// <summary>What the instance had is given back to the host by the time its trap is known; what the host has it keeps.</summary>
        private void Trap(int how)
        {
            if (how == 0) Assert.Throws<TrapException>(() => Call("trap"));
            else
            {
                ComponentResource fatal = Call("make-r", 0u).AsResource();
                if (how == 1) Assert.Throws<TrapException>(() => Call("drop-r", ComponentValue.Own(fatal)));
                else Assert.Throws<TrapException>(fatal.Dispose);
            }
            Traps++;
            _guests.Clear();
            Assert.Equal(_hosts.Count, _live);
            _instance = Instantiate();
        }

        private void MakeAndDrop(int which)
        {
            ComponentResource resource = Call("make-r", 1u + (uint)which).AsResource();
            if (which % 2 == 0) resource.Dispose();
            else Call("drop-r", ComponentValue.Own(resource));
        }

        private void DoWithGuests(int operation, int which)
        {
            uint handle = _guests[which % _guests.Count];
            if (operation == 0)
            {
                Assert.Equal(5u, Call("look", handle).AsUInt32());
                return;
            }
            _guests.RemoveAt(which % _guests.Count);
            if (operation == 1) Call("drop", handle);
            else _hosts.Add(Call("give", handle).AsResource());
        }

        private void DoWithHosts(int operation, int which)
        {
            ComponentResource resource = _hosts[which % _hosts.Count];
            if (operation == 0)
            {
                Assert.Equal(5u, Call("lent", ComponentValue.Borrow(resource)).AsUInt32());
                return;
            }
            _hosts.RemoveAt(which % _hosts.Count);
            if (operation == 1) resource.Dispose();
            else _guests.Add(Call("take", ComponentValue.Own(resource)).AsUInt32());
        }

        private ComponentValue Call(string function, params ComponentValue[] arguments) => _instance.GetFunction(function).Call(arguments);

        private ComponentInstance Instantiate()
        {
            var linker = new ComponentLinker(Guests.Engine);
            linker.DefineInstance("h")
                .DefineResource("H", _type)
                .DefineFunction("make", (_, _) =>
                {
                    _live++;
                    return ComponentValue.Own(_type.Create(new object()));
                })
                .DefineFunction("look", (_, arguments) => arguments[0].AsResource().HostObject is null ? 0u : 5u);
            return linker.Instantiate(Compiled);
        }
    }
}
