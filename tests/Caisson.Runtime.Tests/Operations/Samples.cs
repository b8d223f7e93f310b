using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>Operands: edge values, mixed with random ones. The same for the same seed.</summary>
internal sealed class Samples(int seed)
{
    // Pairs of these decide the hard cases, so that they must be frequent.
    private static readonly uint[] SpecialFloats =
    [
        0, 0x8000_0000, 0x3F80_0000, 0xBF80_0000, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0xFFC0_0000, 0x7FA0_0000, 0x7FC0_0001,
    ];

    private static readonly ulong[] SpecialDoubles =
    [
        .. SpecialFloats[..8].Select(bits => BitConverter.DoubleToUInt64Bits(BitConverter.UInt32BitsToSingle(bits))),
        0x7FF4_0000_0000_0000, 0x7FF8_0000_0000_0001,
    ];

    private static readonly uint[] Floats =
    [
        .. new[]
        {
            0f, 1f, 0.5f, 0.49999997f, 1.5f, 2.5f, 3.5f, 0.99999994f, 8388607.5f, 8388609f, 16777217f, 2147483520f, 2147483648f,
            4294967040f, 4294967296f, 9223371487098961920f, 9223372036854775808f, 18446742974197923840f, 18446744073709551616f,
            float.MaxValue, float.Epsilon, 1.1754944e-38f, 1.1754942e-38f, float.PositiveInfinity,
        }.SelectMany(value => new[] { BitConverter.SingleToUInt32Bits(value), BitConverter.SingleToUInt32Bits(-value) }),
        0x7FC0_0000, 0xFFC0_0000, 0x7FC0_0001, 0x7FFF_FFFF, 0xFFE0_0000, 0x7FA0_0000, 0x7F80_0001, 0xFFBF_FFFF,
    ];

    private static readonly ulong[] Doubles =
    [
        .. new[]
        {
            0.0, 1, 0.5, 0.49999999999999994, 1.5, 2.5, 3.5, 0.9999999999999999, 4503599627370495.5, 4503599627370497.5, 2147483647,
            2147483647.5, 2147483647.9999998, 2147483648, 2147483648.5, 2147483649, 4294967295, 4294967295.5, 4294967295.9999995,
            4294967296, 9223372036854774784, 9223372036854775808, 18446744073709549568, 18446744073709551616.0, double.MaxValue,
            double.Epsilon, float.MaxValue, 3.4028235677973366e38, 3.402823567797337e38, float.Epsilon, float.Epsilon / 2.0,
            2.2250738585072014e-308, 1.0000000596046448, 1.0000000596046450, double.PositiveInfinity,
        }.SelectMany(value => new[] { BitConverter.DoubleToUInt64Bits(value), BitConverter.DoubleToUInt64Bits(-value) }),
        0x7FF8_0000_0000_0000, 0xFFF8_0000_0000_0000, 0x7FF8_0000_0000_0001, 0xFFFF_FFFF_FFFF_FFFF, 0x7FF4_0000_0000_0000,
        0x7FF0_0000_0000_0001, 0xFFF7_FFFF_FFFF_FFFF, 0x7FF8_0000_2000_0000,
    ];

    private readonly Random _random = new(seed);

    /// <summary>An argument for a parameter; <paramref name="width"/> is the lane width that it is likely read with.</summary>
    public object Next(Type type, int width) => type switch
    {
        _ when type == typeof(int) => (int)Integer(32),
        _ when type == typeof(long) => (long)Integer(64),
        _ when type == typeof(float) => BitConverter.UInt32BitsToSingle(Float()),
        _ when type == typeof(double) => BitConverter.UInt64BitsToDouble(Double()),
        _ when type == typeof(Vector128<byte>) => Vector(width),
        _ => throw new ArgumentException("no such type in wasm", nameof(type)),
    };

    /// <summary>A vector of lane numbers below <paramref name="limit"/>.</summary>
    public Vector128<byte> LaneNumbers(int limit) =>
        Vector128.Create([.. Enumerable.Range(0, 16).Select(_ => (byte)_random.Next(limit))]);

    private Vector128<byte> Vector(int width)
    {
        if (_random.Next(8) == 0) width = 8 << _random.Next(4);
        byte[] bytes = new byte[16];
        bool floats = width >= 32 && _random.Next(2) == 0;
        for (int i = 0; i < 16; i += width / 8)
        {
            ulong lane = (floats, width) switch
            {
                (true, 32) => Float(),
                (true, _) => Double(),
                _ => Integer(width),
            };
            BitConverter.GetBytes(lane).AsSpan(0, width / 8).CopyTo(bytes.AsSpan(i));
        }

        return Vector128.Create(bytes);
    }

    private ulong Integer(int width) => _random.Next(4) switch
    {
        0 => (ulong)_random.NextInt64(long.MinValue, long.MaxValue),
        1 => (ulong)(long)_random.Next(-2, 3),
        2 => (1ul << (width - 1)) + (ulong)(long)_random.Next(-2, 3),
        _ => (1ul << _random.Next(width)) - (ulong)_random.Next(2),
    };

    private uint Float() => _random.Next(4) switch
    {
        0 => (uint)_random.NextInt64(uint.MaxValue + 1L),
        1 => BitConverter.SingleToUInt32Bits((float)((_random.NextDouble() - 0.5) * Math.Pow(2, _random.Next(1, 70)))),
        2 => SpecialFloats[_random.Next(SpecialFloats.Length)],
        _ => Floats[_random.Next(Floats.Length)],
    };

    private ulong Double() => _random.Next(4) switch
    {
        0 => (ulong)_random.NextInt64(long.MinValue, long.MaxValue),
        1 => BitConverter.DoubleToUInt64Bits((_random.NextDouble() - 0.5) * Math.Pow(2, _random.Next(1, 70))),
        2 => SpecialDoubles[_random.Next(SpecialDoubles.Length)],
        _ => Doubles[_random.Next(Doubles.Length)],
    };
}
