using System.Globalization;

namespace Caisson.Runtime;

/// <summary>
/// A 31-bit number as a reference. Small ones are shared; two of the same number are the same to a guest, and equal. Immutable.
/// spec: syntax-num
/// </summary>
public sealed class WasmI31 : WasmObject, IEquatable<WasmI31>
{
    private const int LowestShared = -128, SharedCount = 1152;

    private static readonly WasmI31[] Shared = [.. Enumerable.Range(LowestShared, SharedCount).Select(n => new WasmI31(n))];

    /// <summary>The number, its sign extended. Read by emitted code.</summary>
    internal readonly int Number;

    private WasmI31(int number) => (Number, Rtt) = (number, RuntimeTypes.I31);

    /// <summary>The number, its sign extended.</summary>
    public int Signed => Number;

    /// <summary>The number without sign.</summary>
    public int Unsigned => Number & int.MaxValue;

    /// <summary>The reference of a number.</summary>
    /// <param name="value">Its low 31 bits count. spec: exec-ref.i31</param>
    public static WasmI31 Of(int value)
    {
        int number = value << 1 >> 1;
        uint index = (uint)(number - LowestShared);
        return index < SharedCount ? Shared[index] : new WasmI31(number);
    }

    /// <summary>The same number.</summary>
    public bool Equals(WasmI31? other) => other is not null && other.Number == Number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WasmI31);

    /// <inheritdoc/>
    public override int GetHashCode() => Number;

    /// <summary>The number: <c>i31:7</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"i31:{Number}");
}
