using Caisson.Components.Types;

namespace Caisson.Components.Tests;

/// <summary>Types, spelled briefly.</summary>
internal static class T
{
    public static readonly ComponentValType Bool = new PrimType(PrimKind.Bool);
    public static readonly ComponentValType S8 = new PrimType(PrimKind.S8);
    public static readonly ComponentValType U8 = new PrimType(PrimKind.U8);
    public static readonly ComponentValType S16 = new PrimType(PrimKind.S16);
    public static readonly ComponentValType U16 = new PrimType(PrimKind.U16);
    public static readonly ComponentValType S32 = new PrimType(PrimKind.S32);
    public static readonly ComponentValType U32 = new PrimType(PrimKind.U32);
    public static readonly ComponentValType S64 = new PrimType(PrimKind.S64);
    public static readonly ComponentValType U64 = new PrimType(PrimKind.U64);
    public static readonly ComponentValType F32 = new PrimType(PrimKind.F32);
    public static readonly ComponentValType F64 = new PrimType(PrimKind.F64);
    public static readonly ComponentValType Char = new PrimType(PrimKind.Char);
    public static readonly ComponentValType String = new PrimType(PrimKind.String);
    public static readonly ComponentValType ErrorContext = new PrimType(PrimKind.ErrorContext);

    public static ListType List(ComponentValType element, uint? length = null) => new(element, length);

    public static TupleType Tuple(params ComponentValType[] elements) => new([.. elements]);

    public static RecordType Record(params (string Label, ComponentValType Type)[] fields) => new([.. fields.Select(f => new FieldType(f.Label, f.Type))]);

    public static VariantType Variant(params (string Label, ComponentValType? Type)[] cases) => new([.. cases.Select(c => new CaseType(c.Label, c.Type))]);

    public static EnumType Enum(params string[] labels) => new([.. labels]);

    public static FlagsType Flags(params string[] labels) => new([.. labels]);

    public static OptionType Option(ComponentValType some) => new(some);

    public static ResultType Result(ComponentValType? ok, ComponentValType? error) => new(ok, error);

    public static MapType Map(ComponentValType key, ComponentValType value) => new(key, value);

    public static ComponentFuncType Func(ComponentValType[] parameters, ComponentValType? result = null) =>
        new([.. parameters.Select((p, i) => new ParameterType($"p{i}", p))], result, IsAsync: false);
}
