using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Strings.</summary>
internal sealed class StringLiftLower(Layout layout) : LiftLower<string>(layout)
{
    public override string Load(LiftLowerContext cx, ulong ptr)
    {
        ulong begin = Abi.LoadInt(cx, ptr, Layout.PointerSize);
        return Abi.LoadStringFromRange(cx, begin, Abi.LoadInt(cx, ptr + Layout.PointerSize, Layout.PointerSize), out _);
    }

    public override void Store(LiftLowerContext cx, string value, ulong ptr)
    {
        (ulong begin, ulong units) = Lower(cx, value);
        Abi.StoreInt(cx, begin, ptr, Layout.PointerSize);
        Abi.StoreInt(cx, units, ptr + Layout.PointerSize, Layout.PointerSize);
    }

    public override string LiftFlat(LiftLowerContext cx, ref CoreValueReader vi)
    {
        ulong begin = vi.NextPointer(Layout.Is64);
        return Abi.LoadStringFromRange(cx, begin, vi.NextPointer(Layout.Is64), out _);
    }

    public override void LowerFlat(LiftLowerContext cx, string value, ref CoreValueWriter flat)
    {
        (ulong begin, ulong units) = Lower(cx, value);
        flat.AddPointer(begin, Layout.Is64);
        flat.AddPointer(units, Layout.Is64);
    }

    private static (ulong, ulong) Lower(LiftLowerContext cx, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Utf16.IsValid(value) ? Abi.StoreStringIntoRange(cx, value, SourceEncoding.Host) : throw ValueErrors.LoneSurrogate(nameof(value));
    }
}
