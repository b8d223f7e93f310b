using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Binary;

namespace Caisson.Components.Binary;

/// <summary>Value types, and those of functions. spec: defvaltype, functype</summary>
internal static class ValueTypeReading
{
    private delegate T Item<T>(ref BinaryCursor cursor);

    extension(ref BinaryCursor cursor)
    {
        /// <summary>spec: valtype</summary>
        public ValTypeSyntax ReadComponentValType()
        {
            int at = cursor.Position;
            byte first = cursor.Peek();
            if (Prim(first) is { } prim)
            {
                cursor.Skip(1);
                return new(prim);
            }
            long index = cursor.ReadS33();
            return index >= 0 ? new((uint)index) : ComponentErrors.LeadingByte<ValTypeSyntax>(first, "component value type", at);
        }

        /// <summary>spec: valtype?</summary>
        public ValTypeSyntax? ReadOptionalValType()
        {
            int at = cursor.Position;
            byte present = cursor.ReadByte();
            return present switch
            {
                0 => null,
                1 => cursor.ReadComponentValType(),
                _ => ComponentErrors.LeadingByte<ValTypeSyntax?>(present, "optional component value type", at),
            };
        }

        /// <summary>spec: resultlist</summary>
        public ValTypeSyntax? ReadResultList()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            if (code == 0) return cursor.ReadComponentValType();
            if (code != 1) ComponentErrors.LeadingByte<ValTypeSyntax>(code, "component function results", at);
            byte count = cursor.ReadByte();
            return count == 0 ? null : ComponentErrors.LeadingByte<ValTypeSyntax?>(count, "number of results", at + 1);
        }

        /// <summary>The rest of a function type. spec: functype</summary>
        public FuncTypeSyntax ReadFuncType(bool isAsync)
        {
            ImmutableArray<LabeledTypeSyntax> parameters =
                ReadList(ref cursor, ComponentLimits.Parameters, "component function parameters", ReadLabeledType);
            return new(parameters, cursor.ReadResultList(), isAsync);
        }

        /// <summary>The rest of a value type, after its first byte. spec: defvaltype</summary>
        public TypeSyntax ReadDefValType(byte code, int at) => code switch
        {
            0x72 => new RecordTypeSyntax(ReadList(ref cursor, ComponentLimits.RecordFields, "record fields", ReadLabeledType)),
            0x71 => new VariantTypeSyntax(ReadList(ref cursor, ComponentLimits.VariantCases, "variant cases", ReadCase)),
            0x70 => new ListTypeSyntax(cursor.ReadComponentValType(), null),
            0x6F => new TupleTypeSyntax(
                ReadList(ref cursor, ComponentLimits.TupleElements, "tuple types", static (ref BinaryCursor at) => at.ReadComponentValType())),
            0x6E => new FlagsTypeSyntax(ReadList(ref cursor, ComponentLimits.FlagLabels, "flag names", ReadLabel)),
            0x6D => new EnumTypeSyntax(ReadList(ref cursor, ComponentLimits.EnumCases, "enum cases", ReadLabel)),
            0x6B => new OptionTypeSyntax(cursor.ReadComponentValType()),
            0x6A => new ResultTypeSyntax(cursor.ReadOptionalValType(), cursor.ReadOptionalValType()),
            0x69 => new OwnTypeSyntax(cursor.ReadU32()),
            0x68 => new BorrowTypeSyntax(cursor.ReadU32()),
            0x67 => new ListTypeSyntax(cursor.ReadComponentValType(), cursor.ReadU32()),
            0x66 => new StreamTypeSyntax(cursor.ReadOptionalValType()),
            0x65 => new FutureTypeSyntax(cursor.ReadOptionalValType()),
            0x63 => new MapTypeSyntax(cursor.ReadComponentValType(), cursor.ReadComponentValType()),
            _ => Prim(code) is { } prim
                ? new PrimTypeSyntax(prim)
                : ComponentErrors.LeadingByte<TypeSyntax>(code, "component defined type", at),
        };
    }

    private static PrimKind? Prim(byte code) => code switch
    {
        >= 0x73 and <= 0x7F => (PrimKind)(0x7F - code),
        0x64 => PrimKind.ErrorContext,
        _ => null,
    };

    private static string ReadLabel(ref BinaryCursor cursor) => cursor.ReadName();

    private static LabeledTypeSyntax ReadLabeledType(ref BinaryCursor cursor) => new(cursor.ReadName(), cursor.ReadComponentValType());

    private static CaseSyntax ReadCase(ref BinaryCursor cursor)
    {
        CaseSyntax result = new(cursor.ReadName(), cursor.ReadOptionalValType());
        int at = cursor.Position;
        byte zero = cursor.ReadByte();
        return zero == 0 ? result : ComponentErrors.LeadingByte<CaseSyntax>(zero, "zero byte required", at);
    }

    private static ImmutableArray<T> ReadList<T>(ref BinaryCursor cursor, int limit, string what, Item<T> read)
    {
        int count = cursor.ReadCount(limit, what);
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(count);
        while (items.Count < count) items.Add(read(ref cursor));
        return items.MoveToImmutable();
    }
}
