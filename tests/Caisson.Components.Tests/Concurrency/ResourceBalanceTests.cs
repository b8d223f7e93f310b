using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;
using CsCheck;

namespace Caisson.Components.Tests.Concurrency;

/// <summary>Whatever components and the host do with resources: each is destroyed once, when its owner drops it, and no table keeps a handle.</summary>
public class ResourceBalanceTests
{
    /// <summary><c>$C</c> implements a resource and counts those that live; <c>$D</c> has handles of it and does what the host asks for.</summary>
    private const string Guest = """
        (component
          (component $C
            (core module $Count
              (global $live (mut i32) (i32.const 0))
              (func (export "dtor") (param i32) (global.set $live (i32.sub (global.get $live) (i32.const 1))))
              (func (export "born") (global.set $live (i32.add (global.get $live) (i32.const 1))))
              (func (export "live") (result i32) (global.get $live)))
            (core instance $count (instantiate $Count))
            (type $R (resource (rep i32) (dtor (core func $count "dtor"))))
            (core func $new (canon resource.new $R))
            (core func $drop (canon resource.drop $R))
            (core module $M
              (import "" "new" (func $new (param i32) (result i32)))
              (import "" "drop" (func $drop (param i32)))
              (import "" "born" (func $born))
              (func (export "make") (param i32) (result i32) (call $born) (call $new (local.get 0)))
              (func (export "rep") (param i32) (result i32) (local.get 0))
              (func (export "eat") (param i32) (call $drop (local.get 0)))
              (func (export "keep-or-give") (param i32) (result i32) (local.get 0)))
            (core instance $m (instantiate $M (with "" (instance
              (export "new" (func $new)) (export "drop" (func $drop)) (export "born" (func $count "born"))))))
            (export $R' "R" (type $R))
            (func (export "make") (param "rep" u32) (result (own $R')) (canon lift (core func $m "make")))
            (func (export "rep") (param "r" (borrow $R')) (result u32) (canon lift (core func $m "rep")))
            (func (export "eat") (param "r" (own $R')) (canon lift (core func $m "eat")))
            (func (export "pass") (param "r" (own $R')) (result (own $R')) (canon lift (core func $m "keep-or-give")))
            (func (export "live") (result u32) (canon lift (core func $count "live"))))
          (component $D
            (import "c" (instance $c
              (export "R" (type $R (sub resource)))
              (export "make" (func (param "rep" u32) (result (own $R))))
              (export "rep" (func (param "r" (borrow $R)) (result u32)))
              (export "eat" (func (param "r" (own $R))))
              (export "pass" (func (param "r" (own $R)) (result (own $R))))))
            (alias export $c "R" (type $R))
            (core func $make (canon lower (func $c "make")))
            (core func $rep (canon lower (func $c "rep")))
            (core func $eat (canon lower (func $c "eat")))
            (core func $pass (canon lower (func $c "pass")))
            (core func $drop (canon resource.drop $R))
            (core module $M
              (import "" "rep" (func $rep (param i32) (result i32)))
              (import "" "drop" (func $drop (param i32)))
              (func (export "id") (param i32) (result i32) (local.get 0))
              (func (export "lent") (param i32) (result i32) (local $rep i32)
                (local.set $rep (call $rep (local.get 0)))
                (call $drop (local.get 0))
                (local.get $rep)))
            (core instance $m (instantiate $M (with "" (instance (export "rep" (func $rep)) (export "drop" (func $drop))))))
            (export $R' "R" (type $R))
            (func (export "make") (param "rep" u32) (result u32) (canon lift (core func $make)))
            (func (export "rep") (param "handle" u32) (result u32) (canon lift (core func $rep)))
            (func (export "eat") (param "handle" u32) (canon lift (core func $eat)))
            (func (export "pass") (param "handle" u32) (result u32) (canon lift (core func $pass)))
            (func (export "drop") (param "handle" u32) (canon lift (core func $drop)))
            (func (export "give") (param "handle" u32) (result (own $R')) (canon lift (core func $m "id")))
            (func (export "take") (param "r" (own $R')) (result u32) (canon lift (core func $m "id")))
            (func (export "lent") (param "r" (borrow $R')) (result u32) (canon lift (core func $m "lent"))))
          (instance $c (instantiate $C))
          (instance $d (instantiate $D (with "c" (instance $c))))
          (export "live" (func $c "live"))
          (export "d" (instance $d)))
        """;

