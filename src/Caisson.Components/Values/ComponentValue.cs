namespace Caisson.Components.Values;

/// <summary>
/// One value of any component type, for callers that don't know the type at compile time. Immutable; compared by structure: all NaNs are one
/// value, +0 and −0 are two; resources, streams, futures and error contexts are compared by identity, maps with their order. Safe to share
/// between threads. abi: ValType
/// </summary>
/// <remarks>
/// Numbers, characters and truth values are held without an object of their own, also in lists: a list of them is one array.
/// </remarks>
public readonly partial struct ComponentValue : IEquatable<ComponentValue>
{
    /// <summary>
    /// The number, the character, the truth value; of a result whether it is an error; of a string where it came from; of a variant or an
    /// enum, the index of the case in the type that it was made for, as a hint.
    /// </summary>
    private readonly ulong _bits;

    /// <summary>
    /// A string; a <see cref="ListPayload"/>; the <see cref="RecordPayload"/> of a record; the elements of a tuple; the label of an enum, or of
    /// a variant without payload; a <see cref="VariantPayload"/>; a <see cref="Boxed"/> value of an option or result; the labels of flags; the
    /// pairs of a map; the resource, stream, future or error context.
    /// </summary>
    private readonly object? _object;

    private ComponentValue(ComponentValueKind kind, ulong bits, object? @object = null) => (Kind, _bits, _object) = (kind, bits, @object);

    /// <summary>The class of the value.</summary>
    public ComponentValueKind Kind { get; }

    /// <summary>Same kind and same content.</summary>
    public bool Equals(ComponentValue other)
    {
        if (Kind != other.Kind) return false;
        return Kind switch
        {
            ComponentValueKind.String or ComponentValueKind.Enum => (string)_object! == (string)other._object!,
            ComponentValueKind.Flags => ((string[])_object!).ToHashSet().SetEquals((string[])other._object!),
            ComponentValueKind.Tuple => ((ComponentValue[])_object!).AsSpan().SequenceEqual((ComponentValue[])other._object!),
            ComponentValueKind.Map => ((MapEntry[])_object!).AsSpan().SequenceEqual((MapEntry[])other._object!),
            ComponentValueKind.Result => _bits == other._bits && Equals(_object, other._object),
            ComponentValueKind.Variant => Equals(_object, other._object),
            _ => _bits == other._bits && Equals(_object, other._object),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ComponentValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        ComponentValueKind.String or ComponentValueKind.Enum or ComponentValueKind.Variant => HashCode.Combine(Kind, _object),
        ComponentValueKind.Flags => ((string[])_object!).Aggregate((int)Kind, (hash, label) => hash ^ label.GetHashCode(StringComparison.Ordinal)),
        ComponentValueKind.Tuple => Payloads.HashOf((ComponentValue[])_object!),
        ComponentValueKind.Map => Payloads.HashOf((MapEntry[])_object!),
        _ => HashCode.Combine(Kind, _bits, _object),
    };

    /// <summary>Same kind and same content.</summary>
    public static bool operator ==(ComponentValue left, ComponentValue right) => left.Equals(right);

    /// <summary>Not <c>==</c>.</summary>
    public static bool operator !=(ComponentValue left, ComponentValue right) => !left.Equals(right);

    /// <summary>The value as text, as people write it; names and numbers can be read back when the type is known.</summary>
    public override string ToString() => WavePrinter.Print(this);
}

/// <summary>A key of a map and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public readonly record struct MapEntry(ComponentValue Key, ComponentValue Value);

/// <summary>A field of a record value.</summary>
/// <param name="Label">Its name, in kebab case.</param>
/// <param name="Value">Its value.</param>
public readonly record struct RecordField(string Label, ComponentValue Value);
