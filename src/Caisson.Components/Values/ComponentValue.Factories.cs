using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Caisson.Components.CanonicalAbi;

namespace Caisson.Components.Values;

public readonly partial struct ComponentValue
{
    /// <summary>An option without a value.</summary>
    public static ComponentValue None => new(ComponentValueKind.Option, 0);

    /// <summary>A truth value.</summary>
    public static ComponentValue Bool(bool value) => new(ComponentValueKind.Bool, value ? 1u : 0u);

    /// <summary>An <c>s8</c>.</summary>
    public static ComponentValue S8(sbyte value) => new(ComponentValueKind.S8, (ulong)value);

    /// <summary>A <c>u8</c>.</summary>
    public static ComponentValue U8(byte value) => new(ComponentValueKind.U8, value);

    /// <summary>An <c>s16</c>.</summary>
    public static ComponentValue S16(short value) => new(ComponentValueKind.S16, (ulong)value);

    /// <summary>A <c>u16</c>.</summary>
    public static ComponentValue U16(ushort value) => new(ComponentValueKind.U16, value);

    /// <summary>An <c>s32</c>.</summary>
    public static ComponentValue S32(int value) => new(ComponentValueKind.S32, (ulong)value);

    /// <summary>A <c>u32</c>.</summary>
    public static ComponentValue U32(uint value) => new(ComponentValueKind.U32, value);

    /// <summary>An <c>s64</c>.</summary>
    public static ComponentValue S64(long value) => new(ComponentValueKind.S64, (ulong)value);

    /// <summary>A <c>u64</c>.</summary>
    public static ComponentValue U64(ulong value) => new(ComponentValueKind.U64, value);

    /// <summary>An <c>f32</c>; every NaN becomes the canonical one.</summary>
    public static ComponentValue F32(float value) => new(ComponentValueKind.F32, BitConverter.SingleToUInt32Bits(Floats.Canonical(value)));

    /// <summary>An <c>f64</c>; every NaN becomes the canonical one.</summary>
    public static ComponentValue F64(double value) => new(ComponentValueKind.F64, BitConverter.DoubleToUInt64Bits(Floats.Canonical(value)));

    /// <summary>A <c>char</c>.</summary>
    public static ComponentValue Char(Rune value) => new(ComponentValueKind.Char, (uint)value.Value);

    /// <summary>A <c>string</c>.</summary>
    /// <exception cref="ArgumentException">It has half a surrogate pair.</exception>
    public static ComponentValue String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Utf16.IsValid(value)) throw ValueErrors.LoneSurrogate(nameof(value));
        return new(ComponentValueKind.String, 0, value);
    }

    /// <summary>A <c>list</c>.</summary>
    /// <param name="elements">Its elements, all of one type.</param>
    public static ComponentValue List(params ReadOnlySpan<ComponentValue> elements) => new(ComponentValueKind.List, 0, ListPayload.Of(elements.ToArray()));

    /// <summary>A <c>list</c> of numbers, characters or truth values.</summary>
    /// <typeparam name="T">An integer type of 8 to 64 bits, float, double, bool or <see cref="Rune"/>.</typeparam>
    /// <param name="elements">Its elements; they are copied.</param>
    /// <exception cref="NotSupportedException">The type is another one.</exception>
    public static ComponentValue ListOf<T>(ReadOnlySpan<T> elements) where T : unmanaged => ListOf(elements.ToArray(), isCanonical: false);

    /// <summary>A <c>record</c>.</summary>
    /// <param name="fields">Its fields; labels are unique.</param>
    /// <exception cref="ArgumentException">A label appears twice.</exception>
    public static ComponentValue Record(params ReadOnlySpan<(string Label, ComponentValue Value)> fields)
    {
        var labels = ImmutableArray.CreateBuilder<string>(fields.Length);
        var values = new ComponentValue[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            if (labels.Contains(fields[i].Label)) throw ValueErrors.DuplicateLabel(fields[i].Label, nameof(fields));
            labels.Add(fields[i].Label);
            values[i] = fields[i].Value;
        }

        return Record(labels.MoveToImmutable(), values);
    }

    /// <summary>A <c>tuple</c>.</summary>
    /// <param name="elements">Its elements.</param>
    public static ComponentValue Tuple(params ReadOnlySpan<ComponentValue> elements) => TupleOf(elements.ToArray());

    /// <summary>A case of a <c>variant</c> that carries nothing.</summary>
    /// <param name="label">The case.</param>
    public static ComponentValue Variant(string label) => new(ComponentValueKind.Variant, 0, NotNull(label));

    /// <summary>A case of a <c>variant</c>.</summary>
    /// <param name="label">The case.</param>
    /// <param name="payload">What it carries.</param>
    public static ComponentValue Variant(string label, ComponentValue payload) => Variant(NotNull(label), 0, payload);

    /// <summary>An <c>enum</c>.</summary>
    /// <param name="label">The name.</param>
    public static ComponentValue Enum(string label) => new(ComponentValueKind.Enum, 0, NotNull(label));

    /// <summary>An <c>option</c> with a value.</summary>
    /// <param name="value">The value.</param>
    public static ComponentValue Some(ComponentValue value) => new(ComponentValueKind.Option, 0, new Boxed(value));

    /// <summary>A <c>result</c> of success without a value.</summary>
    public static ComponentValue Ok() => new(ComponentValueKind.Result, 0);

    /// <summary>A <c>result</c> of success.</summary>
    /// <param name="value">What it carries.</param>
    public static ComponentValue Ok(ComponentValue value) => new(ComponentValueKind.Result, 0, new Boxed(value));

    /// <summary>A <c>result</c> of failure without a value.</summary>
    public static ComponentValue Error() => new(ComponentValueKind.Result, 1);

    /// <summary>A <c>result</c> of failure.</summary>
    /// <param name="value">What it carries.</param>
    public static ComponentValue Error(ComponentValue value) => new(ComponentValueKind.Result, 1, new Boxed(value));

    /// <summary>A set of <c>flags</c>.</summary>
    /// <param name="labels">Those that are set.</param>
    public static ComponentValue Flags(params ReadOnlySpan<string> labels) => FlagsOf(labels.ToArray());

    /// <summary>A <c>map</c>.</summary>
    /// <param name="entries">Its entries, in order.</param>
    public static ComponentValue Map(params ReadOnlySpan<(ComponentValue Key, ComponentValue Value)> entries)
    {
        var pairs = new MapEntry[entries.Length];
        for (int i = 0; i < pairs.Length; i++) pairs[i] = new MapEntry(entries[i].Key, entries[i].Value);
        return MapOf(pairs);
    }

    /// <summary>A handle that hands its resource over to whoever receives it.</summary>
    /// <param name="resource">The resource; of no use to its owner once it was handed over.</param>
    public static ComponentValue Own(ComponentResource resource) => new(ComponentValueKind.Own, 0, NotNull(resource));

    /// <summary>A handle that lends its resource for one call.</summary>
    /// <param name="resource">The resource.</param>
    public static ComponentValue Borrow(ComponentResource resource) => new(ComponentValueKind.Borrow, 0, NotNull(resource));

    /// <summary>The readable end of a <c>stream</c>.</summary>
    /// <param name="stream">The stream.</param>
    public static ComponentValue Stream(ComponentStream stream) => new(ComponentValueKind.Stream, 0, NotNull(stream));

    /// <summary>The readable end of a <c>future</c>.</summary>
    /// <param name="future">The future.</param>
    public static ComponentValue Future(ComponentFuture future) => new(ComponentValueKind.Future, 0, NotNull(future));

    /// <summary>An <c>error-context</c>.</summary>
    /// <param name="context">What is said of the failure.</param>
    public static ComponentValue ErrorContext(ComponentErrorContext context) => new(ComponentValueKind.ErrorContext, 0, NotNull(context));

    /// <summary>A string that is known to be valid, with what is known of its encoding.</summary>
    internal static ComponentValue String(string value, SourceEncoding source) => new(ComponentValueKind.String, (ulong)source, value);

    internal static ComponentValue Record(ImmutableArray<string> labels, ComponentValue[] values) =>
        new(ComponentValueKind.Record, 0, new RecordPayload(labels, values));

    internal static ComponentValue TupleOf(ComponentValue[] elements) => new(ComponentValueKind.Tuple, 0, elements);

    internal static ComponentValue ListOf(ComponentValue[] elements) => new(ComponentValueKind.List, 0, ListPayload.Of(elements));

    internal static ComponentValue FlagsOf(string[] labels) => new(ComponentValueKind.Flags, 0, labels);

    internal static ComponentValue MapOf(MapEntry[] entries) => new(ComponentValueKind.Map, 0, entries);

    internal static ComponentValue Enum(string label, uint index) => new(ComponentValueKind.Enum, index, label);

    internal static ComponentValue Variant(string label, uint index, ComponentValue payload) =>
        new(ComponentValueKind.Variant, index, payload.Kind == ComponentValueKind.None ? label : new VariantPayload(label, payload));

    /// <summary>A list that takes an array over.</summary>
    internal static ComponentValue ListOf<T>(T[] elements, bool isCanonical) where T : unmanaged
    {
        if (Primitives.KindOf<T>() == ComponentValueKind.None) throw ValueErrors.NotPrimitive(typeof(T));
        if (!isCanonical) Floats.Canonicalize(elements.AsSpan());
        return new(ComponentValueKind.List, 0, elements.Length == 0 ? ListPayload.Empty : new PackedList<T>(elements));
    }

    private static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }
}
