namespace Caisson.Wit.Model;

/// <summary>
/// The size and the alignment of a type's values in a memory of 64 bits, in bytes. It serves to bound types, not to lay them out:
/// what doesn't fit is as large as can be. abi: elem_size, alignment
/// </summary>
internal readonly record struct ElementSize(ulong Bytes, uint Alignment)
{
    /// <summary>The bound on all types. component-model: Element Size</summary>
    public const ulong Most = (1 << 28) - 1;

    /// <summary>A pointer and a length.</summary>
    public static ElementSize Pair => new(16, 8);

    /// <summary>Something that is aligned to its size.</summary>
    public static ElementSize Of(int bytes) => new((ulong)bytes, (uint)bytes);

    /// <summary>abi: elem_size_flags</summary>
    public static ElementSize Flags(int count) => Of(count <= 8 ? 1 : count <= 16 ? 2 : 4);

    /// <summary>abi: elem_size_record</summary>
    public static ElementSize Record(IEnumerable<WitType?> fields)
    {
        ulong at = 0;
        uint alignment = 1;
        foreach (WitType? field in fields)
        {
            if (field is null) continue;
            at = Cap(Align(at, field.Size.Alignment) + field.Size.Bytes);
            alignment = Math.Max(alignment, field.Size.Alignment);
        }

        return new ElementSize(Align(at, alignment), alignment);
    }

    /// <summary>abi: elem_size_variant</summary>
    public static ElementSize Variant(IReadOnlyCollection<WitType?> cases)
    {
        uint discriminant = cases.Count <= 1 << 8 ? 1u : cases.Count <= 1 << 16 ? 2u : 4u;
        uint payloadAlignment = cases.Max(item => item?.Size.Alignment ?? 1);
        ulong payload = cases.Max(item => item?.Size.Bytes ?? 0);
        uint alignment = Math.Max(discriminant, payloadAlignment);
        return new ElementSize(Align(Cap(Align(discriminant, payloadAlignment) + payload), alignment), alignment);
    }

    /// <summary>abi: elem_size_list</summary>
    public ElementSize Times(uint count) => new(Cap(Bytes * count), Alignment);

    // Every term is below 2^60: at most 2^28 after the cap, times 2^32.
    private static ulong Cap(ulong bytes) => Math.Min(bytes, Most + 1);

    private static ulong Align(ulong at, uint alignment) => (at + alignment - 1) / alignment * alignment;
}
