using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;
using CsCheck;

namespace Caisson.Components.Tests.CanonicalAbi;

/// <summary>What is lowered is lifted as the same value, whatever its type, through whichever path.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<StringEncoding> Encoding = Gen.Int[0, 2].Select(i => (StringEncoding)i);

    [Fact]
    public void A_value_survives_memory() => Gen.Select(Generators.Typed, Encoding, Gen.Bool).Sample((typed, encoding, is64) =>
    {
        (ComponentValType type, ComponentValue value) = typed;
        LiftLowerContext cx = new ToyGuest(encoding, is64).Context();
        Layout layout = Layout.Of(type, is64);
        ulong ptr = cx.Allocate(layout.Alignment, layout.ElemSize);
        Abi.Store(cx, value, layout, ptr);
        return Abi.Load(cx, ptr, layout) == value;
    });

    [Fact]
    public void Values_survive_a_call() => Gen.Select(Generators.Typed.Array[0, 6], Encoding, Gen.Bool, Gen.Int[0, 16]).Sample((typed, encoding, is64, maxFlat) =>
    {
        LiftLowerContext cx = new ToyGuest(encoding, is64).Context();
        Layout layout = Layout.OfTuple([.. typed.Select(t => t.Type)], is64);
        ComponentValue[] values = [.. typed.Select(t => t.Value)];
        var slots = new Value[16];
        var writer = new CoreValueWriter(slots);
        Abi.LowerFlatValues(cx, maxFlat, values, layout, ref writer);
        Assert.Equal(layout.FlatCount <= (uint)maxFlat ? (int)layout.FlatCount : 1, writer.Count);
        if (layout.FlatCount <= (uint)maxFlat) Assert.Equal(layout.Flat.Select(f => f.Kind), slots.Take(writer.Count).Select(v => v.Kind));
        var reader = new CoreValueReader(slots.AsSpan(0, writer.Count));
        Assert.Equal(values, Abi.LiftFlatValues(cx, maxFlat, ref reader, layout));
        Assert.True(reader.IsDone);
    });

    [Fact]
    public void A_value_survives_another_component() =>
        Gen.Select(Generators.Typed, Encoding, Encoding, Gen.Bool, Gen.Bool).Sample((typed, from, to, fromIs64, toIs64) =>
    {
        (ComponentValType type, ComponentValue value) = typed;
        ComponentValue lifted = Through(value, type, from, fromIs64);
        Assert.Equal(value, Through(lifted, type, to, toIs64));
    });

    private static ComponentValue Through(ComponentValue value, ComponentValType type, StringEncoding encoding, bool is64)
    {
        LiftLowerContext cx = new ToyGuest(encoding, is64).Context();
        Layout layout = Layout.Of(type, is64);
        ulong ptr = cx.Allocate(layout.Alignment, layout.ElemSize);
        Abi.Store(cx, value, layout, ptr);
        return Abi.Load(cx, ptr, layout);
    }
}
