using System.Collections.Immutable;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// How values of a type lie in memory and on the stack, for one size of pointers. Everything that lifts or lowers asks here, so that no two
/// of them can disagree. Made once for each type; immutable; safe to share between threads.
/// </summary>
internal sealed class Layout
{
    /// <summary>The type.</summary>
    public required ComponentValType Type { get; init; }

    /// <summary>What it is, despecialised.</summary>
    public required LayoutKind Kind { get; init; }

    /// <summary>Whether pointers and lengths are <c>i64</c>.</summary>
    public required bool Is64 { get; init; }

    /// <summary>In bytes; a power of two up to 8. abi: alignment</summary>
    public required uint Alignment { get; init; }

    /// <summary>Bytes in memory, padding at the end included. abi: elem_size</summary>
    public required uint ElemSize { get; init; }

    /// <summary>How many core values it is on the stack; as many as there are, however long a list is. abi: flatten_type</summary>
    public required ulong FlatCount { get; init; }

    /// <summary>
    /// The types of the core values; default where there are more than <see cref="AbiLimits.MaxFlatParams"/>, as values of such types never
    /// are on the stack. abi: flatten_type
    /// </summary>
    public required ImmutableArray<ValType> Flat { get; init; }

    /// <summary>How deep types are nested in it, itself included.</summary>
    public required int Depth { get; init; }

    /// <summary>Whether it has a borrow somewhere. abi: contains_borrow</summary>
    public required bool ContainsBorrow { get; init; }

    /// <summary>Whether it has a stream or a future somewhere. abi: contains_async_value</summary>
    public required bool ContainsAsyncValue { get; init; }

    /// <summary>Whether values of it reach beyond themselves: a memory is needed for what a string or a list points to.</summary>
    public required bool ContainsPointer { get; init; }

    /// <summary>Of a list, stream or future: the layout of an element; null where it has no type.</summary>
    public Layout? Element { get; init; }

    /// <summary>Of a list whose type says it: how many elements.</summary>
    public uint? Length { get; init; }

    /// <summary>Of a record: its fields.</summary>
    public ImmutableArray<LayoutField> Fields { get; init; } = [];

    /// <summary>Of a variant: its cases.</summary>
    public ImmutableArray<LayoutCase> Cases { get; init; } = [];

    /// <summary>Of a record, variant or flags: the names of the fields, cases or bits.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Of a variant: the bytes of its discriminant, 1, 2 or 4. abi: discriminant_type</summary>
    public uint DiscriminantSize { get; init; }

    /// <summary>Of a variant: where what it carries begins, behind the discriminant. abi: max_case_alignment</summary>
    public uint PayloadOffset { get; init; }

    /// <summary>The size of a pointer in bytes. abi: ptr_size</summary>
    public uint PointerSize => Is64 ? 8u : 4u;

    /// <summary>Of a list whose length its value knows.</summary>
    public bool IsDynamicList => Kind == LayoutKind.List && Length is null;

    /// <summary>The layout of a type.</summary>
    /// <param name="type">A valid type.</param>
    /// <param name="is64">Whether pointers and lengths are <c>i64</c>.</param>
    /// <exception cref="NotSupportedException">The type is larger than validation lets pass.</exception>
    public static Layout Of(ComponentValType type, bool is64) =>
        is64 ? type.Layout64 ??= LayoutBuilder.Build(type, true) : type.Layout32 ??= LayoutBuilder.Build(type, false);

    /// <summary>The layout of parameters or results that don't fit on the stack; they may be none at all.</summary>
    /// <param name="types">Their types.</param>
    /// <param name="is64">Whether pointers and lengths are <c>i64</c>.</param>
    /// <exception cref="NotSupportedException">The types are larger than validation lets pass.</exception>
    public static Layout OfTuple(ImmutableArray<ComponentValType> types, bool is64) => LayoutBuilder.Build(new TupleType(types), is64);

    /// <summary>Rounds up. abi: align_to</summary>
    /// <param name="address">Any number.</param>
    /// <param name="alignment">A power of two.</param>
    public static uint AlignTo(uint address, uint alignment) => checked(address + (alignment - 1)) & ~(alignment - 1);

    /// <summary>Whether an address is a multiple of this type's alignment.</summary>
    public bool IsAligned(ulong address) => (address & (Alignment - 1)) == 0;
}

/// <summary>Where a field of a record lies.</summary>
/// <param name="Label">Its name; a number in a tuple.</param>
/// <param name="Layout">The layout of its value.</param>
/// <param name="Offset">From the start of the record, in bytes.</param>
internal readonly record struct LayoutField(string Label, Layout Layout, uint Offset);

/// <summary>What a case of a variant carries.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Layout">The layout of what it carries; null for nothing.</param>
internal readonly record struct LayoutCase(string Label, Layout? Layout);
