using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Tests.Text;

/// <summary>Floating-point literals are rounded once, to nearest, ties to even.</summary>
public class FloatLiteralTests
{
    [Theory]
    [InlineData("0x1p0", 0x3f800000u)]
    [InlineData("-0x0p0", 0x80000000u)]
    [InlineData("0x1.fffffep127", 0x7f7fffffu)]
    [InlineData("0x1.fffffefffffp127", 0x7f7fffffu)] // just below the middle between the largest number and infinity
    [InlineData("0x1.000001p0", 0x3f800000u)] // a tie goes to even
    [InlineData("0x1.000003p0", 0x3f800002u)]
    [InlineData("0x1.00000100000000000000000001p0", 0x3f800001u)] // digits that are dropped break a tie
    [InlineData("0x1p-149", 0x00000001u)]
    [InlineData("0x1p-150", 0x00000000u)]
    [InlineData("0x1.8p-150", 0x00000001u)]
    [InlineData("0x1.fffffcp-127", 0x007fffffu)]
    [InlineData("0x1.fffffffp-127", 0x00800000u)] // the carry makes it normal
    [InlineData("0x1p-999999999999999999", 0x00000000u)]
    [InlineData("0x0.0000000000000000000000000000000000001p148", 0x3f800000u)]
    [InlineData("0x10000000000000000000000000000p-112", 0x3f800000u)]
    [InlineData("1_0.2_5e-1_0", 0x308cdffbu)]
    [InlineData("3.4028235e38", 0x7f7fffffu)]
    [InlineData("1.401298464324817e-45", 0x00000001u)]
    [InlineData("-inf", 0xff800000u)]
    [InlineData("nan", 0x7fc00000u)]
    [InlineData("-nan:0x1_23", 0xff800123u)]
    public void A_single_has_the_right_bits(string text, uint bits)
    {
        Assert.True(FloatLiteral.TryParse(text, FloatFormat.F32, out ulong parsed));
        Assert.Equal(bits, parsed);
    }

    [Theory]
    [InlineData("0x1.fffffffffffffp1023", 0x7fefffffffffffffUL)]
    [InlineData("0x1.fffffffffffff7p1023", 0x7fefffffffffffffUL)]
    [InlineData("0x1.00000000000008p0", 0x3ff0000000000000UL)]
    [InlineData("0x1.000000000000080000001p0", 0x3ff0000000000001UL)]
    [InlineData("0x1p-1074", 1UL)]
    [InlineData("0x0.8p-1074", 0UL)]
    [InlineData("4.9e-324", 1UL)]
    [InlineData("nan:0xfffffffffffff", 0x7fffffffffffffffUL)]
    public void A_double_has_the_right_bits(string text, ulong bits)
    {
        Assert.True(FloatLiteral.TryParse(text, FloatFormat.F64, out ulong parsed));
        Assert.Equal(bits, parsed);
    }

    [Theory]
    [InlineData("0x1.ffffffp127")]
    [InlineData("0x1p128")]
    [InlineData("0x1p999999999999999999999999")]
    [InlineData("3.5e38")]
    [InlineData("nan:0x0")]
    [InlineData("nan:0x800000")]
    public void Out_of_range_is_out_of_range(string text) =>
        Assert.False(FloatLiteral.TryParse(text, FloatFormat.F32, out _));

    [Fact]
    public void Hexadecimal_literals_agree_with_the_numbers_they_spell()
    {
        Random random = new(1);
        for (int i = 0; i < 100_000; i++)
        {
            ulong bits = (ulong)random.NextInt64() & ~(0x7FFUL << 52) | (ulong)random.Next(2047) << 52;
            double value = BitConverter.UInt64BitsToDouble(bits);
            Assert.True(FloatLiteral.TryParse(Hex(bits), FloatFormat.F64, out ulong parsed));
            Assert.Equal(bits, parsed);

            // C# rounds a double to a single once, ties to even.
            bool fits = FloatLiteral.TryParse(Hex(bits), FloatFormat.F32, out ulong single);
            Assert.Equal(BitConverter.SingleToUInt32Bits((float)value), (uint)single);
            Assert.Equal(float.IsFinite((float)value), fits);
        }
    }

    private static string Hex(ulong bits)
    {
        int exponent = (int)(bits >> 52 & 0x7FF);
        ulong significand = bits & ((1UL << 52) - 1) | (exponent == 0 ? 0 : 1UL << 52);
        return FormattableString.Invariant($"{(bits >> 63 == 0 ? "" : "-")}0x{significand:x}p{Math.Max(exponent, 1) - 1075}");
    }
}
