using System.Collections.Immutable;

namespace Caisson.Components.Values;

/// <summary>A value that an option or a result carries.</summary>
/// <param name="Value">The value.</param>
internal sealed record Boxed(ComponentValue Value);

/// <summary>A case of a variant and what it carries.</summary>
/// <param name="Label">The case.</param>
/// <param name="Value">What it carries.</param>
internal sealed record VariantPayload(string Label, ComponentValue Value);

/// <summary>The fields of a record; the labels are shared with the type where the value was made for one.</summary>
internal sealed class RecordPayload(ImmutableArray<string> labels, ComponentValue[] values) : IReadOnlyList<RecordField>, IEquatable<RecordPayload>
{
    public ImmutableArray<string> Labels { get; } = labels;

    public ComponentValue[] Values { get; } = values;

    public int Count => Values.Length;

    public RecordField this[int index] => new(Labels[index], Values[index]);

    public IEnumerator<RecordField> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(RecordPayload? other) =>
        other is not null && Labels.AsSpan().SequenceEqual(other.Labels.AsSpan()) && Values.AsSpan().SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as RecordPayload);

    public override int GetHashCode() => Payloads.HashOf(Values);
}

/// <summary>What several payloads need.</summary>
internal static class Payloads
{
    public static int HashOf<T>(ReadOnlySpan<T> values)
    {
        HashCode hash = default;
        hash.Add(values.Length);
        foreach (T value in values) hash.Add(value);
        return hash.ToHashCode();
    }

    public static int HashOf<T>(T[] values) => HashOf<T>(values.AsSpan());
}
