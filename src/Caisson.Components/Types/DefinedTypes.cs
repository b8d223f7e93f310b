using System.Collections.Immutable;

namespace Caisson.Components.Types;

/// <summary>A named part of a record.</summary>
/// <param name="Label">Its name, in kebab case.</param>
/// <param name="Type">The type of its value.</param>
public readonly record struct FieldType(string Label, ComponentValType Type);

/// <summary>One of a variant's alternatives.</summary>
/// <param name="Label">Its name, in kebab case.</param>
/// <param name="Type">The type of what it carries; null where it carries nothing.</param>
public readonly record struct CaseType(string Label, ComponentValType? Type);

/// <summary>Named values, all of them. abi: RecordType</summary>
/// <param name="Fields">At least one; labels are unique.</param>
public sealed record RecordType(ImmutableArray<FieldType> Fields) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(RecordType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        foreach (FieldType field in Fields)
        {
            shape.Mark(field.Label);
            shape.Part(field.Type);
        }
    }
}

/// <summary>One of several alternatives. abi: VariantType</summary>
/// <param name="Cases">At least one; labels are unique.</param>
public sealed record VariantType(ImmutableArray<CaseType> Cases) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(VariantType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        foreach (CaseType @case in Cases)
        {
            shape.Mark(@case.Label);
            shape.Part(@case.Type);
        }
    }
}

/// <summary>A sequence of values. abi: ListType</summary>
/// <param name="Element">The type of each.</param>
/// <param name="Length">How many, where the type says so; more than zero.</param>
public sealed record ListType(ComponentValType Element, uint? Length = null) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(ListType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        shape.Mark(Length);
        shape.Part(Element);
    }
}

/// <summary>Values by position. abi: TupleType</summary>
/// <param name="Elements">At least one.</param>
public sealed record TupleType(ImmutableArray<ComponentValType> Elements) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(TupleType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        foreach (ComponentValType element in Elements) shape.Part(element);
    }
}

/// <summary>A set of named bits. abi: FlagsType</summary>
/// <param name="Labels">1 to 32; unique.</param>
public sealed record FlagsType(ImmutableArray<string> Labels) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(FlagsType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        foreach (string label in Labels) shape.Mark(label);
    }
}

/// <summary>One of several names. abi: EnumType</summary>
/// <param name="Labels">At least one; unique.</param>
public sealed record EnumType(ImmutableArray<string> Labels) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(EnumType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        foreach (string label in Labels) shape.Mark(label);
    }
}

/// <summary>A value, or none. abi: OptionType</summary>
/// <param name="Some">The type of the value.</param>
public sealed record OptionType(ComponentValType Some) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(OptionType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape) => shape.Part(Some);
}

/// <summary>Success or failure, each with a value or without. abi: ResultType</summary>
/// <param name="Ok">The type of what success carries.</param>
/// <param name="Error">The type of what failure carries.</param>
public sealed record ResultType(ComponentValType? Ok, ComponentValType? Error) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(ResultType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        shape.Part(Ok);
        shape.Part(Error);
    }
}

/// <summary>Values by keys; in memory a list of pairs. abi: MapType</summary>
/// <param name="Key">The type of each key: a string, an integer, a character or a truth value.</param>
/// <param name="Value">The type of each value.</param>
public sealed record MapType(ComponentValType Key, ComponentValType Value) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(MapType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        shape.Part(Key);
        shape.Part(Value);
    }
}

/// <summary>A handle that owns its resource. abi: OwnType</summary>
/// <param name="Resource">What it owns.</param>
public sealed record OwnType(ResourceType Resource) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(OwnType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape) => shape.Resource(Resource);
}

/// <summary>A handle that was lent for a call. abi: BorrowType</summary>
/// <param name="Resource">What it points to.</param>
public sealed record BorrowType(ResourceType Resource) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(BorrowType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape) => shape.Resource(Resource);
}

/// <summary>The readable end of a sequence of values that arrive over time. abi: StreamType</summary>
/// <param name="Element">The type of each; null where only their number counts.</param>
public sealed record StreamType(ComponentValType? Element) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(StreamType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape) => shape.Part(Element);
}

/// <summary>The readable end of a value that arrives later. abi: FutureType</summary>
/// <param name="Element">Its type; null where only its arrival counts.</param>
public sealed record FutureType(ComponentValType? Element) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(FutureType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape) => shape.Part(Element);
}
