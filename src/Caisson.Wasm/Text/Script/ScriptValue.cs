using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Script;

/// <summary>An argument of an action.</summary>
public abstract record ScriptValue;

/// <summary>A number.</summary>
/// <param name="Type"><c>i32</c>, <c>i64</c>, <c>f32</c> or <c>f64</c>.</param>
/// <param name="Bits">Its bits, zero-extended.</param>
public sealed record NumberValue(ValType Type, ulong Bits) : ScriptValue;

/// <summary>A vector.</summary>
/// <param name="Bytes">Its 16 bytes, the least significant first.</param>
public sealed record VectorValue(ImmutableArray<byte> Bytes) : ScriptValue;

/// <summary>A null reference.</summary>
/// <param name="Heap">What it would point to.</param>
public sealed record NullValue(HeapType Heap) : ScriptValue;

/// <summary><c>(ref.extern n)</c> or <c>(ref.host n)</c>: a reference of the host; equal numbers are equal references.</summary>
/// <param name="Number">The number.</param>
/// <param name="Heap"><c>extern</c>, or <c>any</c> for one that has been internalized.</param>
public sealed record HostValue(uint Number, HeapType Heap) : ScriptValue;
