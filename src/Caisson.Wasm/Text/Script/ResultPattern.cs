using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Script;

/// <summary>What a result must match.</summary>
public abstract record ResultPattern;

/// <summary>A number.</summary>
/// <param name="Type"><c>i32</c>, <c>i64</c>, <c>f32</c> or <c>f64</c>.</param>
/// <param name="Bits">What its bits must match.</param>
public sealed record NumberPattern(ValType Type, BitsPattern Bits) : ResultPattern;

/// <summary>A vector.</summary>
/// <param name="Lanes">What the bits of its lanes must match.</param>
public sealed record VectorPattern(ImmutableArray<BitsPattern> Lanes) : ResultPattern;

/// <summary>A null reference.</summary>
/// <param name="Heap">What it would point to; null for anything.</param>
public sealed record NullPattern(HeapType? Heap) : ResultPattern;

/// <summary>A reference that isn't null.</summary>
/// <param name="Heap">What it points to.</param>
/// <param name="Number">Number of a reference of the host; null for any.</param>
public sealed record ReferencePattern(HeapType Heap, uint? Number) : ResultPattern;

/// <summary>A value of the component model: equal to one.</summary>
/// <param name="Value">The value.</param>
public sealed record ComponentPattern(ComponentConst Value) : ResultPattern;

/// <summary>One of several patterns.</summary>
/// <param name="Alternatives">The patterns.</param>
public sealed record EitherPattern(ImmutableArray<ResultPattern> Alternatives) : ResultPattern;
