using System.Diagnostics.CodeAnalysis;
using System.Text;
using Caisson.Components.CanonicalAbi;

namespace Caisson.Components.Values;

public readonly partial struct ComponentValue
{
    /// <summary>Whether it is an option without a value.</summary>
    public bool IsNone => Kind == ComponentValueKind.Option && _object is null;

    /// <summary>Whether it is a result of success.</summary>
    public bool IsOk => Kind == ComponentValueKind.Result && _bits == 0;

    /// <summary>Whether it is a result of failure.</summary>
    public bool IsError => Kind == ComponentValueKind.Result && _bits == 1;

    /// <summary>The case of a variant or the name of an enum; null for any other value.</summary>
    public string? Label => Kind is ComponentValueKind.Variant or ComponentValueKind.Enum ? _object as string ?? ((VariantPayload)_object!).Label : null;

    /// <summary>What a variant, an option or a result carries; null where it carries nothing, and for any other value.</summary>
    public ComponentValue? Payload => _object switch
    {
        Boxed boxed => boxed.Value,
        VariantPayload variant => variant.Value,
        _ => (ComponentValue?)null,
    };

    /// <summary>An element of a list or a tuple.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public ComponentValue this[int index]
    {
        get
        {
            IReadOnlyList<ComponentValue> elements = AsElements();
            return (uint)index < (uint)elements.Count ? elements[index] : throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    /// <summary>A field of a record.</summary>
    /// <param name="label">Its name.</param>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ComponentValue this[string label] =>
        TryGetField(label, out ComponentValue value) ? value : throw new KeyNotFoundException($"the record has no field \"{label}\"");

    /// <summary>The number, the character, the truth value or the string, where it is one of the asked C# type.</summary>
    /// <typeparam name="T">An integer type of 8 to 64 bits, float, double, bool, <see cref="Rune"/> or string.</typeparam>
    /// <param name="value">The content.</param>
    /// <returns>Whether the value is of that type; numbers are not converted.</returns>
    public bool TryGet<T>([MaybeNullWhen(false)] out T value)
    {
        if (typeof(T) == typeof(string) && Kind == ComponentValueKind.String)
        {
            value = (T)_object!;
            return true;
        }

        ComponentValueKind kind = Primitives.KindOf<T>();
        bool fits = kind != ComponentValueKind.None && kind == Kind;
        value = fits ? Unboxed<T>() : default;
        return fits;
    }

    /// <summary>The truth value.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public bool AsBoolean() => Get<bool>();

    /// <summary>The number of an <c>s8</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public sbyte AsSByte() => Get<sbyte>();

    /// <summary>The number of a <c>u8</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public byte AsByte() => Get<byte>();

    /// <summary>The number of an <c>s16</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public short AsInt16() => Get<short>();

    /// <summary>The number of a <c>u16</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public ushort AsUInt16() => Get<ushort>();

    /// <summary>The number of an <c>s32</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public int AsInt32() => Get<int>();

    /// <summary>The number of a <c>u32</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public uint AsUInt32() => Get<uint>();

    /// <summary>The number of an <c>s64</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public long AsInt64() => Get<long>();

    /// <summary>The number of a <c>u64</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public ulong AsUInt64() => Get<ulong>();

    /// <summary>The number of an <c>f32</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public float AsSingle() => Get<float>();

    /// <summary>The number of an <c>f64</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public double AsDouble() => Get<double>();

    /// <summary>The character.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public Rune AsRune() => Get<Rune>();

    /// <summary>The text of a string.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public string AsString() => As<string>(ComponentValueKind.String);

    /// <summary>The elements of a list or a tuple.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public IReadOnlyList<ComponentValue> AsElements() =>
        Kind == ComponentValueKind.Tuple ? (ComponentValue[])_object! : As<ListPayload>(ComponentValueKind.List);

    /// <summary>The elements of a list of numbers, characters or truth values, without a copy.</summary>
    /// <typeparam name="T">The C# type of the elements.</typeparam>
    /// <exception cref="InvalidCastException">It is no list of that type.</exception>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged => As<ListPayload>(ComponentValueKind.List) switch
    {
        PackedList<T> packed => packed.Elements,
        { Count: 0 } => [],
        _ => throw ValueErrors.WrongElements(this, typeof(T)),
    };

    /// <summary>The fields of a record.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public IReadOnlyList<RecordField> AsFields() => As<RecordPayload>(ComponentValueKind.Record);

    /// <summary>The labels of the flags that are set.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public IReadOnlyList<string> AsFlags() => As<string[]>(ComponentValueKind.Flags);

    /// <summary>The entries of a map, in order.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public IReadOnlyList<MapEntry> AsEntries() => As<MapEntry[]>(ComponentValueKind.Map);

    /// <summary>The resource of a handle, whether it owns it or borrows.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public ComponentResource AsResource() => As<ComponentResource>(Kind == ComponentValueKind.Borrow ? Kind : ComponentValueKind.Own);

    /// <summary>The stream.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public ComponentStream AsStream() => As<ComponentStream>(ComponentValueKind.Stream);

    /// <summary>The future.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public ComponentFuture AsFuture() => As<ComponentFuture>(ComponentValueKind.Future);

    /// <summary>The error context.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public ComponentErrorContext AsErrorContext() => As<ComponentErrorContext>(ComponentValueKind.ErrorContext);

    /// <summary>A field of a record, where it has one of that name.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="InvalidCastException">It is no record.</exception>
    public bool TryGetField(string label, out ComponentValue value)
    {
        var record = As<RecordPayload>(ComponentValueKind.Record);
        int index = record.Labels.IndexOf(label);
        value = index < 0 ? default : record.Values[index];
        return index >= 0;
    }

    /// <summary>A number, a character or a truth value.</summary>
    internal static ComponentValue Of<T>(T value) where T : unmanaged => new(Primitives.KindOf<T>(), Primitives.ToBits(value));

    /// <summary>The number, the character or the truth value.</summary>
    internal T Get<T>() where T : unmanaged =>
        Kind == Primitives.KindOf<T>() ? Primitives.FromBits<T>(_bits) : throw ValueErrors.WrongKind(this, Primitives.KindOf<T>());

    /// <summary>The bits of a number, sign-extended; of a character or a truth value, its number.</summary>
    internal ulong Bits => _bits;

    /// <summary>Where a string came from.</summary>
    internal SourceEncoding Source => (SourceEncoding)_bits;

    internal ListPayload AsListPayload() => As<ListPayload>(ComponentValueKind.List);

    internal RecordPayload AsRecordPayload() => As<RecordPayload>(ComponentValueKind.Record);

    internal ComponentValue[] AsTuple() => As<ComponentValue[]>(ComponentValueKind.Tuple);

    private T As<T>(ComponentValueKind kind) where T : class => Kind == kind ? (T)_object! : throw ValueErrors.WrongKind(this, kind);

    private T Unboxed<T>() => Kind switch
    {
        ComponentValueKind.Bool => (T)(object)Get<bool>(),
        ComponentValueKind.S8 => (T)(object)Get<sbyte>(),
        ComponentValueKind.U8 => (T)(object)Get<byte>(),
        ComponentValueKind.S16 => (T)(object)Get<short>(),
        ComponentValueKind.U16 => (T)(object)Get<ushort>(),
        ComponentValueKind.S32 => (T)(object)Get<int>(),
        ComponentValueKind.U32 => (T)(object)Get<uint>(),
        ComponentValueKind.S64 => (T)(object)Get<long>(),
        ComponentValueKind.U64 => (T)(object)Get<ulong>(),
        ComponentValueKind.F32 => (T)(object)Get<float>(),
        ComponentValueKind.F64 => (T)(object)Get<double>(),
        _ => (T)(object)Get<Rune>(),
    };
}
