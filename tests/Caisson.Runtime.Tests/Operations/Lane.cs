using System.Numerics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>
/// What a lane of a result, or a scalar result, may be: certain bits, a canonical NaN, an arithmetic NaN, or any of several.
/// spec: nan-arithmetic
/// </summary>
internal sealed record Lane(int Width, ulong Value, ulong Mask, IReadOnlyList<Lane> Others)
{
    private const ulong CanonicalF32 = 0x7FC0_0000, CanonicalF64 = 0x7FF8_0000_0000_0000;

    public static Lane Exact(ulong bits, int width) => new(width, bits, ulong.MaxValue, []);

    public static Lane Integer(BigInteger number, int width) => Exact(Bits.Wrap(number, width), width);

    public static Lane Flag(bool flag, int width) => Integer(flag ? -1 : 0, width);

    public static Lane Exact(float value) => Exact(BitConverter.SingleToUInt32Bits(value), 32);

    public static Lane Exact(double value) => Exact(BitConverter.DoubleToUInt64Bits(value), 64);

    /// <summary>The result of arithmetic on operands: if it is a NaN, their NaNs decide which.</summary>
    public static Lane Arithmetic(float value, params ReadOnlySpan<double> operands) =>
        !float.IsNaN(value) ? Exact(value) : new(32, CanonicalF32, AllCanonical(operands) ? 0x7FFF_FFFF : CanonicalF32, []);

    /// <inheritdoc cref="Arithmetic(float, ReadOnlySpan{double})"/>
    public static Lane Arithmetic(double value, params ReadOnlySpan<double> operands) =>
        !double.IsNaN(value) ? Exact(value) : new(64, CanonicalF64, AllCanonical(operands) ? 0x7FFF_FFFF_FFFF_FFFF : CanonicalF64, []);

    public Lane Or(Lane other) => this with { Others = [.. Others, other] };

    public bool Accepts(ulong bits) => (bits & Mask) == (Value & Mask) || Others.Any(other => other.Accepts(bits));

    // Widening a NaN of 32 bits keeps the payload but quiets it: the callers pass signalling ones as not canonical all the same,
    // since a payload that only signalling NaNs have is not zero.
    private static bool AllCanonical(ReadOnlySpan<double> operands)
    {
        foreach (double operand in operands)
        {
            if (double.IsNaN(operand) && !Bits.IsCanonical(operand)) return false;
        }

        return true;
    }
}