    internal static readonly Component Compiled = Component.CompileText(Guests.Engine, Guest);

    /// <summary>A new instance.</summary>
    internal static ComponentInstance Instantiate() => new ComponentLinker(Guests.Engine).Instantiate(Compiled);

    [Fact]
    public void Random_operations_balance() => Gen.Int[0, 7].Select(Gen.Int[0, 1000]).Array[0, 60].Sample(operations =>
    {
        ComponentInstance instance = Instantiate();
        var world = new World(instance);
        foreach ((int operation, int which) in operations) world.Do(operation, which);
        world.CheckBalance();
        world.DropAll();
        world.CheckBalance();
        return Guests.Handles(instance) == 0;
    }, iter: 200);

    [Fact]
    public void A_handle_that_was_given_away_is_gone()
    {
        ComponentInstance d = Instantiate().GetInstance("d");
        ComponentValue handle = d.GetFunction("make").Call(1u);
        d.GetFunction("eat").Call(handle);
        Assert.Equal(TrapKind.InvalidHandle, Assert.Throws<TrapException>(() => d.GetFunction("eat").Call(handle)).Kind);
    }

    /// <summary>What there should be.</summary>
    internal sealed class World(ComponentInstance instance)
    {
        private readonly ComponentInstance _d = instance.GetInstance("d");
        private readonly List<(uint Handle, uint Rep)> _guests = [];
        private readonly List<(ComponentResource Resource, uint Rep)> _hosts = [];
        private uint _next = 1;

        /// <summary>How many there should be.</summary>
        public int Count => _guests.Count + _hosts.Count;

        public void Do(int operation, int which)
        {
            if (operation is 0 or 1) _guests.Add((Call("make", _next), _next++));
            else if (operation == 7 && _hosts.Count > 0)
            {
                (ComponentResource resource, uint rep) = Take(_hosts, which);
                if (which % 3 == 0) resource.Dispose();
                else
                {
                    Assert.Equal(rep, _d.GetFunction("lent").Call(ComponentValue.Borrow(resource)).AsUInt32());
                    _guests.Add((_d.GetFunction("take").Call(ComponentValue.Own(resource)).AsUInt32(), rep));
                }
            }
            else if (_guests.Count > 0) DoWithGuests(operation, which);
        }

        public void DropAll()
        {
            foreach ((uint handle, _) in _guests) _d.GetFunction("drop").Call(handle);
            foreach ((ComponentResource resource, _) in _hosts) resource.Dispose();
            _guests.Clear();
            _hosts.Clear();
        }

        public void CheckBalance()
        {
            Assert.Equal((uint)(_guests.Count + _hosts.Count), instance.GetFunction("live").Call().AsUInt32());
            Assert.Equal(_guests.Count, Guests.Handles(instance));
        }

        private void DoWithGuests(int operation, int which)
        {
            (uint handle, uint rep) = Take(_guests, which);
            switch (operation)
            {
                case 2:
                    _d.GetFunction("drop").Call(handle);
                    break;
                case 3:
                    _d.GetFunction("eat").Call(handle);
                    break;
                case 4:
                    _guests.Add((Call("pass", handle), rep));
                    break;
                case 5:
                    Assert.Equal(rep, Call("rep", handle));
                    _guests.Add((handle, rep));
                    break;
                default:
                    _hosts.Add((_d.GetFunction("give").Call(handle).AsResource(), rep));
                    break;
            }
        }

        private uint Call(string function, uint argument) => _d.GetFunction(function).Call(argument).AsUInt32();

        private static T Take<T>(List<T> from, int which)
        {
            T taken = from[which % from.Count];
            from.RemoveAt(which % from.Count);
            return taken;
        }
    }
}
