using System.Numerics;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>Reading and writing lanes, one at a time and without any vector instruction.</summary>
internal static class Bits
{
    /// <summary>A lane as an unsigned number of <paramref name="width"/> bits.</summary>
    public static ulong Lane(Vector128<byte> vector, int lane, int width)
    {
        ulong bits = 0;
        for (int i = 0; i < width / 8; i++) bits |= (ulong)vector[lane * width / 8 + i] << (8 * i);
        return bits;
    }

    public static BigInteger Unsigned(Vector128<byte> vector, int lane, int width) => Lane(vector, lane, width);

    public static BigInteger Signed(Vector128<byte> vector, int lane, int width) => Signed(Lane(vector, lane, width), width);

    public static BigInteger Signed(ulong bits, int width) => (long)(bits << (64 - width)) >> (64 - width);

    public static float Float(Vector128<byte> vector, int lane) => BitConverter.UInt32BitsToSingle((uint)Lane(vector, lane, 32));

    public static double Double(Vector128<byte> vector, int lane) => BitConverter.UInt64BitsToDouble(Lane(vector, lane, 64));

    /// <summary>A number modulo 2 to the <paramref name="width"/>.</summary>
    public static ulong Wrap(BigInteger number, int width) => (ulong)(number & ((BigInteger.One << width) - 1));

    public static BigInteger Saturate(BigInteger number, int width, bool signed)
    {
        BigInteger lowest = signed ? -(BigInteger.One << (width - 1)) : 0;
        return BigInteger.Clamp(number, lowest, lowest + (BigInteger.One << width) - 1);
    }

    /// <summary>The bits of a scalar or a vector, lowest first.</summary>
    public static Vector128<byte> Of(object value) => value switch
    {
        int number => Vector128.CreateScalar((uint)number).AsByte(),
        long number => Vector128.CreateScalar(number).AsByte(),
        float number => Vector128.CreateScalar(BitConverter.SingleToUInt32Bits(number)).AsByte(),
        double number => Vector128.CreateScalar(BitConverter.DoubleToUInt64Bits(number)).AsByte(),
        Vector128<byte> vector => vector,
        _ => throw new ArgumentException("no such type in wasm", nameof(value)),
    };

    public static bool IsCanonical(float value) => (BitConverter.SingleToUInt32Bits(value) & 0x7FFF_FFFF) == 0x7FC0_0000;

    public static bool IsCanonical(double value) =>
        (BitConverter.DoubleToUInt64Bits(value) & 0x7FFF_FFFF_FFFF_FFFF) == 0x7FF8_0000_0000_0000;
}
