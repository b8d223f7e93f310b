using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

/// <summary>Compares results with what a script expects.</summary>
internal static class ResultMatching
{
    /// <summary>Whether all results match.</summary>
    public static bool Match(ImmutableArray<ResultPattern> expected, Value[] results) =>
        expected.Length == results.Length && expected.Zip(results).All(pair => Matches(pair.First, pair.Second));

    /// <summary>Patterns in the words of the text format.</summary>
    public static string Describe(IEnumerable<ResultPattern> patterns) => $"[{string.Join(' ', patterns.Select(Describe))}]";

    /// <summary>Values in the words of the text format.</summary>
    public static string Describe(IEnumerable<Value> values) => $"[{string.Join(' ', values.Select(Describe))}]";

    private static bool Matches(ResultPattern pattern, Value value) => pattern switch
    {
        NumberPattern number => value.Kind == number.Type.Kind && number.Bits.Matches(BitsOf(value)),
        VectorPattern vector => value.Kind == ValKind.V128 && Matches(vector.Lanes, value.AsVector128()),
        NullPattern => value.Kind == ValKind.Ref && value.AsReference() is null,
        ReferencePattern reference => value.Kind == ValKind.Ref && Matches(reference, value.AsReference()),
        EitherPattern either => either.Alternatives.Any(alternative => Matches(alternative, value)),
        _ => throw new UnreachableException(),
    };

    private static bool Matches(ImmutableArray<BitsPattern> lanes, Vector128<byte> vector)
    {
        Span<byte> bytes = stackalloc byte[24];
        vector.CopyTo(bytes);
        int width = 16 / lanes.Length;
        for (int i = 0; i < lanes.Length; i++)
        {
            ulong lane = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * width)..]) & (ulong.MaxValue >> (64 - 8 * width));
            if (!lanes[i].Matches(lane)) return false;
        }
        return true;
    }

    private static bool Matches(ReferencePattern pattern, object? reference) => pattern switch
    {
        _ when reference is null => false,
        { Number: { } number } => reference is HostReference host && host.Number == number,
        _ when pattern.Heap == HeapType.Func => reference is Function,
        _ when pattern.Heap == HeapType.Extern || pattern.Heap == HeapType.Any => reference is not Function,
        _ when pattern.Heap == HeapType.Eq => reference is WasmObject,
        _ when pattern.Heap == HeapType.Struct => reference is WasmStruct,
        _ when pattern.Heap == HeapType.Array => reference is WasmArray,
        _ when pattern.Heap == HeapType.I31 => reference is WasmI31,
        _ => reference is not (Function or HostReference or WasmObject),
    };

    private static ulong BitsOf(Value value) => value.Kind switch
    {
        ValKind.I32 => (uint)value.AsInt32(),
        ValKind.I64 => (ulong)value.AsInt64(),
        ValKind.F32 => BitConverter.SingleToUInt32Bits(value.AsSingle()),
        _ => BitConverter.DoubleToUInt64Bits(value.AsDouble()),
    };

    private static string Describe(ResultPattern pattern) => pattern switch
    {
        NumberPattern number => $"{number.Type}:{Describe(number.Bits)}",
        VectorPattern vector => $"v128:{string.Join(' ', vector.Lanes.Select(Describe))}",
        NullPattern => "ref.null",
        ReferencePattern { Number: { } number } => string.Create(CultureInfo.InvariantCulture, $"ref.{number}"),
        ReferencePattern reference => $"ref.{reference.Heap}",
        EitherPattern either => $"either {Describe(either.Alternatives)}",
        _ => throw new UnreachableException(),
    };

    private static string Describe(BitsPattern pattern) => pattern.Nan switch
    {
        NanClass.Canonical => "nan:canonical",
        NanClass.Arithmetic => "nan:arithmetic",
        _ => Hex(pattern.Bits),
    };

    private static string Describe(Value value) => value.Kind switch
    {
        ValKind.I32 => $"i32:{Hex(BitsOf(value))}",
        ValKind.I64 => $"i64:{Hex(BitsOf(value))}",
        ValKind.F32 => $"f32:{Hex(BitsOf(value))}",
        ValKind.F64 => $"f64:{Hex(BitsOf(value))}",
        _ => value.ToString(),
    };

    private static string Hex(ulong bits) => string.Create(CultureInfo.InvariantCulture, $"0x{bits:x}");
}
