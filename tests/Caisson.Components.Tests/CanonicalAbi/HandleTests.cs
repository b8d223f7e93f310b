using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.CanonicalAbi;

public sealed class HandleTests
{
    private static readonly ResourceType Type = new("r");
    private static readonly OwnType Own = new(Type);
    private static readonly BorrowType Borrow = new(Type);

    [Fact]
    public void Indices_begin_at_one_and_the_last_freed_comes_back_first()
    {
        var table = new HandleTable<string>();
        Assert.Equal([1u, 2u, 3u], [table.Add("a"), table.Add("b"), table.Add("c")]);
        Assert.Equal("a", table.Remove(1));
        Assert.Equal("c", table.Remove(3));
        Assert.Equal([3u, 1u, 4u], [table.Add("d"), table.Add("e"), table.Add("f")]);
        Assert.Equal(["e", "b", "d", "f"], table.Elements);
        Assert.Equal(4, table.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0xffffffff)]
    public void Unknown_indices_trap(uint index)
    {
        var table = new HandleTable<string>();
        table.Add("a");
        table.Remove(1);
        TrapException trap = Assert.Throws<TrapException>(() => table.Get(index));
        Assert.Equal((TrapKind.InvalidHandle, $"unknown handle index {index}"), (trap.Kind, trap.WasmText));
        Assert.Throws<TrapException>(() => table.Remove(index));
    }

    [Fact]
    public void A_host_object_goes_to_a_guest_and_comes_back()
    {
        (ToyGuest guest, RuntimeResource resource) = GuestWith(implementation: null);
        var secret = new object();
        var owner = new ComponentResource(resource, new ResourceRep(0, secret), isOwner: true);
        uint index = Abi.LowerOwn(guest.Context(), ComponentValue.Own(owner), Own);
        ComponentValue lifted = Abi.LiftOwn(guest.Context(), index, Own);
        Assert.Same(secret, lifted.AsResource().HostObject);
        Assert.Equal(0, guest.Handles.Count);
    }

    [Fact]
    public void What_was_handed_over_is_gone()
    {
        (ToyGuest guest, RuntimeResource resource) = GuestWith(implementation: null);
        var value = ComponentValue.Own(new ComponentResource(resource, new ResourceRep(0, "x"), isOwner: true));
        Abi.LowerOwn(guest.Context(), value, Own);
        Assert.Throws<InvalidOperationException>(() => Abi.LowerOwn(guest.Context(), value, Own));
        Assert.Throws<InvalidOperationException>(() => Abi.LowerBorrow(guest.Context(), ComponentValue.Borrow(value.AsResource()), Borrow));
        value.AsResource().Dispose();
    }

    [Fact]
    public void An_owner_drops_once()
    {
        var dropped = new List<object?>();
        var resource = new RuntimeResource("r", null, rep => dropped.Add(rep.Object));
        var owner = new ComponentResource(resource, new ResourceRep(0, "x"), isOwner: true);
        owner.Dispose();
        owner.Dispose();
        new ComponentResource(resource, new ResourceRep(0, "y"), isOwner: false).Dispose();
        Assert.Equal(["x"], dropped);
    }

    [Fact]
    public void A_borrow_is_counted_for_its_task()
    {
        (ToyGuest guest, RuntimeResource resource) = GuestWith(implementation: null);
        var owner = new ComponentResource(resource, new ResourceRep(7), isOwner: true);
        uint index = Abi.LowerBorrow(guest.Context(), ComponentValue.Borrow(owner), Borrow);
        Assert.Equal(1, guest.NumBorrows);
        var handle = Assert.IsType<ResourceHandle>(guest.Handles.Get(index));
        Assert.Equal((false, 7u), (handle.IsOwn, handle.Rep.Number));
        TrapException trap = Assert.Throws<TrapException>(() => Abi.LiftOwn(guest.Context(), index, Own));
        Assert.Equal(TrapKind.InvalidHandle, trap.Kind);
    }

