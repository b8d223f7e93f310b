using Caisson.Components.Types;
using Caisson.Components.Values;
using CsCheck;
using static Caisson.Components.Values.ComponentValue;

namespace Caisson.Components.Tests.Values;

public sealed class ConversionTests
{
    [Fact]
    public void What_fits_stays_as_it_is() => Generators.Typed.Sample(typed => typed.Value.ConvertTo(typed.Type) == typed.Value);

    [Fact]
    public void Numbers_become_those_of_another_size_where_nothing_is_lost()
    {
        Assert.Equal((byte)200, S32(200).ConvertTo(T.U8));
        Assert.Equal(-1L, S8(-1).ConvertTo(T.S64));
        Assert.Equal(ulong.MaxValue, U64(ulong.MaxValue).ConvertTo(T.U64));
        Assert.Equal(1.5f, F64(1.5).ConvertTo(T.F32));
        Assert.Equal(F32(float.NaN), F64(double.NaN).ConvertTo(T.F32));
        Assert.Equal(7.0, S32(7).ConvertTo(T.F64));
        Assert.Equal(ListOf<byte>([1, 2]), ListOf([1, 2]).ConvertTo(T.List(T.U8)));
    }

    [Fact]
    public void Structures_are_put_in_order()
    {
        RecordType type = T.Record(("a", T.U8), ("b", T.Option(T.String)), ("c", T.Option(T.U8)));
        Assert.Equal(Record(("a", (byte)1), ("b", Some("x")), ("c", None)), Record(("b", "x"), ("a", 1)).ConvertTo(type));
        Assert.Equal(Some(None), Some(None).ConvertTo(T.Option(T.Option(T.U8))));
        Assert.Equal(Some(Some((byte)1)), S32(1).ConvertTo(T.Option(T.Option(T.U8))));
        Assert.Equal(Ok((byte)1), Ok(1).ConvertTo(T.Result(T.U8, null)));
        Assert.Equal(Map(("a", (byte)1)), Map(("a", 1)).ConvertTo(T.Map(T.String, T.U8)));
        Assert.Equal(Variant("x", Tuple((byte)1)), Variant("x", Tuple(1)).ConvertTo(T.Variant(("x", T.Tuple(T.U8)))));
    }

    public static TheoryData<ComponentValType, string> Mismatches => new()
    {
        { T.Record(("points", T.List(T.Record(("x", T.U8)))), ("k", T.U8)), "at .points[2].x: expected u8, found s32 -1" },
        { T.Record(("points", T.List(T.Record(("y", T.S32)))), ("k", T.U8)), "at .points[0]: the type has no field `x`" },
        { T.Record(("points", T.List(T.Record(("x", T.S32), ("y", T.S32)))), ("k", T.U8)), "at .points[0]: the field `y` is missing" },
        { T.Record(("points", T.List(T.Record(("x", T.S32)), 2)), ("k", T.U8)), "at .points: expected 2 elements, found 3" },
        { T.Record(("points", T.String), ("k", T.U8)), "at .points: expected string, found list" },
        { T.Record(("points", T.Tuple(T.U8)), ("k", T.U8)), "at .points: expected a tuple, found list" },
        { T.U8, "expected u8, found record" },
    };

    [Theory]
    [MemberData(nameof(Mismatches))]
    public void What_does_not_fit_is_named_with_its_place(ComponentValType type, string reason)
    {
        ComponentValue value = Record(("points", List(Record(("x", 1)), Record(("x", 2)), Record(("x", -1)))), ("k", 1));
        Assert.False(value.TryConvertTo(type, out _, out string? found));
        Assert.Equal(reason, found);
        Assert.StartsWith(reason, Assert.Throws<ArgumentException>(() => value.ConvertTo(type)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, ComponentValType, string> MoreMismatches => new()
    {
        { "300", T.U8, "expected u8, found s32 300" },
        { "0.1", T.F32, "expected f32, found f64 0.1" },
        { "variant", T.Variant(("b", null)), "the type has no case `a`" },
        { "variant", T.Variant(("a", null)), "at (a): the case carries nothing" },
        { "variant", T.Variant(("a", T.String)), "at (a): expected string, found s32 1" },
        { "enum", T.Enum("b"), "the type has no case `a`" },
        { "some", T.Option(T.String), "at (some): expected string, found s32 1" },
        { "ok", T.Result(T.U8, null), "at (ok): the case carries a value" },
        { "flags", T.Flags("b"), "the type has no flag `a`" },
        { "tuple", T.Tuple(T.U8), "expected 1 elements, found 2" },
        { "tuple", T.Tuple(T.U8, T.U8), "at .1: expected u8, found string" },
        { "map", T.Map(T.U8, T.U8), "at [0].0: expected u8, found string" },
        { "300", new OwnType(new ResourceType("r")), "expected an own handle, found s32 300" },
        { "300", new BorrowType(new ResourceType("r")), "expected a handle, found s32 300" },
        { "300", new StreamType(null), "expected a stream, found s32 300" },
    };

    [Theory]
    [MemberData(nameof(MoreMismatches))]
    public void Every_kind_has_its_mismatch(string name, ComponentValType type, string reason)
    {
        ComponentValue value = name switch
        {
            "300" => 300,
            "0.1" => 0.1,
            "variant" => Variant("a", 1),
            "enum" => Enum("a"),
            "some" => Some(1),
            "ok" => Ok(),
            "flags" => Flags("a"),
            "tuple" => Tuple(1, "x"),
            _ => Map(("a", 1)),
        };
        Assert.False(value.TryConvertTo(type, out ComponentValue unchanged, out string? found));
        Assert.Equal((reason, value), (found, unchanged));
    }
}
