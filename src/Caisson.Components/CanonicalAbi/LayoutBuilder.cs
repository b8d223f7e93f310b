using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi;

/// <summary>Computes layouts, each type's from those of its parts, so that a type is looked at once however often others share it.</summary>
internal static class LayoutBuilder
{
    private static readonly ImmutableArray<ValType> FlatI32 = [ValType.I32];
    private static readonly ImmutableArray<ValType> FlatI64 = [ValType.I64];
    private static readonly ImmutableArray<ValType> FlatF32 = [ValType.F32];
    private static readonly ImmutableArray<ValType> FlatF64 = [ValType.F64];
    private static readonly ImmutableArray<ValType> FlatPointers32 = [ValType.I32, ValType.I32];
    private static readonly ImmutableArray<ValType> FlatPointers64 = [ValType.I64, ValType.I64];

    public static Layout Build(ComponentValType type, bool is64)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooDeep();
        try
        {
            return type switch
            {
                PrimType prim => Primitive(prim, is64),
                ListType list => List(list, Layout.Of(list.Element, is64), list.Length, is64),
                MapType map => List(map, Layout.Of(new TupleType([map.Key, map.Value]), is64), null, is64),
                RecordType record => Record(record, [.. record.Fields.Select(f => (f.Label, Layout.Of(f.Type, is64)))], is64),
                TupleType tuple => Record(tuple, [.. tuple.Elements.Select((t, i) => (i.ToString(CultureInfo.InvariantCulture), Layout.Of(t, is64)))], is64),
                VariantType variant => Variant(variant, [.. variant.Cases.Select(c => Case(c.Label, c.Type, is64))], is64),
                EnumType @enum => Variant(@enum, [.. @enum.Labels.Select(l => new LayoutCase(l, null))], is64),
                OptionType option => Variant(option, [new LayoutCase("none", null), Case("some", option.Some, is64)], is64),
                ResultType result => Variant(result, [Case("ok", result.Ok, is64), Case("error", result.Error, is64)], is64),
                FlagsType flags => Flags(flags, is64),
                OwnType => Handle(type, LayoutKind.Own, null, is64),
                BorrowType => Handle(type, LayoutKind.Borrow, null, is64),
                StreamType stream => Handle(type, LayoutKind.Stream, stream.Element, is64),
                FutureType future => Handle(type, LayoutKind.Future, future.Element, is64),
                _ => throw new NotSupportedException($"no layout for {type.GetType().Name}"),
            };
        }
        catch (OverflowException e)
        {
            throw new NotSupportedException("the values of a type are larger than a memory", e);
        }
    }

    private static Layout Primitive(PrimType type, bool is64)
    {
        (uint size, ImmutableArray<ValType> flat) = type.Kind switch
        {
            PrimKind.Bool or PrimKind.S8 or PrimKind.U8 => (1u, FlatI32),
            PrimKind.S16 or PrimKind.U16 => (2u, FlatI32),
            PrimKind.S32 or PrimKind.U32 or PrimKind.Char or PrimKind.ErrorContext => (4u, FlatI32),
            PrimKind.S64 or PrimKind.U64 => (8u, FlatI64),
            PrimKind.F32 => (4u, FlatF32),
            PrimKind.F64 => (8u, FlatF64),
            _ => (0u, FlatPointers(is64)),
        };
        bool isString = type.Kind == PrimKind.String;
        uint pointer = is64 ? 8u : 4u;
        return new Layout
        {
            Type = type,
            Kind = (LayoutKind)type.Kind,
            Is64 = is64,
            Alignment = isString ? pointer : size,
            ElemSize = isString ? 2 * pointer : size,
            Flat = flat,
            FlatCount = (ulong)flat.Length,
            Depth = 1,
            ContainsBorrow = false,
            ContainsAsyncValue = false,
            ContainsPointer = isString,
        };
    }

    // abi: alignment_list, elem_size_list, flatten_list
    private static Layout List(ComponentValType type, Layout element, uint? length, bool is64)
    {
        uint pointer = is64 ? 8u : 4u;
        ulong flatCount = length is { } n ? checked(n * element.FlatCount) : 2;
        return new Layout
        {
            Type = type,
            Kind = LayoutKind.List,
            Is64 = is64,
            Alignment = length is null ? pointer : element.Alignment,
            ElemSize = length is { } count ? checked(count * element.ElemSize) : 2 * pointer,
            Flat = length is null ? FlatPointers(is64)
                : flatCount > AbiLimits.MaxFlatParams ? default
                : [.. Enumerable.Repeat(element.Flat, (int)length).SelectMany(f => f)],
            FlatCount = flatCount,
            Depth = Deeper(element),
            ContainsBorrow = element.ContainsBorrow,
            ContainsAsyncValue = element.ContainsAsyncValue,
            ContainsPointer = length is null || element.ContainsPointer,
            Element = element,
            Length = length,
        };
    }

    // abi: alignment_record, elem_size_record, flatten_record
    private static Layout Record(ComponentValType type, ImmutableArray<(string Label, Layout Layout)> parts, bool is64)
    {
        uint size = 0, alignment = 1;
        ulong flatCount = 0;
        var fields = ImmutableArray.CreateBuilder<LayoutField>(parts.Length);
        foreach ((string label, Layout layout) in parts)
        {
            size = Layout.AlignTo(size, layout.Alignment);
            fields.Add(new LayoutField(label, layout, size));
            size = checked(size + layout.ElemSize);
            alignment = Math.Max(alignment, layout.Alignment);
            flatCount = checked(flatCount + layout.FlatCount);
        }

        return new Layout
        {
            Type = type,
            Kind = LayoutKind.Record,
            Is64 = is64,
            Alignment = alignment,
            ElemSize = Layout.AlignTo(size, alignment),
            Flat = flatCount > AbiLimits.MaxFlatParams ? default : [.. parts.SelectMany(p => p.Layout.Flat)],
            FlatCount = flatCount,
            Depth = Deeper([.. parts.Select(p => p.Layout)]),
            ContainsBorrow = parts.Any(p => p.Layout.ContainsBorrow),
            ContainsAsyncValue = parts.Any(p => p.Layout.ContainsAsyncValue),
            ContainsPointer = parts.Any(p => p.Layout.ContainsPointer),
            Fields = fields.MoveToImmutable(),
            Labels = [.. parts.Select(p => p.Label)],
        };
    }

    // abi: alignment_variant, discriminant_type, elem_size_variant, max_case_alignment
    private static Layout Variant(ComponentValType type, ImmutableArray<LayoutCase> cases, bool is64)
    {
        Layout[] payloads = [.. cases.Select(c => c.Layout).OfType<Layout>()];
        uint discriminantSize = cases.Length <= 1 << 8 ? 1u : cases.Length <= 1 << 16 ? 2u : 4u;
        uint maxCaseAlignment = payloads.Aggregate(1u, (a, p) => Math.Max(a, p.Alignment));
        uint payloadOffset = Layout.AlignTo(discriminantSize, maxCaseAlignment);
        uint alignment = Math.Max(discriminantSize, maxCaseAlignment);
        ulong flatCount = checked(1 + payloads.Aggregate(0UL, (n, p) => Math.Max(n, p.FlatCount)));
        return new Layout
        {
            Type = type,
            Kind = LayoutKind.Variant,
            Is64 = is64,
            Alignment = alignment,
            ElemSize = Layout.AlignTo(checked(payloadOffset + payloads.Aggregate(0u, (s, p) => Math.Max(s, p.ElemSize))), alignment),
            Flat = flatCount > AbiLimits.MaxFlatParams ? default : FlattenVariant(payloads, (int)flatCount),
            FlatCount = flatCount,
            Depth = Deeper(payloads),
            ContainsBorrow = payloads.Any(p => p.ContainsBorrow),
            ContainsAsyncValue = payloads.Any(p => p.ContainsAsyncValue),
            ContainsPointer = payloads.Any(p => p.ContainsPointer),
            Cases = cases,
            Labels = [.. cases.Select(c => c.Label)],
            DiscriminantSize = discriminantSize,
            PayloadOffset = payloadOffset,
        };
    }

    // abi: flatten_variant
    private static ImmutableArray<ValType> FlattenVariant(Layout[] payloads, int flatCount)
    {
        var flat = ImmutableArray.CreateBuilder<ValType>(flatCount);
        flat.Add(ValType.I32);
        foreach (Layout payload in payloads)
        {
            for (int i = 0; i < payload.Flat.Length; i++)
            {
                if (i + 1 < flat.Count) flat[i + 1] = Join(flat[i + 1], payload.Flat[i]);
                else flat.Add(payload.Flat[i]);
            }
        }

        return flat.MoveToImmutable();
    }

    // abi: join
    private static ValType Join(ValType a, ValType b) =>
        a == b ? a
        : a.Kind is ValKind.I32 or ValKind.F32 && b.Kind is ValKind.I32 or ValKind.F32 ? ValType.I32
        : ValType.I64;

    // abi: alignment_flags, elem_size_flags
    private static Layout Flags(FlagsType type, bool is64)
    {
        if (type.Labels.Length > AbiLimits.MaxFlags) throw new NotSupportedException($"flags of {type.Labels.Length} labels");
        uint size = type.Labels.Length <= 8 ? 1u : type.Labels.Length <= 16 ? 2u : 4u;
        return new Layout
        {
            Type = type,
            Kind = LayoutKind.Flags,
            Is64 = is64,
            Alignment = size,
            ElemSize = size,
            Flat = FlatI32,
            FlatCount = 1,
            Depth = 1,
            ContainsBorrow = false,
            ContainsAsyncValue = false,
            ContainsPointer = false,
            Labels = type.Labels,
        };
    }

    private static Layout Handle(ComponentValType type, LayoutKind kind, ComponentValType? elementType, bool is64)
    {
        Layout? element = elementType is null ? null : Layout.Of(elementType, is64);
        return new Layout
        {
            Type = type,
            Kind = kind,
            Is64 = is64,
            Alignment = 4,
            ElemSize = 4,
            Flat = FlatI32,
            FlatCount = 1,
            Depth = element is null ? 1 : Deeper(element),
            ContainsBorrow = kind == LayoutKind.Borrow || element is { ContainsBorrow: true },
            ContainsAsyncValue = kind is LayoutKind.Stream or LayoutKind.Future || element is { ContainsAsyncValue: true },
            ContainsPointer = false,
            Element = element,
        };
    }

    private static LayoutCase Case(string label, ComponentValType? type, bool is64) => new(label, type is null ? null : Layout.Of(type, is64));

    private static ImmutableArray<ValType> FlatPointers(bool is64) => is64 ? FlatPointers64 : FlatPointers32;

    private static int Deeper(params ReadOnlySpan<Layout> parts)
    {
        int depth = 0;
        foreach (Layout part in parts) depth = Math.Max(depth, part.Depth);
        return depth < AbiLimits.MaxTypeDepth ? depth + 1 : throw TooDeep();
    }

    private static NotSupportedException TooDeep() => new($"types are nested more than {AbiLimits.MaxTypeDepth} deep");
}
