using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// Reads core values one after the other. What lies in a wider slot because a variant shares it between its cases is narrowed: whatever
/// variants are around it, only what the slot has and what is wanted matter. abi: CoreValueIter
/// </summary>
/// <param name="values">The core values.</param>
internal ref struct CoreValueReader(ReadOnlySpan<Value> values)
{
    private readonly ReadOnlySpan<Value> _values = values;

    /// <summary>How many were read.</summary>
    public int Position { get; set; }

    /// <summary>Whether all were read. abi: done</summary>
    public readonly bool IsDone => Position == _values.Length;

    /// <summary>Reads an <c>i32</c>. abi: wrap_i64_to_i32</summary>
    public uint NextInt32()
    {
        Value value = _values[Position++];
        return value.Kind == ValKind.I64 ? (uint)value.AsInt64() : (uint)value.AsInt32();
    }

    /// <summary>Reads an <c>i64</c>.</summary>
    public ulong NextInt64() => (ulong)_values[Position++].AsInt64();

    /// <summary>Reads an <c>f32</c>. abi: decode_i32_as_float</summary>
    public float NextSingle()
    {
        if (_values[Position].Kind != ValKind.F32) return BitConverter.UInt32BitsToSingle(NextInt32());
        return _values[Position++].AsSingle();
    }

    /// <summary>Reads an <c>f64</c>. abi: decode_i64_as_float</summary>
    public double NextDouble()
    {
        if (_values[Position].Kind != ValKind.F64) return BitConverter.UInt64BitsToDouble(NextInt64());
        return _values[Position++].AsDouble();
    }

    /// <summary>Reads a pointer or a length.</summary>
    public ulong NextPointer(bool is64) => is64 ? NextInt64() : NextInt32();
}
