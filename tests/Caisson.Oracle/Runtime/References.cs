using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>An unboxed scalar. spec: syntax-ref</summary>
/// <param name="Bits">31 bits, zero-extended.</param>
internal sealed record I31Ref(uint Bits);

/// <summary>A reference seen from outside. spec: syntax-ref</summary>
/// <param name="Inner">What <c>any.convert_extern</c> gives: a reference that isn't null.</param>
internal sealed record ExternRef(object Inner);

/// <summary>A structure. spec: syntax-structinst</summary>
/// <param name="type">The number of its type.</param>
/// <param name="fields">Values of the fields; packed ones as <c>i32</c>, zero-extended.</param>
internal sealed class StructInst(int type, Val[] fields)
{
    public int Type { get; } = type;

    public Val[] Fields { get; } = fields;
}

/// <summary>An array. spec: syntax-arrayinst</summary>
/// <param name="type">The number of its type.</param>
/// <param name="fields">Its elements; packed ones as <c>i32</c>, zero-extended.</param>
internal sealed class ArrayInst(int type, Val[] fields)
{
    public int Type { get; } = type;

    public Val[] Fields { get; } = fields;

    /// <summary>Where a range starts.</summary>
    public int At(ulong start, ulong length) => start + length > (ulong)Fields.Length
        ? throw new TrapStop(Caisson.Runtime.TrapKind.OutOfBoundsArrayAccess)
        : (int)start;
}

/// <summary>An exception. spec: syntax-exninst</summary>
/// <param name="tag">Its tag.</param>
/// <param name="fields">Its payload.</param>
internal sealed class ExnInst(TagInst tag, Val[] fields)
{
    public TagInst Tag { get; } = tag;

    public Val[] Fields { get; } = fields;
}

/// <summary>Whether a reference that isn't null belongs to a type, by what it is. spec: valid-ref, match-heaptype</summary>
internal static class ReferenceTyping
{
    /// <summary>Whether a reference has a type.</summary>
    /// <param name="store">Knows the supertypes.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="type">A reference type whose heap type is abstract or a number of the store.</param>
    public static bool Has(Store store, object? reference, ValType type) =>
        reference is null ? type.Nullable : Is(store, reference, type.Heap);

    private static bool Is(Store store, object reference, HeapType type) => reference switch
    {
        I31Ref => type == HeapType.I31 || type == HeapType.Eq || type == HeapType.Any,
        StructInst structure => type == HeapType.Struct || type == HeapType.Eq || type == HeapType.Any || IsBelow(store, structure.Type, type),
        ArrayInst array => type == HeapType.Array || type == HeapType.Eq || type == HeapType.Any || IsBelow(store, array.Type, type),
        FuncInst function => type == HeapType.Func || IsBelow(store, function.TypeNumber, type),
        ExnInst => type == HeapType.Exn,
        ExternRef => type == HeapType.Extern,
        _ => type == HeapType.Any,
    };

    private static bool IsBelow(Store store, int number, HeapType type) => type.IsConcrete && store.Types.IsSubtype(number, type.Code);
}
