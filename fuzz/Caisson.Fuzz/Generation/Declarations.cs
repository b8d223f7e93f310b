using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>A function; <paramref name="Type"/> is its index in the type section.</summary>
internal sealed record FunctionShape(int Type, FuncType Signature, bool Imported)
{
    /// <summary>Whether a host can call it: only then is it exported.</summary>
    public bool IsVisible => Signature.Parameters.All(Visibility.IsVisible) && Signature.Results.All(Visibility.IsVisible);
}

internal sealed record GlobalShape(ValType Type, bool Mutable, bool Imported);

internal sealed record MemoryShape(bool Is64, bool Imported)
{
    public const int MinPages = 1;
    public const int MaxPages = 3;

    public ValType Address => Is64 ? ValType.I64 : ValType.I32;
}

internal sealed record TableShape(ValType Element, bool Is64, bool Imported)
{
    public const int MinLength = 6;
    public const int MaxLength = 12;

    public ValType Address => Is64 ? ValType.I64 : ValType.I32;
}

internal sealed record TagShape(int Type, FuncType Signature);

/// <summary>An element segment; <paramref name="Table"/> is where an active one goes.</summary>
internal sealed record ElemShape(ValType Type, SegmentMode Mode, int Table = 0);

internal sealed record DataShape(SegmentMode Mode);
