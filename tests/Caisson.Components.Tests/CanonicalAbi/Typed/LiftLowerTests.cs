using System.Collections.Immutable;
using System.Text;
using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;
using CsCheck;

namespace Caisson.Components.Tests.CanonicalAbi.Typed;

/// <summary>C# values travel as the dynamic values that stand for the same.</summary>
public sealed class LiftLowerTests
{
    [Fact]
    public void Numbers_characters_and_truth_values()
    {
        Check(T.Bool, true, true);
        Check(T.S8, (sbyte)-5, (sbyte)-5);
        Check(T.U8, (byte)200, (byte)200);
        Check(T.S16, (short)-300, (short)-300);
        Check(T.U16, (ushort)60000, (ushort)60000);
        Check(T.S32, -5, -5);
        Check(T.U32, 4_000_000_000, 4_000_000_000);
        Check(T.S64, -5L, -5L);
        Check(T.U64, ulong.MaxValue, ulong.MaxValue);
        Check(T.F32, 1.5f, 1.5f);
        Check(T.F64, double.NaN, double.NaN);
        Check(T.Char, new Rune(0x1f600), new Rune(0x1f600));
        Check(T.String, "aé€😀", "aé€😀");
    }

    [Fact]
    public void Lists_are_arrays_and_other_collections()
    {
        Check(T.List(T.U8), new byte[] { 1, 2 }, ComponentValue.List((byte)1, (byte)2));
        Check<bool[]>(T.List(T.Bool), [true, false], ComponentValue.List(true, false));
        Check<Rune[]>(T.List(T.Char), [new Rune('x')], ComponentValue.List('x'));
        Check(T.List(T.F64), Array.Empty<double>(), ComponentValue.List());
        Check<uint[]>(T.List(T.U32, 2), [1u, 2u], ComponentValue.List(1u, 2u));
        Check<string[][]>(T.List(T.List(T.String)), [["a"], []], ComponentValue.List(ComponentValue.List("a"), ComponentValue.List()));
        Check<List<int>>(T.List(T.S32), [1, 2], ComponentValue.List(1, 2));
        Check<IReadOnlyList<string>>(T.List(T.String), ["x"], ComponentValue.List("x"));
        Check<(string, byte)[]>(T.Map(T.String, T.U8), [("a", (byte)1)], ComponentValue.Map(("a", (byte)1)));
        Check(T.Map(T.String, T.U8), new Dictionary<string, byte> { ["a"] = 1 }, ComponentValue.Map(("a", (byte)1)));
    }

    [Fact]
    public void Memory_and_immutable_arrays_are_lists_too()
    {
        byte[] bytes = [1, 2, 3];
        Assert.Equal([2, 3], Through<ReadOnlyMemory<byte>>(T.List(T.U8), bytes.AsMemory(1)).ToArray());
        Assert.Equal([1, 2], Through<ImmutableArray<int>>(T.List(T.S32), [1, 2]));
        Assert.Equal(1, Through<IReadOnlyDictionary<string, int>>(T.Map(T.String, T.S32), new Dictionary<string, int> { ["a"] = 1 })["a"]);
    }

