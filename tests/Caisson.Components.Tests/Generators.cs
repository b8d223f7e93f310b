using System.Collections.Immutable;
using System.Text;
using Caisson.Components.Types;
using Caisson.Components.Values;
using CsCheck;

namespace Caisson.Components.Tests;

/// <summary>Random value types without handles, and random values of them.</summary>
internal static class Generators
{
    private static readonly string[] Words = ["a", "bee", "c3", "d-e", "DNS", "x-Y1", "none", "ok", "err", "some", "true", "nan", "inf", "false"];

    public static Gen<ComponentValType> Type { get; } = TypeOf(3);

    public static Gen<(ComponentValType Type, ComponentValue Value)> Typed { get; } = Type.SelectMany(t => ValueOf(t).Select(v => (t, v)));

    public static Gen<string> String { get; } = Gen.OneOf(
        Text(Gen.Int[0, 0x7f]),
        Text(Gen.Int[0, 0xff]),
        Text(Gen.OneOf(Gen.Int[0, 0xd7ff], Gen.Int[0xe000, 0xffff])),
        Text(Gen.OneOf(Gen.Int[0, 0xff], Gen.Int[0, 0xd7ff], Gen.Int[0x10000, 0x10ffff])));

    public static Gen<ComponentValue> ValueOf(ComponentValType type) => type switch
    {
        PrimType prim => PrimitiveOf(prim.Kind),
        ListType { Length: { } length } list => ValueOf(list.Element).Array[(int)length].Select(a => ComponentValue.List(a)),
        ListType list => ValueOf(list.Element).Array[0, 5].Select(a => ComponentValue.List(a)),
        MapType map => Gen.Select(ValueOf(map.Key), ValueOf(map.Value)).Array[0, 4].Select(a => ComponentValue.Map(a)),
        RecordType record => All(record.Fields.Select(f => f.Type)).Select(values =>
            ComponentValue.Record(record.Fields.Select((f, i) => (f.Label, values[i])).ToArray())),
        TupleType tuple => All(tuple.Elements).Select(values => ComponentValue.Tuple(values)),
        VariantType variant => Gen.Int[0, variant.Cases.Length - 1].SelectMany(i => variant.Cases[i] is { Type: { } payload } c
            ? ValueOf(payload).Select(v => ComponentValue.Variant(c.Label, v))
            : Gen.Const(ComponentValue.Variant(variant.Cases[i].Label))),
        EnumType @enum => Gen.Int[0, @enum.Labels.Length - 1].Select(i => ComponentValue.Enum(@enum.Labels[i])),
        OptionType option => Gen.Bool.SelectMany(b => b ? ValueOf(option.Some).Select(ComponentValue.Some) : Gen.Const(ComponentValue.None)),
        ResultType result => Gen.Bool.SelectMany(b => b
            ? result.Ok is null ? Gen.Const(ComponentValue.Ok()) : ValueOf(result.Ok).Select(ComponentValue.Ok)
            : result.Error is null ? Gen.Const(ComponentValue.Error()) : ValueOf(result.Error).Select(ComponentValue.Error)),
        FlagsType flags => Gen.UInt.Select(bits => ComponentValue.Flags(flags.Labels.Where((_, i) => ((bits >> i) & 1) != 0).ToArray())),
        _ => throw new NotSupportedException(type.ToString()),
    };

    private static Gen<ComponentValue> PrimitiveOf(PrimKind kind) => kind switch
    {
        PrimKind.Bool => Gen.Bool.Select(ComponentValue.Bool),
        PrimKind.S8 => Gen.SByte.Select(ComponentValue.S8),
        PrimKind.U8 => Gen.Byte.Select(ComponentValue.U8),
        PrimKind.S16 => Gen.Short.Select(ComponentValue.S16),
        PrimKind.U16 => Gen.UShort.Select(ComponentValue.U16),
        PrimKind.S32 => Gen.Int.Select(ComponentValue.S32),
        PrimKind.U32 => Gen.UInt.Select(ComponentValue.U32),
        PrimKind.S64 => Gen.Long.Select(ComponentValue.S64),
        PrimKind.U64 => Gen.ULong.Select(ComponentValue.U64),
        PrimKind.F32 => Gen.Float.Select(ComponentValue.F32),
        PrimKind.F64 => Gen.Double.Select(ComponentValue.F64),
        PrimKind.Char => Gen.OneOf(Gen.Int[0, 0xd7ff], Gen.Int[0xe000, 0x10ffff]).Select(i => ComponentValue.Char(new Rune(i))),
        _ => String.Select(ComponentValue.String),
    };

    private static Gen<ComponentValType> TypeOf(int depth)
    {
        Gen<ComponentValType> primitive = Gen.Int[0, (int)PrimKind.String].Select(k => (ComponentValType)new PrimType((PrimKind)k));
        Gen<ComponentValType> names = Gen.Int[1, 40].Select(n => (ComponentValType)new EnumType(Labels(n)));
        Gen<ComponentValType> bits = Gen.Int[1, 32].Select(n => (ComponentValType)new FlagsType(Labels(n)));
        if (depth == 0) return Gen.Frequency((8, primitive), (1, names), (1, bits));
        Gen<ComponentValType> inner = TypeOf(depth - 1);
        Gen<ComponentValType?> maybe = Gen.Bool.SelectMany(b => b ? inner.Select(t => (ComponentValType?)t) : Gen.Const((ComponentValType?)null));
        return Gen.Frequency(
            (4, primitive),
            (1, names),
            (1, bits),
            (2, inner.Select(t => (ComponentValType)new ListType(t))),
            (1, Gen.Select(inner, Gen.UInt[1, 6]).Select((t, n) => (ComponentValType)new ListType(t, n))),
            (1, Gen.Select(Gen.Int[0, (int)PrimKind.U64], inner).Select((k, v) => (ComponentValType)new MapType(new PrimType((PrimKind)k), v))),
            (2, inner.Array[1, 5].Select(ts => (ComponentValType)new RecordType([.. Labels(ts.Length).Select((l, i) => new FieldType(l, ts[i]))]))),
            (2, inner.Array[1, 5].Select(ts => (ComponentValType)new TupleType([.. ts]))),
            (3, maybe.Array[1, 5].Select(ts => (ComponentValType)new VariantType([.. Labels(ts.Length).Select((l, i) => new CaseType(l, ts[i]))]))),
            (1, inner.Select(t => (ComponentValType)new OptionType(t))),
            (1, Gen.Select(maybe, maybe).Select((ok, error) => (ComponentValType)new ResultType(ok, error))));
    }

    private static Gen<ComponentValue[]> All(IEnumerable<ComponentValType> types) =>
        types.Select(ValueOf).Aggregate(Gen.Const(Array.Empty<ComponentValue>()), (all, one) => Gen.Select(all, one, (a, v) => (ComponentValue[])[.. a, v]));

    private static ImmutableArray<string> Labels(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i < Words.Length ? Words[(i * 5 + count) % Words.Length] : $"l{i}").Distinct()
            .Concat(Enumerable.Range(0, count).Select(i => $"m{i}")).Take(count)];

    private static Gen<string> Text(Gen<int> codePoints) => codePoints
        .Where(i => Rune.IsValid(i)).Array[0, 12].Select(cs => string.Concat(cs.Select(c => new Rune(c).ToString())));
}
