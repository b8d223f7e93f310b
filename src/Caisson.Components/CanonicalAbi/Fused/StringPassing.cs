using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;
using Caisson.Runtime;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>
/// Takes strings over from one memory to another: copied where both have the same encoding, transcoded from one to the other where one pass does it, else by way of a
/// string of .NET. Allocations are the interpreter's. abi: load_string_from_range, store_string_into_range
/// </summary>
internal static class StringPassing
{
    public static (long Begin, long TaggedCodeUnits) Pass(LiftLowerContext from, LiftLowerContext to, ulong begin, ulong taggedCodeUnits)
    {
        int byteLength = Abi.CheckStringRange(from, begin, taggedCodeUnits, out SourceEncoding source);
        switch (source, to.Options.StringEncoding)
        {
            case (SourceEncoding.Utf8, StringEncoding.Utf8):
                CheckUtf8(from, begin, byteLength);
                return Copy(from, to, begin, byteLength, alignment: 1, codeUnits: byteLength);
            case (SourceEncoding.Utf16 or SourceEncoding.TaggedUtf16, StringEncoding.Utf16):
                if (!Values.Utf16.IsValid(MemoryMarshal.Cast<byte, char>(from.Memory.Read(begin, byteLength)))) throw AbiErrors.InvalidEncoding("UTF-16");
                return Copy(from, to, begin, byteLength, alignment: 2, codeUnits: byteLength / 2);
            case (SourceEncoding.Latin1, StringEncoding.Latin1Utf16):
                return Copy(from, to, begin, byteLength, alignment: 2, codeUnits: byteLength);
            case (SourceEncoding.Utf8, StringEncoding.Utf16):
                return Utf8ToUtf16(from, to, begin, byteLength);
        }
        from.BeginCall();
        string text = Abi.LoadStringFromRange(from, begin, taggedCodeUnits, out source);
        (ulong stored, ulong length) = Abi.StoreStringIntoRange(to, text, source);
        return ((long)stored, (long)length);
    }

    /// <exception cref="TrapException">The bytes aren't UTF-8.</exception>
    public static void CheckUtf8(LiftLowerContext from, ulong begin, int byteLength)
    {
        if (!Utf8.IsValid(from.Memory.Read(begin, byteLength))) throw AbiErrors.InvalidEncoding("UTF-8");
        GC.KeepAlive(from);
    }

    /// <summary>Copies bytes and checks them; in one go when they are ASCII.</summary>
    /// <exception cref="TrapException">The bytes aren't UTF-8.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyUtf8(Memory from, Memory to, long begin, long address, int byteLength)
    {
        ReadOnlySpan<byte> source = from.Span(begin, byteLength);
        if (!CopyAscii(source, to.Span(address, byteLength)) && !Utf8.IsValid(source)) throw AbiErrors.InvalidEncoding("UTF-8");
        GC.KeepAlive(from);
        GC.KeepAlive(to);
    }

    /// <summary>Copies bytes to a place as large, and says whether all of them are ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CopyAscii(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        const int Block = 256, Part = 64;
        ref byte from = ref MemoryMarshal.GetReference(source), to = ref MemoryMarshal.GetReference(destination);
        int whole = Math.Min(source.Length, destination.Length) / Block * Block;
        Vector512<byte> seen = Vector512<byte>.Zero;
        for (nuint copied = 0; copied < (nuint)whole; copied += Block)
        {
            Vector512<byte> first = Vector512.LoadUnsafe(ref from, copied), second = Vector512.LoadUnsafe(ref from, copied + Part);
            Vector512<byte> third = Vector512.LoadUnsafe(ref from, copied + (2 * Part)), fourth = Vector512.LoadUnsafe(ref from, copied + (3 * Part));
            first.StoreUnsafe(ref to, copied);
            second.StoreUnsafe(ref to, copied + Part);
            third.StoreUnsafe(ref to, copied + (2 * Part));
            fourth.StoreUnsafe(ref to, copied + (3 * Part));
            seen |= first | second | third | fourth;
        }
        bool isAscii = seen.ExtractMostSignificantBits() == 0;
        if (whole == source.Length) return isAscii;
        source[whole..].CopyTo(destination[whole..]);
        return isAscii && Ascii.IsValid(source[whole..]);
    }

    private static (long, long) Copy(LiftLowerContext from, LiftLowerContext to, ulong begin, int byteLength, uint alignment, int codeUnits)
    {
        ulong ptr = to.Allocate(alignment, (ulong)byteLength);
        to.Memory.Write(ptr, from.Memory.Read(begin, byteLength));
        GC.KeepAlive(from);
        return ((long)ptr, codeUnits);
    }

    // abi: store_utf8_to_utf16
    private static (long, long) Utf8ToUtf16(LiftLowerContext from, LiftLowerContext to, ulong begin, int byteLength)
    {
        CheckUtf8(from, begin, byteLength);
        ulong worstCaseSize = 2 * (ulong)byteLength;
        ulong ptr = to.Allocate(2, worstCaseSize);
        ReadOnlySpan<byte> bytes = from.Memory.Read(begin, byteLength);
        int units = Encoding.UTF8.GetCharCount(bytes);
        to.Memory.Write(ptr, 2 * units, bytes, static (destination, bytes) => Encoding.UTF8.GetChars(bytes, MemoryMarshal.Cast<byte, char>(destination)));
        ulong used = 2 * (ulong)units;
        if (used < worstCaseSize) ptr = to.Reallocate(ptr, worstCaseSize, 2, used);
        GC.KeepAlive(from);
        return ((long)ptr, units);
    }
}