    [Fact]
    public void Tuples_are_value_tuples_of_any_length()
    {
        Check(T.Tuple(T.U8, T.String), ((byte)1, "x"), ComponentValue.Tuple((byte)1, "x"));
        Check(T.Tuple(T.U8), new ValueTuple<byte>(1), ComponentValue.Tuple((byte)1));
        Check(
            T.Tuple([.. Enumerable.Repeat(T.S32, 9)]),
            (1, 2, 3, 4, 5, 6, 7, 8, 9),
            ComponentValue.Tuple(1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    [Fact]
    public void Records_are_records_classes_and_structures()
    {
        RecordType point = T.Record(("x", T.S32), ("far-away", T.U8));
        ComponentValue value = ComponentValue.Record(("x", 7), ("far-away", (byte)9));
        Check(point, new Point(7, 9), value);
        Check(point, (7, (byte)9), value);
        Check(point, new Reversed(9, 7), value);
        Check<PointStruct[]>(T.List(point), [new PointStruct(7, 9)], ComponentValue.List(value));
        Check(
            T.Record([.. Enumerable.Range(1, 9).Select(i => ($"a{i}", T.S32))]),
            new Nine(1, 2, 3, 4, 5, 6, 7, 8, 9),
            ComponentValue.Record([.. Enumerable.Range(1, 9).Select(i => ($"a{i}", (ComponentValue)i))]));
    }

    [Fact]
    public void Options_are_nullable_or_explicit()
    {
        Check<int?>(T.Option(T.S32), 5, ComponentValue.Some(5));
        Check<int?>(T.Option(T.S32), null, ComponentValue.None);
        Check<string?>(T.Option(T.String), "x", ComponentValue.Some("x"));
        Check<string?>(T.Option(T.String), null, ComponentValue.None);
        Check<Option<Option<int>>>(T.Option(T.Option(T.S32)), new Option<int>(), ComponentValue.Some(ComponentValue.None));
        Check<Option<int?>>(T.Option(T.Option(T.S32)), new Option<int?>(5), ComponentValue.Some(ComponentValue.Some(5)));
    }

    [Fact]
    public void Results_carry_something_or_not()
    {
        Check(T.Result(T.S32, T.String), Result<int, string>.FromOk(5), ComponentValue.Ok(5));
        Check(T.Result(T.S32, T.String), Result<int, string>.FromError("x"), ComponentValue.Error("x"));
        Check(T.Result(null, T.F32), Result<ValueTuple, float>.FromOk(default), ComponentValue.Ok());
        Check(T.Result(null, null), Result<ValueTuple, ValueTuple>.FromError(default), ComponentValue.Error());
    }

    [Fact]
    public void Enums_and_flags_go_by_name()
    {
        Check(T.Enum("dark-red", "blue"), Color.Blue, ComponentValue.Enum("blue"));
        Check(T.Enum("dark-red", "blue"), Color.DarkRed, ComponentValue.Enum("dark-red"));
        Check(T.Flags("write", "read"), Access.Read, ComponentValue.Flags("read"));
        Check(T.Flags("write", "read"), Access.Read | Access.Write, ComponentValue.Flags("read", "write"));
        Check(new FlagsType([.. Enumerable.Range(0, 9).Select(i => $"b{i}")]), Bits.B8, ComponentValue.Flags("b8"));
        Assert.Throws<ArgumentException>(() => Through(T.Enum("dark-red", "blue"), (Color)77));
        Assert.Throws<ArgumentException>(() => Through(T.Flags("write", "read"), (Access)128));
    }

    [Fact]
    public void Variants_are_classes_with_a_nested_class_for_each_case()
    {
        VariantType shape = T.Variant(("circle", T.F32), ("none-at-all", null), ("rect", T.Tuple(T.S64, T.S64)));
        Check<Shape>(shape, new Shape.Circle(1.5f), ComponentValue.Variant("circle", 1.5f));
        Check<Shape>(shape, new Shape.NoneAtAll(), ComponentValue.Variant("none-at-all"));
        Check<Shape>(shape, new Shape.Rect((1, -1)), ComponentValue.Variant("rect", ComponentValue.Tuple(1L, -1L)));
    }

    [Fact]
    public void Any_part_may_be_dynamic() => Gen.Select(Generators.Typed, Gen.Bool).Sample((typed, is64) =>
    {
        ComponentValType type = T.Tuple(T.U8, typed.Type);
        Assert.Equal(typed.Value, Through(type, ((byte)1, typed.Value), is64).Value);
    });

    [Fact]
    public void Handles_are_resources()
    {
        var type = new ResourceType("r");
        var guest = new ToyGuest();
        var resource = new RuntimeResource("r", null, null);
        guest.Define(type, resource);
        LiftLower<ComponentResource> own = LiftLowers.Of<ComponentResource>(Layout.Of(new OwnType(type), is64: false));
        own.Store(guest.Context(), new ComponentResource(resource, new ResourceRep(0, "x"), isOwner: true), 0);
        Assert.Equal("x", own.Load(guest.Context(), 0).HostObject);
    }

    [Fact]
    public void What_does_not_fit_is_said_so()
    {
        Rejects<long>(T.S32, "System.Int64 doesn't fit the component type s32");
        Rejects<char>(T.Char, "use Rune");
        Rejects<int>(T.List(T.S32), "use an array");
        Rejects<(int, int, int)>(T.Tuple(T.S32, T.S32), "value tuple with as many elements");
        Rejects<int>(T.Option(T.S32), "use a nullable type");
        Rejects<string>(T.Option(T.Option(T.String)), "use a nullable type or Option<T>");
        Rejects<Result<int, int>>(T.Result(T.S32, null), "ValueTuple where nothing is carried");
        Rejects<Color>(T.Enum("green"), "has nothing named like \"green\"");
        Rejects<Point>(T.Record(("x", T.S32), ("y", T.S32)), "has nothing named like \"y\"");
        Rejects<NoConstructor>(T.Record(("x", T.S32)), "needs a constructor");
        Rejects<Shape>(T.Variant(("triangle", null)), "has nothing named like \"triangle\"");
        Rejects<Shape>(T.Variant(("circle", null)), "it needs a constructor without parameters");
    }

    [Fact]
    public void Hostile_bytes_trap() => Gen.Select(Gen.Byte.Array[64], Gen.Bool).Sample((noise, is64) =>
    {
        ComponentValType type = T.Tuple(T.Bool, T.Char, T.String, T.List(T.Char), T.Result(T.Option(T.String), T.Enum("dark-red", "blue")));
        var guest = new ToyGuest(StringEncoding.Utf8, is64);
        for (int i = 0; i < 1024; i++) guest.Memory.Write(i * 64, noise);
        LiftLower<(bool, Rune, string, Rune[], Result<string?, Color>)> typed = LiftLowers.Of<(bool, Rune, string, Rune[], Result<string?, Color>)>(Layout.Of(type, is64));
        Exception? failure = Record.Exception(() => typed.Load(guest.Context(), 0));
        if (failure is not null) Assert.IsType<TrapException>(failure);
    });

    [Fact]
    public void Typed_lists_of_numbers_take_one_copy_and_no_boxes()
    {
        LiftLower<byte[]> bytes = LiftLowers.Of<byte[]>(Layout.Of(T.List(T.U8), is64: false));
        var guest = new ToyGuest(pages: 32);
        LiftLowerContext cx = guest.Context();
        cx.Memory.Write(0u, 1024u);
        cx.Memory.Write(4u, 1_000_000u);
        // What the runtime allocates on the way is not in every round.
        Assert.InRange(Enumerable.Range(0, 10).Min(_ => Allocated()), 1_000_000, 1_001_000);

        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(1_000_000, bytes.Load(cx, 0).Length);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    internal static TValue Through<TValue>(ComponentValType type, TValue value, bool is64 = false)
    {
        Layout layout = Layout.Of(type, is64);
        LiftLower<TValue> typed = LiftLowers.Of<TValue>(layout);
        LiftLowerContext cx = new ToyGuest(StringEncoding.Utf8, is64).Context();
        ulong ptr = cx.Allocate(layout.Alignment, layout.ElemSize);
        typed.Store(cx, value, ptr);
        return typed.Load(cx, ptr);
    }

    // In memory and on the stack: what one writes, the other reads.
    private static void Check<TValue>(ComponentValType type, TValue value, ComponentValue dynamic)
    {
        foreach (bool is64 in new[] { false, true })
        {
            Layout layout = Layout.Of(type, is64);
            LiftLower<TValue> typed = LiftLowers.Of<TValue>(layout);
            LiftLowerContext cx = new ToyGuest(StringEncoding.Utf16, is64).Context();
            ulong ptr = cx.Allocate(layout.Alignment, layout.ElemSize);
            typed.Store(cx, value, ptr);
            Assert.Equal(dynamic, Abi.Load(cx, ptr, layout));
            ulong other = cx.Allocate(layout.Alignment, layout.ElemSize);
            Abi.Store(cx, dynamic, layout, other);
            Assert.Equal(value, typed.Load(cx, other));

            var slots = new Value[16];
            var writer = new CoreValueWriter(slots);
            typed.LowerFlat(cx, value, ref writer);
            Assert.Equal(layout.Flat.Select(f => f.Kind), slots.Take(writer.Count).Select(v => v.Kind));
            var reader = new CoreValueReader(slots.AsSpan(0, writer.Count));
            Assert.Equal(dynamic, Abi.LiftFlat(cx, ref reader, layout));
            var again = new CoreValueReader(slots.AsSpan(0, writer.Count));
            Assert.Equal(value, typed.LiftFlat(cx, ref again));
            Assert.True(again.IsDone);
        }
    }

    private static void Rejects<TValue>(ComponentValType type, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => LiftLowers.Of<TValue>(Layout.Of(type, is64: false))).Message, StringComparison.Ordinal);

    internal sealed record Point(int X, byte FarAway);

    internal sealed record Reversed(byte FarAway, int X);

    internal readonly record struct PointStruct(int X, byte FarAway);

    internal sealed record Nine(int A1, int A2, int A3, int A4, int A5, int A6, int A7, int A8, int A9);

    internal sealed class NoConstructor
    {
        public int X { get; set; }
    }

    internal abstract record Shape
    {
        public sealed record Circle(float Radius) : Shape;

        public sealed record NoneAtAll : Shape;

        public sealed record Rect((long, long) Corner) : Shape;
    }

    internal enum Color
    {
        Blue = 5,
        DarkRed = -1,
    }

    [Flags]
    internal enum Access : byte
    {
        None = 0,
        Read = 1,
        Write = 64,
    }

    [Flags]
    internal enum Bits
    {
        B0 = 1, B1 = 2, B2 = 4, B3 = 8, B4 = 16, B5 = 32, B6 = 64, B7 = 128, B8 = 256,
    }
}
