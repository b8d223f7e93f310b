namespace Caisson.Wit.Model;

/// <summary>A type that is what it consists of: two of them are equal when their parts are. component-model: defvaltype</summary>
public abstract class WitStructuralType : WitType, IEquatable<WitStructuralType>
{
    private readonly int _hash;

    private protected WitStructuralType(ElementSize size, params WitType?[] parts) : base(size, parts)
    {
        Parts = parts;
        _hash = parts.Aggregate(GetType().GetHashCode(), (hash, part) => unchecked((hash * 31) + (part?.GetHashCode() ?? 0)));
    }

    /// <summary>The types that it consists of; null where one is left out, as the <c>ok</c> of <c>result&lt;_, u8&gt;</c>.</summary>
    public IReadOnlyList<WitType?> Parts { get; }

    /// <inheritdoc/>
    public bool Equals(WitStructuralType? other) =>
        other is not null && (ReferenceEquals(this, other) || (other._hash == _hash && GetType() == other.GetType() && EqualsMore(other) && Parts.SequenceEqual(other.Parts)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WitStructuralType);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The type as it is written.</summary>
    public override string ToString() => Printing.TypePrinter.Print(this);

    private protected virtual bool EqualsMore(WitStructuralType other) => true;
}

/// <summary><c>list&lt;T&gt;</c>, or <c>list&lt;T, n&gt;</c> of fixed length.</summary>
/// <param name="element">What the list is of.</param>
/// <param name="length">The length where it is fixed, at least 1.</param>
public sealed class WitList(WitType element, uint? length = null) : WitStructuralType(length is { } count ? element.Size.Times(count) : ElementSize.Pair, element)
{
    /// <summary>What the list is of.</summary>
    public WitType Element { get; } = element;

    /// <summary>The length, where it is fixed.</summary>
    public uint? Length { get; } = length is 0 ? throw new ArgumentOutOfRangeException(nameof(length), "a list of fixed length has at least one element") : length;

    private protected override bool EqualsMore(WitStructuralType other) => ((WitList)other).Length == Length;
}

/// <summary><c>map&lt;K, V&gt;</c>: a list of pairs, in which the last of equal keys counts.</summary>
/// <param name="key">What values are found by; see <see cref="WitPrimitive.IsMapKey"/>.</param>
/// <param name="value">What is found.</param>
public sealed class WitMap(WitPrimitive key, WitType value) : WitStructuralType(ElementSize.Pair, key, value)
{
    /// <summary>What values are found by.</summary>
    public WitPrimitive Key { get; } = key.IsMapKey ? key : throw new ArgumentException($"`{key}` can't be the key of a map", nameof(key));

    /// <summary>What is found.</summary>
    public WitType Value { get; } = value;
}

/// <summary><c>option&lt;T&gt;</c>.</summary>
/// <param name="value">What may be there.</param>
public sealed class WitOption(WitType value) : WitStructuralType(ElementSize.Variant([null, value]), value)
{
    /// <summary>What may be there.</summary>
    public WitType Value { get; } = value;
}

/// <summary><c>result</c>, <c>result&lt;T&gt;</c>, <c>result&lt;_, E&gt;</c> or <c>result&lt;T, E&gt;</c>.</summary>
/// <param name="ok">What success carries, or null for nothing.</param>
/// <param name="error">What failure carries, or null for nothing.</param>
public sealed class WitResult(WitType? ok = null, WitType? error = null) : WitStructuralType(ElementSize.Variant([ok, error]), ok, error)
{
    /// <summary>What success carries, or null for nothing.</summary>
    public WitType? Ok { get; } = ok;

    /// <summary>What failure carries, or null for nothing.</summary>
    public WitType? Error { get; } = error;
}

/// <summary><c>tuple&lt;A, B, …&gt;</c>, of at least one type.</summary>
public sealed class WitTuple : WitStructuralType
{
    /// <summary>A tuple.</summary>
    /// <param name="elements">What it consists of, at least one type.</param>
    public WitTuple(IEnumerable<WitType> elements) : this([.. elements])
    {
    }

    private WitTuple(WitType[] elements) : base(ElementSize.Record(elements), elements)
    {
        if (Parts.Count == 0) throw new ArgumentException("a tuple has at least one element", nameof(elements));
        Elements = elements;
    }

    /// <summary>What it consists of.</summary>
    public IReadOnlyList<WitType> Elements { get; }
}

/// <summary><c>stream&lt;T&gt;</c>, or <c>stream</c> of nothing.</summary>
/// <param name="element">What the stream is of, or null for nothing.</param>
public sealed class WitStream(WitType? element = null) : WitStructuralType(ElementSize.Of(4), element)
{
    /// <summary>What the stream is of, or null for nothing.</summary>
    public WitType? Element { get; } = element;
}

/// <summary><c>future&lt;T&gt;</c>, or <c>future</c> of nothing.</summary>
/// <param name="value">What will be there, or null for nothing.</param>
public sealed class WitFuture(WitType? value = null) : WitStructuralType(ElementSize.Of(4), value)
{
    /// <summary>What will be there, or null for nothing.</summary>
    public WitType? Value { get; } = value;
}

/// <summary>A handle that owns what it stands for: written as the name of the resource.</summary>
/// <param name="resource">The resource, or a name that stands for one.</param>
public sealed class WitOwn(WitTypeDef resource) : WitStructuralType(ElementSize.Of(4), resource)
{
    /// <summary>The resource, or a name that stands for one.</summary>
    public WitTypeDef Resource { get; } = WitResource.Require(resource);
}

/// <summary><c>borrow&lt;R&gt;</c>: a handle that is lent for a call.</summary>
public sealed class WitBorrow : WitStructuralType
{
    /// <summary>A borrowed handle.</summary>
    /// <param name="resource">The resource, or a name that stands for one.</param>
    public WitBorrow(WitTypeDef resource) : base(ElementSize.Of(4), resource) => (Resource, HasBorrow) = (WitResource.Require(resource), true);

    /// <summary>The resource, or a name that stands for one.</summary>
    public WitTypeDef Resource { get; }
}
