using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi;

/// <summary>Writes core values one after the other.</summary>
/// <param name="values">Receives them.</param>
internal ref struct CoreValueWriter(Span<Value> values)
{
    private readonly Span<Value> _values = values;

    /// <summary>How many were written.</summary>
    public int Count { get; private set; }

    /// <summary>Writes a value.</summary>
    public void Add(Value value) => _values[Count++] = value;

    /// <summary>Writes a pointer or a length.</summary>
    public void AddPointer(ulong pointer, bool is64) => Add(is64 ? new Value((long)pointer) : new Value((int)pointer));

    /// <summary>Makes a value that was written fit a slot that cases of a variant share. abi: lower_flat_variant</summary>
    /// <param name="index">Of the value.</param>
    /// <param name="want">The type of the slot.</param>
    public readonly void Widen(int index, ValType want)
    {
        Value value = _values[index];
        _values[index] = (value.Kind, want.Kind) switch
        {
            (ValKind.F32, ValKind.I32) => new Value(BitConverter.SingleToInt32Bits(value.AsSingle())),
            (ValKind.I32, ValKind.I64) => new Value((long)(uint)value.AsInt32()),
            (ValKind.F32, ValKind.I64) => new Value((long)BitConverter.SingleToUInt32Bits(value.AsSingle())),
            (ValKind.F64, ValKind.I64) => new Value(BitConverter.DoubleToInt64Bits(value.AsDouble())),
            _ => value,
        };
    }
}
