using System.Text;
using Caisson.Components.CanonicalAbi;
using Caisson.Components.Values;
using CsCheck;
using static Caisson.Components.Values.ComponentValue;

namespace Caisson.Components.Tests.Values;

public sealed class ComponentValueTests
{
    [Fact]
    public void Equal_values_have_equal_hashes() => Generators.Typed.Sample(typed =>
    {
        ComponentValue copy = Wave.Parse(Wave.Print(typed.Value), typed.Type);
        Assert.Equal(typed.Value, copy);
        Assert.True(typed.Value == copy);
        Assert.Equal(typed.Value.GetHashCode(), copy.GetHashCode());
        Assert.NotEqual(default, typed.Value);
        Assert.NotEqual(Some(typed.Value), typed.Value);
    });

    [Fact]
    public void All_NaNs_are_one_value_and_zeros_are_two()
    {
        Assert.Equal(F32(float.NaN), F32(BitConverter.UInt32BitsToSingle(0xffc12345)));
        Assert.Equal(F64(double.NaN), F64(BitConverter.UInt64BitsToDouble(0x7ff0000000000001)));
        Assert.Equal(ListOf<float>([float.NaN]), List(F32(BitConverter.UInt32BitsToSingle(0xffc12345))));
        Assert.Equal(ListOf<double>([BitConverter.UInt64BitsToDouble(0xfff0000000000001)]), List(double.NaN));
        Assert.NotEqual(F64(0.0), F64(-0.0));
        Assert.NotEqual(ListOf([0.0f]), ListOf([-0.0f]));
    }

    [Fact]
    public void A_list_of_numbers_is_one_array_however_it_was_made()
    {
        ComponentValue list = List((byte)1, (byte)2);
        Assert.Equal(ListOf<byte>([1, 2]), list);
        Assert.Equal(ListOf<byte>([1, 2]).GetHashCode(), list.GetHashCode());
        Assert.Equal([1, 2], list.AsSpan<byte>().ToArray());
        Assert.Equal((byte)2, list[1]);
        Assert.Equal(List(), ListOf<long>([]));
        Assert.True(List().AsSpan<int>().IsEmpty);
        Assert.NotEqual(ListOf<byte>([1]), ListOf<sbyte>([1]));
        Assert.Throws<InvalidCastException>(() => list.AsSpan<int>().Length);
        Assert.Throws<NotSupportedException>(() => ListOf<Guid>([default]));
    }

    [Fact]
    public void Values_come_from_what_CSharp_has()
    {
        ComponentValue[] values = [true, (sbyte)-1, (byte)1, (short)-2, (ushort)2, -3, 3u, -4L, 4UL, 1.5f, 2.5, 'x', new Rune(0x1f600), "text"];
        Assert.Equal(
            Enumerable.Range((int)ComponentValueKind.Bool, 12).Select(k => (ComponentValueKind)k).Append(ComponentValueKind.Char).Append(ComponentValueKind.String),
            values.Select(v => v.Kind));
        Assert.True(values[0].TryGet(out bool truth) && truth);
        Assert.True(values[1].TryGet(out sbyte s8) && s8 == -1);
        Assert.True(values[7].TryGet(out long s64) && s64 == -4);
        Assert.True(values[10].TryGet(out double f64) && f64 == 2.5);
        Assert.True(values[12].TryGet(out Rune rune) && rune.Value == 0x1f600);
        Assert.True(values[13].TryGet(out string? text) && text == "text");
        Assert.False(values[5].TryGet(out long _));
        Assert.False(values[5].TryGet(out string? _));
        Assert.Throws<ArgumentOutOfRangeException>(() => (ComponentValue)'\ud800');
        Assert.Throws<ArgumentException>(() => (ComponentValue)"\ud800x");
        Assert.Throws<ArgumentException>(() => (ComponentValue)"x\udc00");
    }

    [Fact]
    public void Values_can_be_matched()
    {
        Assert.Equal("rect 2", Describe(Variant("rect", Tuple(1, 2))));
        Assert.Equal("empty", Describe(Variant("empty")));
        Assert.Equal("nothing", Describe(None));
        Assert.Equal("error oops", Describe(Error("oops")));
        Assert.Equal("x=1", Describe(Record(("x", 1), ("y", 2))));

        static string Describe(ComponentValue value) => value switch
        {
            { Label: "rect", Payload: { } size } => $"rect {size[1].AsInt32()}",
            { Kind: ComponentValueKind.Variant, Label: { } label } => label,
            { IsNone: true } => "nothing",
            { IsError: true, Payload: { } error } => $"error {error.AsString()}",
            _ when value.TryGetField("x", out ComponentValue x) => $"x={x}",
            _ => "?",
        };
    }

    [Fact]
    public void Parts_that_are_not_there_are_named()
    {
        ComponentValue record = Record(("x", 1));
        Assert.Equal("the record has no field \"y\"", Assert.Throws<KeyNotFoundException>(() => record["y"]).Message);
        Assert.Equal("the value is record, not list", Assert.Throws<InvalidCastException>(() => record[0]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tuple(1)[1]);
        Assert.Equal("the value is s32, not string", Assert.Throws<InvalidCastException>(() => S32(1).AsString()).Message);
        Assert.Throws<ArgumentException>(() => Record(("x", 1), ("x", 2)));
        Assert.Throws<InvalidCastException>(() => default(ComponentValue).AsBoolean());
    }

    [Fact]
    public void Structures_differ_when_parts_do()
    {
        ComponentValue[] all =
        [
            default, None, Some(1), Some(Some(1)), Some(None), Ok(), Ok(1), Error(), Error(1), Variant("a"), Variant("a", 1), Variant("b"), Enum("a"), Enum("b"),
            Flags(), Flags("a"), Flags("a", "b"), Tuple(1), Tuple(1, 2), List(1), List(1, 2), List("a"), Record(("a", 1)), Record(("b", 1)), Record(("a", 2)),
            Map(("a", 1)), Map(("a", 2)), Map(("b", 1)), "a", 'a', 1, 1u, 1L, true, ErrorContext(new("a")), ErrorContext(new("a")),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(Flags("a", "b"), Flags("b", "a"));
        Assert.Equal(Flags("a", "b").GetHashCode(), Flags("b", "a").GetHashCode());
    }

    [Fact]
    public void Where_a_string_came_from_and_which_index_a_case_had_do_not_count()
    {
        Assert.Equal(String("a"), String("a", SourceEncoding.TaggedUtf16));
        Assert.Equal(String("a").GetHashCode(), String("a", SourceEncoding.TaggedUtf16).GetHashCode());
        Assert.Equal(Enum("a"), Enum("a", 3));
        Assert.Equal(Enum("a").GetHashCode(), Enum("a", 3).GetHashCode());
        Assert.Equal(Variant("a", 1), Variant("a", 3, 1));
    }
}
