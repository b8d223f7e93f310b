using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

internal static partial class Abi
{
    /// <summary>abi: load_string</summary>
    public static ComponentValue LoadString(LiftLowerContext cx, ulong ptr)
    {
        uint pointerSize = cx.Is64 ? 8u : 4u;
        return LoadStringFromRange(cx, LoadInt(cx, ptr, pointerSize), LoadInt(cx, ptr + pointerSize, pointerSize));
    }

    /// <summary>abi: load_string_from_range</summary>
    public static ComponentValue LoadStringFromRange(LiftLowerContext cx, ulong ptr, ulong taggedCodeUnits) =>
        ComponentValue.String(LoadStringFromRange(cx, ptr, taggedCodeUnits, out SourceEncoding source), source);

    /// <summary>Lifts a string. abi: load_string_from_range</summary>
    /// <param name="cx">Where from.</param>
    /// <param name="ptr">Where it begins.</param>
    /// <param name="taggedCodeUnits">Its length in code units, with the tag where the encoding has one.</param>
    /// <param name="source">How it lay there.</param>
    /// <exception cref="Runtime.TrapException">It is too long, not aligned, not inside the memory, or not well-formed.</exception>
    public static string LoadStringFromRange(LiftLowerContext cx, ulong ptr, ulong taggedCodeUnits, out SourceEncoding source)
    {
        int byteLength = CheckStringRange(cx, ptr, taggedCodeUnits, out source);
        cx.Charge(32 + (source is SourceEncoding.Utf16 or SourceEncoding.TaggedUtf16 ? byteLength : 2L * byteLength));
        string text = Decode(cx.Memory.Read(ptr, byteLength), source);
        GC.KeepAlive(cx);
        return text;
    }

    /// <summary>Checks where a string lies. abi: load_string_from_range</summary>
    /// <returns>Its length in bytes.</returns>
    /// <exception cref="Runtime.TrapException">It is too long, not aligned, or not inside the memory.</exception>
    public static int CheckStringRange(LiftLowerContext cx, ulong ptr, ulong taggedCodeUnits, out SourceEncoding source)
    {
        ulong tag = Utf16Tag(cx.Is64);
        source = cx.Options.StringEncoding switch
        {
            StringEncoding.Utf8 => SourceEncoding.Utf8,
            StringEncoding.Utf16 => SourceEncoding.Utf16,
            _ => (taggedCodeUnits & tag) != 0 ? SourceEncoding.TaggedUtf16 : SourceEncoding.Latin1,
        };
        ulong codeUnits = source == SourceEncoding.TaggedUtf16 ? taggedCodeUnits ^ tag : taggedCodeUnits;
        uint unitSize = source is SourceEncoding.Utf16 or SourceEncoding.TaggedUtf16 ? 2u : 1u;
        if (codeUnits > AbiLimits.MaxStringByteLength / unitSize) throw AbiErrors.StringTooLong();
        if (cx.Options.StringEncoding != StringEncoding.Utf8 && (ptr & 1) != 0) throw AbiErrors.StringUnaligned();
        if (!cx.Memory.Contains(ptr, codeUnits * unitSize)) throw AbiErrors.StringOutOfBounds();
        return (int)(codeUnits * unitSize);
    }

    /// <summary>abi: store_string</summary>
    public static void StoreString(LiftLowerContext cx, ComponentValue v, ulong ptr, Layout t)
    {
        (ulong begin, ulong taggedCodeUnits) = StoreStringIntoRange(cx, v.AsString(), v.Source);
        StoreInt(cx, begin, ptr, t.PointerSize);
        StoreInt(cx, taggedCodeUnits, ptr + t.PointerSize, t.PointerSize);
    }

