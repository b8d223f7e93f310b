using System.Diagnostics;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast.Components;

/// <summary>Values of the component model as scripts write them, and whether a result is one. What a script writes says its type but for maps.</summary>
internal static class ComponentConstants
{
    /// <summary>The value of a type that a script writes.</summary>
    public static ComponentValue ToValue(ScriptValue written, ComponentValType type) => written switch
    {
        NumberValue { Type.Kind: ValKind.F32 } number => BitConverter.UInt32BitsToSingle((uint)number.Bits),
        NumberValue number => BitConverter.UInt64BitsToDouble(number.Bits),
        BoolConst { Value: var value } => value,
        IntegerConst integer => ToValue(integer),
        CharConst { Value: var value } => value,
        StringConst { Value: var value } => value,
        ListConst list when type is MapType map => ToMap(list, map),
        ListConst list => ComponentValue.List([.. list.Elements.Select(element => ToValue(element, ((ListType)type).Element))]),
        RecordConst record => ComponentValue.Record(
            [.. record.Fields.Zip(((RecordType)type).Fields, (field, known) => (field.Label, ToValue(field.Value, known.Type)))]),
        TupleConst tuple => ComponentValue.Tuple([.. tuple.Elements.Zip(((TupleType)type).Elements, ToValue)]),
        VariantConst { Payload: null } variant => ComponentValue.Variant(variant.Case),
        VariantConst { Payload: { } payload } variant => ComponentValue.Variant(variant.Case, ToValue(payload, CaseOf((VariantType)type, variant.Case))),
        EnumConst { Case: var label } => ComponentValue.Enum(label),
        OptionConst { Some: { } some } => ComponentValue.Some(ToValue(some, ((OptionType)type).Some)),
        OptionConst => ComponentValue.None,
        ResultConst { Payload: null } result => result.IsOk ? ComponentValue.Ok() : ComponentValue.Error(),
        ResultConst { IsOk: true, Payload: { } payload } => ComponentValue.Ok(ToValue(payload, ((ResultType)type).Ok!)),
        ResultConst { Payload: { } payload } => ComponentValue.Error(ToValue(payload, ((ResultType)type).Error!)),
        FlagsConst flags => ComponentValue.Flags([.. flags.Labels]),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a result of a type is what a script expects. NaNs of the component model are all one.</summary>
    public static bool Matches(ResultPattern pattern, ComponentValue result, ComponentValType type) => pattern switch
    {
        ComponentPattern { Value: var value } => result == ToValue(value, type),
        NumberPattern { Type.Kind: ValKind.F32 } number when type is PrimType { Kind: PrimKind.F32 } =>
            number.Bits.Matches(BitConverter.SingleToUInt32Bits(result.AsSingle())),
        NumberPattern { Type.Kind: ValKind.F64 } number when type is PrimType { Kind: PrimKind.F64 } =>
            number.Bits.Matches(BitConverter.DoubleToUInt64Bits(result.AsDouble())),
        EitherPattern either => either.Alternatives.Any(alternative => Matches(alternative, result, type)),
        _ => false,
    };

    private static ComponentValue ToValue(IntegerConst integer) => (integer.Width, integer.IsSigned) switch
    {
        (8, true) => (sbyte)integer.Bits,
        (8, false) => (byte)integer.Bits,
        (16, true) => (short)integer.Bits,
        (16, false) => (ushort)integer.Bits,
        (32, true) => (int)integer.Bits,
        (32, false) => (uint)integer.Bits,
        (_, true) => (long)integer.Bits,
        _ => integer.Bits,
    };

    private static ComponentValue ToMap(ListConst list, MapType map) => ComponentValue.Map(
        [.. list.Elements.Cast<TupleConst>().Select(pair => (ToValue(pair.Elements[0], map.Key), ToValue(pair.Elements[1], map.Value)))]);

    private static ComponentValType CaseOf(VariantType type, string label) => type.Cases.First(@case => @case.Label == label).Type!;
}
