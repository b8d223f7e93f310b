using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Differential;

/// <summary>A value as it can be compared between implementations: all NaNs are alike, references are names.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Low">The bits of a number, zero-extended; the low half of a vector.</param>
/// <param name="High">The high half of a vector.</param>
/// <param name="Reference">The export name of a function, what an object of the host says, or "object"; null for null.</param>
internal readonly record struct Seen(ValKind Kind, ulong Low, ulong High = 0, string? Reference = null)
{
    /// <summary>What can't be looked at.</summary>
    public static readonly Seen Unknown = new(ValKind.Bottom, 0);

    public static Seen I32(int value) => new(ValKind.I32, (uint)value);

    public static Seen I64(long value) => new(ValKind.I64, (ulong)value);

    public static Seen F32(float value) => new(ValKind.F32, float.IsNaN(value) ? 0x7fc00000u : BitConverter.SingleToUInt32Bits(value));

    public static Seen F64(double value) => new(ValKind.F64, double.IsNaN(value) ? 0x7ff8000000000000uL : BitConverter.DoubleToUInt64Bits(value));

    public static Seen Ref(string? reference) => new(ValKind.Ref, 0, 0, reference);

    public int AsInt32 => (int)Low;

    public long AsInt64 => (long)Low;

    public float AsSingle => BitConverter.UInt32BitsToSingle((uint)Low);

    public double AsDouble => BitConverter.UInt64BitsToDouble(Low);

    /// <summary>Whether another one is the same, as far as both can tell.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="coarsely">Whether all functions are alike, and objects of the guest can't be told from null.</param>
    public bool Agrees(Seen other, bool coarsely) =>
        this == other || (coarsely && Kind == ValKind.Ref && other.Kind == ValKind.Ref && Coarse(Reference) == Coarse(other.Reference));

    private static string? Coarse(string? name) => name switch
    {
        "object" => null,
        ['f', ..] => "function",
        _ => name,
    };

    public override string ToString() => Kind switch
    {
        ValKind.Ref => Reference ?? "null",
        ValKind.V128 => $"v128:{High:x16}{Low:x16}",
        ValKind.F32 => $"f32:{Low:x}({AsSingle})",
        ValKind.F64 => $"f64:{Low:x}({AsDouble})",
        ValKind.I32 => $"i32:{Low:x}",
        _ => $"i64:{Low:x}",
    };
}