    /// <summary>Lowers a string, with the allocations that its source calls for. abi: store_string_into_range</summary>
    /// <param name="cx">Where to.</param>
    /// <param name="text">The string; well-formed.</param>
    /// <param name="source">How it lay where it comes from.</param>
    /// <returns>Where it begins, and its length in code units, with the tag where the encoding has one.</returns>
    /// <exception cref="Runtime.TrapException">It is too long, or the guest's allocator misbehaves.</exception>
    public static (ulong Begin, ulong TaggedCodeUnits) StoreStringIntoRange(LiftLowerContext cx, string text, SourceEncoding source)
    {
        if (text.Length > AbiLimits.MaxStringByteLength) throw AbiErrors.StringTooLong();
        if (source == SourceEncoding.Host) source = HostEncoding(text, cx.Options.StringEncoding);
        int units = CodeUnits(text, source);
        return (cx.Options.StringEncoding, source) switch
        {
            (StringEncoding.Utf8, SourceEncoding.Utf8) => StoreUtf8Copy(cx, text, units),
            (StringEncoding.Utf8, SourceEncoding.Latin1) => StoreStringToUtf8(cx, text, units, worstCaseSize: 2 * (ulong)units),
            (StringEncoding.Utf8, _) => StoreStringToUtf8(cx, text, units, worstCaseSize: 3 * (ulong)units),
            (StringEncoding.Utf16, SourceEncoding.Utf8) => StoreUtf8ToUtf16(cx, text, units),
            (StringEncoding.Utf16, _) => StoreUtf16Copy(cx, text),
            (_, SourceEncoding.Latin1) => StoreLatin1Copy(cx, text),
            (_, SourceEncoding.TaggedUtf16) => StoreProbablyUtf16ToLatin1OrUtf16(cx, text),
            _ => StoreStringToLatin1OrUtf16(cx, text, units),
        };
    }

    /// <summary>The bit of a length that says UTF-16. abi: utf16_tag</summary>
    public static ulong Utf16Tag(bool is64) => is64 ? 1UL << 63 : 1UL << 31;

    // abi: store_string_copy
    private static (ulong, ulong) StoreUtf8Copy(LiftLowerContext cx, string text, int byteLength)
    {
        ulong ptr = cx.Allocate(1, (ulong)byteLength);
        WriteUtf8(cx, ptr, text, byteLength);
        return (ptr, (ulong)byteLength);
    }

    // abi: store_string_copy
    private static (ulong, ulong) StoreUtf16Copy(LiftLowerContext cx, string text)
    {
        ulong ptr = cx.Allocate(2, 2 * (ulong)text.Length);
        WriteUtf16(cx, ptr, text);
        return (ptr, (ulong)text.Length);
    }

    // abi: store_string_copy
    private static (ulong, ulong) StoreLatin1Copy(LiftLowerContext cx, string text)
    {
        ulong ptr = cx.Allocate(2, (ulong)text.Length);
        WriteLatin1(cx, ptr, text);
        return (ptr, (ulong)text.Length);
    }

    // abi: store_string_to_utf8
    private static (ulong, ulong) StoreStringToUtf8(LiftLowerContext cx, string text, int units, ulong worstCaseSize)
    {
        ulong ptr = cx.Allocate(1, (ulong)units);
        int ascii = text.AsSpan().IndexOfAnyExceptInRange('\0', '\x7f');
        WriteLatin1(cx, ptr, text.AsSpan(0, ascii < 0 ? units : ascii));
        if (ascii < 0) return (ptr, (ulong)units);
        ptr = cx.Reallocate(ptr, (ulong)units, 1, worstCaseSize);
        ReadOnlySpan<char> rest = text.AsSpan(ascii);
        int restLength = Encoding.UTF8.GetByteCount(rest);
        WriteUtf8(cx, ptr + (ulong)ascii, rest, restLength);
        ulong byteLength = (ulong)ascii + (ulong)restLength;
        if (worstCaseSize > byteLength) ptr = cx.Reallocate(ptr, worstCaseSize, 1, byteLength);
        return (ptr, byteLength);
    }

    // abi: store_utf8_to_utf16
    private static (ulong, ulong) StoreUtf8ToUtf16(LiftLowerContext cx, string text, int units)
    {
        ulong worstCaseSize = 2 * (ulong)units;
        ulong byteLength = 2 * (ulong)text.Length;
        ulong ptr = cx.Allocate(2, worstCaseSize);
        WriteUtf16(cx, ptr, text);
        if (byteLength < worstCaseSize) ptr = cx.Reallocate(ptr, worstCaseSize, 2, byteLength);
        return (ptr, (ulong)text.Length);
    }

