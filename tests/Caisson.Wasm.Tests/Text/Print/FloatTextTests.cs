using System.Globalization;
using Caisson.Wasm.Text.Literals;
using Caisson.Wasm.Text.Print;

namespace Caisson.Wasm.Tests.Text.Print;

/// <summary>Every bit pattern survives, whatever it stands for.</summary>
public sealed class FloatTextTests
{
    [Theory]
    [InlineData(0x00000000u, "0")]
    [InlineData(0x80000000u, "-0")]
    [InlineData(0x3F800000u, "1")]
    [InlineData(0x00000001u, "1E-45")]
    [InlineData(0x007FFFFFu, "1.1754942E-38")]
    [InlineData(0x7F7FFFFFu, "3.4028235E+38")]
    [InlineData(0x7F800000u, "inf")]
    [InlineData(0xFF800000u, "-inf")]
    [InlineData(0x7FC00000u, "nan")]
    [InlineData(0xFFC00000u, "-nan")]
    [InlineData(0x7F800001u, "nan:0x1")]
    [InlineData(0xFFFFFFFFu, "-nan:0x7fffff")]
    public void Corner_cases(uint bits, string text)
    {
        Assert.Equal(text, Print(output => output.WriteF32(bits)));
        Assert.Equal(bits, Parse(text, FloatFormat.F32));
    }

    [Fact]
    public void Powers_of_two()
    {
        for (ulong exponent = 0; exponent < 0x7FF; exponent++)
        {
            ulong bits = exponent << 52;
            Assert.Equal(bits, Parse(Print(output => output.WriteF64(bits)), FloatFormat.F64));
            if (exponent < 0xFF) Assert.Equal(exponent << 23, Parse(Print(output => output.WriteF32((uint)exponent << 23)), FloatFormat.F32));
        }
    }

    [Fact]
    public void Any_32_bits()
    {
        Random random = new(1);
        for (int i = 0; i < 200_000; i++)
        {
            uint bits = (uint)Bits(random, 32);
            Assert.Equal(bits, Parse(Print(output => output.WriteF32(bits)), FloatFormat.F32));
        }
    }

    [Fact]
    public void Any_64_bits()
    {
        Random random = new(2);
        for (int i = 0; i < 200_000; i++)
        {
            ulong bits = Bits(random, 64);
            Assert.Equal(bits, Parse(Print(output => output.WriteF64(bits)), FloatFormat.F64));
        }
    }

    /// <summary>Patterns near the corners as often as any other: few bits set, few bits clear, exponents of all ones and zeros.</summary>
    private static ulong Bits(Random random, int width)
    {
        ulong bits = (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64();
        FloatFormat format = width == 32 ? FloatFormat.F32 : FloatFormat.F64;
        bits &= ulong.MaxValue >> (64 - width);
        return random.Next(5) switch
        {
            0 => bits | format.Infinity,
            1 => bits & ~format.Infinity,
            2 => bits & (1UL << random.Next(width) | 1UL << random.Next(width) | format.Infinity & (bits << 3)),
            _ => bits,
        };
    }

    private static string Print(Action<TextOutput> write)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        write(new TextOutput(writer));
        return writer.ToString();
    }

    private static ulong Parse(string text, FloatFormat format)
    {
        Assert.True(FloatLiteral.TryParse(text, format, out ulong bits));
        return bits;
    }
}
