using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace Caisson.Components.Values;

/// <summary>
/// The elements of a list. Those that are numbers, characters or truth values of one kind always lie in one array of their C# type, so that
/// equal lists have payloads of the same class.
/// </summary>
internal abstract class ListPayload : IReadOnlyList<ComponentValue>, IEquatable<ListPayload>
{
    public static ListPayload Empty { get; } = new ValueList([]);

    public abstract int Count { get; }

    public abstract ComponentValue this[int index] { get; }

    /// <summary>Packs elements that can be packed. The array is kept otherwise.</summary>
    public static ListPayload Of(ComponentValue[] elements)
    {
        if (elements.Length == 0) return Empty;
        ComponentValueKind kind = elements[0].Kind;
        if (!elements.All(e => e.Kind == kind)) return new ValueList(elements);
        return kind switch
        {
            ComponentValueKind.Bool => Pack<bool>(elements),
            ComponentValueKind.S8 => Pack<sbyte>(elements),
            ComponentValueKind.U8 => Pack<byte>(elements),
            ComponentValueKind.S16 => Pack<short>(elements),
            ComponentValueKind.U16 => Pack<ushort>(elements),
            ComponentValueKind.S32 => Pack<int>(elements),
            ComponentValueKind.U32 => Pack<uint>(elements),
            ComponentValueKind.S64 => Pack<long>(elements),
            ComponentValueKind.U64 => Pack<ulong>(elements),
            ComponentValueKind.F32 => Pack<float>(elements),
            ComponentValueKind.F64 => Pack<double>(elements),
            ComponentValueKind.Char => Pack<Rune>(elements),
            _ => new ValueList(elements),
        };
    }

    public IEnumerator<ComponentValue> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public abstract bool Equals(ListPayload? other);

    public sealed override bool Equals(object? obj) => Equals(obj as ListPayload);

    public abstract override int GetHashCode();

    private static PackedList<T> Pack<T>(ComponentValue[] elements) where T : unmanaged
    {
        var packed = new T[elements.Length];
        for (int i = 0; i < packed.Length; i++) packed[i] = elements[i].Get<T>();
        return new PackedList<T>(packed);
    }
}

/// <summary>A list of numbers, characters or truth values; not empty. NaNs are canonical.</summary>
internal sealed class PackedList<T>(T[] elements) : ListPayload where T : unmanaged
{
    public T[] Elements { get; } = elements;

    public override int Count => Elements.Length;

    public override ComponentValue this[int index] => ComponentValue.Of(Elements[index]);

    // Bits, because floats that are equal to .NET may be different values: the zeros.
    public override bool Equals(ListPayload? other) =>
        other is PackedList<T> list && Bytes(Elements).SequenceEqual(Bytes(list.Elements));

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes(Elements));
        return hash.ToHashCode();
    }

    private static ReadOnlySpan<byte> Bytes(T[] elements) => MemoryMarshal.AsBytes(elements.AsSpan());
}

/// <summary>Any other list.</summary>
internal sealed class ValueList(ComponentValue[] elements) : ListPayload
{
    public ComponentValue[] Elements { get; } = elements;

    public override int Count => Elements.Length;

    public override ComponentValue this[int index] => Elements[index];

    public override bool Equals(ListPayload? other) => other is ValueList list && Elements.AsSpan().SequenceEqual(list.Elements);

    public override int GetHashCode() => Payloads.HashOf(Elements);
}