    // abi: store_string_to_latin1_or_utf16
    private static (ulong, ulong) StoreStringToLatin1OrUtf16(LiftLowerContext cx, string text, int units)
    {
        ulong ptr = cx.Allocate(2, (ulong)units);
        int latin1 = IndexBeyondLatin1(text);
        if (latin1 < 0)
        {
            WriteLatin1(cx, ptr, text);
            if (text.Length < units) ptr = cx.Reallocate(ptr, (ulong)units, 2, (ulong)text.Length);
            return (ptr, (ulong)text.Length);
        }

        WriteLatin1(cx, ptr, text.AsSpan(0, latin1));
        ulong worstCaseSize = 2 * (ulong)units;
        ulong byteLength = 2 * (ulong)text.Length;
        ptr = cx.Reallocate(ptr, (ulong)units, 2, worstCaseSize);
        WriteUtf16(cx, ptr, Encoding.Latin1.GetString(cx.Memory.Read(ptr, latin1)));
        WriteUtf16(cx, ptr + (2 * (ulong)latin1), text.AsSpan(latin1));
        if (worstCaseSize > byteLength) ptr = cx.Reallocate(ptr, worstCaseSize, 2, byteLength);
        return (ptr, (uint)text.Length | Utf16Tag(cx.Is64));
    }

    // abi: store_probably_utf16_to_latin1_or_utf16
    private static (ulong, ulong) StoreProbablyUtf16ToLatin1OrUtf16(LiftLowerContext cx, string text)
    {
        ulong byteLength = 2 * (ulong)text.Length;
        ulong ptr = cx.Allocate(2, byteLength);
        WriteUtf16(cx, ptr, text);
        if (IndexBeyondLatin1(text) >= 0) return (ptr, (uint)text.Length | Utf16Tag(cx.Is64));
        WriteLatin1(cx, ptr, text);
        ptr = cx.Reallocate(ptr, byteLength, 1, (ulong)text.Length);
        return (ptr, (ulong)text.Length);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, SourceEncoding source)
    {
        switch (source)
        {
            case SourceEncoding.Utf8:
                return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw AbiErrors.InvalidEncoding("UTF-8");
            case SourceEncoding.Latin1:
                return Encoding.Latin1.GetString(bytes);
            default:
                ReadOnlySpan<char> chars = MemoryMarshal.Cast<byte, char>(bytes);
                return Utf16.IsValid(chars) ? new string(chars) : throw AbiErrors.InvalidEncoding("UTF-16");
        }
    }

    // The host claims what makes one allocation of the right size.
    private static SourceEncoding HostEncoding(string text, StringEncoding destination) => destination switch
    {
        StringEncoding.Utf8 => SourceEncoding.Utf8,
        StringEncoding.Utf16 => SourceEncoding.Utf16,
        _ => IndexBeyondLatin1(text) < 0 ? SourceEncoding.Latin1 : SourceEncoding.TaggedUtf16,
    };

    private static int CodeUnits(string text, SourceEncoding source)
    {
        int units = source == SourceEncoding.Utf8 ? Encoding.UTF8.GetByteCount(text) : text.Length;
        int unitSize = source is SourceEncoding.Utf16 or SourceEncoding.TaggedUtf16 ? 2 : 1;
        return units <= AbiLimits.MaxStringByteLength / unitSize ? units : throw AbiErrors.StringTooLong();
    }

    private static int IndexBeyondLatin1(string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', '\xff');

    private static void WriteUtf8(LiftLowerContext cx, ulong ptr, ReadOnlySpan<char> text, int byteLength) =>
        cx.Memory.Write(ptr, byteLength, text, static (destination, text) => Encoding.UTF8.GetBytes(text, destination));

    private static void WriteLatin1(LiftLowerContext cx, ulong ptr, ReadOnlySpan<char> text) =>
        cx.Memory.Write(ptr, text.Length, text, static (destination, text) => Encoding.Latin1.GetBytes(text, destination));

    private static void WriteUtf16(LiftLowerContext cx, ulong ptr, ReadOnlySpan<char> text) => cx.Memory.Write(ptr, MemoryMarshal.AsBytes(text));
}