    [Fact]
    public void Whoever_implements_a_resource_borrows_its_own_number()
    {
        var guest = new ToyGuest();
        var resource = new RuntimeResource("r", guest, null);
        guest.Define(Type, resource);
        Assert.Equal(42u, Abi.LowerBorrow(guest.Context(), new ResourceRep(42), resource));
        Assert.Equal((0, 0), (guest.NumBorrows, guest.Handles.Count));
    }

    [Fact]
    public void What_is_lent_can_not_be_given_away()
    {
        (ToyGuest guest, RuntimeResource resource) = GuestWith(implementation: null);
        uint index = Abi.LowerOwn(guest.Context(), new ResourceRep(7), resource);
        LiftLowerContext cx = guest.Context();
        ComponentResource borrow = Abi.LiftBorrow(cx, index, Borrow).AsResource();
        Assert.Equal(1, ((ResourceHandle)guest.Handles.Get(index)).NumLends);
        Assert.Equal("cannot remove owned resource while borrowed", Assert.Throws<TrapException>(() => Abi.LiftOwn(guest.Context(), index, Own)).WasmText);
        cx.EndBorrows();
        Assert.Throws<InvalidOperationException>(() => borrow.Lend());
    }

    [Fact]
    public void Handles_have_types()
    {
        (ToyGuest guest, RuntimeResource _) = GuestWith(implementation: new ToyGuest());
        uint other = Abi.LowerOwn(guest.Context(), new ResourceRep(1), new RuntimeResource("s", new ToyGuest(), null));
        uint host = Abi.LowerOwn(guest.Context(), new ResourceRep(1), new RuntimeResource("s", null, null));
        uint context = guest.Handles.Add(new ComponentErrorContext("x"));
        Assert.Equal(
            $"handle index {other} used with the wrong type, expected guest-defined resource but found a different guest-defined resource",
            Assert.Throws<TrapException>(() => Abi.LiftOwn(guest.Context(), other, Own)).WasmText);
        Assert.Equal(
            $"handle index {host} used with the wrong type, expected guest-defined resource but found host-defined resource",
            Assert.Throws<TrapException>(() => Abi.LiftBorrow(guest.Context(), host, Borrow)).WasmText);
        Assert.Equal($"index {context} is not a resource", Assert.Throws<TrapException>(() => Abi.LiftOwn(guest.Context(), context, Own)).WasmText);
        Assert.Equal(
            $"index {other} is not an error context",
            Assert.Throws<TrapException>(() => Abi.LiftErrorContext(guest.Context(), other)).WasmText);
        Assert.Equal(3, guest.Handles.Count);
    }

    [Fact]
    public void A_host_must_pass_the_right_type()
    {
        (ToyGuest guest, RuntimeResource _) = GuestWith(implementation: null);
        var stranger = new ComponentResource(new RuntimeResource("s", null, null), default, isOwner: true);
        Assert.Throws<InvalidCastException>(() => Abi.LowerOwn(guest.Context(), ComponentValue.Own(stranger), Own));
        Assert.Equal(0, guest.Handles.Count);
    }

    [Fact]
    public void Streams_futures_and_error_contexts_travel_through_the_table()
    {
        var guest = new ToyGuest();
        var value = ComponentValue.Tuple(
            ComponentValue.Stream(new ToyStream()), ComponentValue.Future(new ToyFuture()), ComponentValue.ErrorContext(new ComponentErrorContext("x")));
        Layout layout = Layout.Of(T.Tuple(new StreamType(T.U8), new FutureType(null), T.ErrorContext), is64: false);
        Abi.Store(guest.Context(), value, layout, 0);
        Assert.Equal([1u, 2u, 3u], [guest.Memory.Read<uint>(0), guest.Memory.Read<uint>(4), guest.Memory.Read<uint>(8)]);
        Assert.Equal(value, Abi.Load(guest.Context(), 0, layout));
        Assert.Equal(1, guest.Handles.Count);
    }

    private static (ToyGuest Guest, RuntimeResource Resource) GuestWith(ToyGuest? implementation)
    {
        var guest = new ToyGuest();
        var resource = new RuntimeResource("r", implementation, null);
        guest.Define(Type, resource);
        return (guest, resource);
    }
}
