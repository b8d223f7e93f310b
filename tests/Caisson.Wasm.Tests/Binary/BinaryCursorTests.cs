using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Tests.Binary;

public sealed class BinaryCursorTests
{
    [Theory]
    [InlineData("00", 0u)]
    [InlineData("7f", 127u)]
    [InlineData("80 01", 128u)]
    [InlineData("ff ff ff ff 0f", uint.MaxValue)]
    [InlineData("80 80 80 80 00", 0u)]
    public void Unsigned_32(string bytes, uint expected) => Assert.Equal(expected, Read(bytes, (ref cursor) => cursor.ReadU32()));

    [Theory]
    [InlineData("80 80 80 80 80 00", "integer representation too long")]
    [InlineData("80 80 80 80 80", "integer representation too long")]
    [InlineData("ff ff ff ff 1f", "integer too large")]
    [InlineData("80 80 80 80 70", "integer too large")]
    [InlineData("80 80", "unexpected end")]
    [InlineData("", "unexpected end")]
    public void Malformed_unsigned_32(string bytes, string message) => Fails(bytes, message, (ref cursor) => cursor.ReadU32());

    [Theory]
    [InlineData("ff ff ff ff ff ff ff ff ff 01", ulong.MaxValue)]
    [InlineData("80 80 80 80 80 80 80 80 80 01", 1uL << 63)]
    public void Unsigned_64(string bytes, ulong expected) => Assert.Equal(expected, Read(bytes, (ref cursor) => cursor.ReadU64()));

    [Theory]
    [InlineData("ff ff ff ff ff ff ff ff ff 02", "integer too large")]
    [InlineData("80 80 80 80 80 80 80 80 80 80 00", "integer representation too long")]
    public void Malformed_unsigned_64(string bytes, string message) => Fails(bytes, message, (ref cursor) => cursor.ReadU64());

    [Theory]
    [InlineData("7f", -1)]
    [InlineData("40", -64)]
    [InlineData("3f", 63)]
    [InlineData("ff ff ff ff 07", int.MaxValue)]
    [InlineData("80 80 80 80 78", int.MinValue)]
    [InlineData("ff ff ff ff 7f", -1)]
    public void Signed_32(string bytes, int expected) => Assert.Equal(expected, Read(bytes, (ref cursor) => cursor.ReadS32()));

    [Theory]
    [InlineData("ff ff ff ff 0f", "integer too large")]
    [InlineData("80 80 80 80 70", "integer too large")]
    [InlineData("ff ff ff ff ff 7f", "integer representation too long")]
    public void Malformed_signed_32(string bytes, string message) => Fails(bytes, message, (ref cursor) => cursor.ReadS32());

    [Theory]
    [InlineData("ff ff ff ff 0f", (1L << 32) - 1)]
    [InlineData("80 80 80 80 70", -1L << 32)]
    public void Signed_33(string bytes, long expected) => Assert.Equal(expected, Read(bytes, (ref cursor) => cursor.ReadS33()));

    [Theory]
    [InlineData("ff ff ff ff ff ff ff ff ff 00", long.MaxValue)]
    [InlineData("80 80 80 80 80 80 80 80 80 7f", long.MinValue)]
    [InlineData("7f", -1L)]
    public void Signed_64(string bytes, long expected) => Assert.Equal(expected, Read(bytes, (ref cursor) => cursor.ReadS64()));

    [Theory]
    [InlineData("00", "")]
    [InlineData("03 e2 8c a3", "\u2323")]
    [InlineData("04 f0 9f 90 99", "\U0001F419")]
    public void Names(string bytes, string expected) => Assert.Equal(expected, Read(bytes, (ref cursor) => cursor.ReadName()));

    [Theory]
    [InlineData("41 00 0b", 0)]
    [InlineData("41 7f 0b", -1)]
    [InlineData("41 3f 0b ff", 63)]
    [InlineData("41 40 0b", -64)]
    [InlineData("41 ff 00 0b", 127)]
    [InlineData("41 80 80 c0 00 0b", 1 << 20)]
    [InlineData("41 80 80 80 3f 0b", 63 << 21)]
    [InlineData("41 80 80 80 40 0b", -64 << 21)]
    [InlineData("41 ff ff ff 7f 0b", -1)]
    public void Constant_expressions_of_one_number(string hex, int expected)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.True(ConstantExpression.TryReadI32(bytes, out int value, out int length));
        Assert.Equal(expected, value);
        Assert.Equal(0x0B, bytes[length - 1]);
        Assert.Equal(length, new BinaryCursor(bytes, new(0, bytes.Length)).ReadExpr().Length);
        Assert.Equal(expected, new BinaryCursor(bytes, new(1, bytes.Length - 1)).ReadS32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("41")]
    [InlineData("41 00")]
    [InlineData("41 80 80 80 80 07 0b")]
    [InlineData("41 80 80 80 80")]
    [InlineData("42 00 0b")]
    [InlineData("23 00 0b")]
    [InlineData("41 00 41 00 6a 0b")]
    [InlineData("41 00 0c 0b")]
    public void Other_constant_expressions(string hex) =>
        Assert.False(ConstantExpression.TryReadI32(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), out _, out _));

    [Theory]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("\0")]
    public void Names_may_have_any_length(string last)
    {
        for (int length = 0; length < 200; length++)
        {
            string name = new string('x', length) + last;
            byte[] text = System.Text.Encoding.UTF8.GetBytes(name), bytes = [(byte)(text.Length & 0x7F | 0x80), (byte)(text.Length >> 7), .. text];
            Assert.Equal(name, new BinaryCursor(bytes, new(0, bytes.Length)).ReadName());
        }
    }

    [Theory]
    [InlineData("01 80", "malformed UTF-8 encoding")]
    [InlineData("02 c0 80", "malformed UTF-8 encoding")]
    [InlineData("03 ed a0 80", "malformed UTF-8 encoding")]
    [InlineData("04 f4 90 80 80", "malformed UTF-8 encoding")]
    [InlineData("02 61", "unexpected end")]
    [InlineData("ff ff ff ff 0f 61", "length out of bounds")]
    public void Malformed_names(string bytes, string message) => Fails(bytes, message, (ref cursor) => cursor.ReadName());

    [Fact]
    public void An_expression_ends_with_the_end_of_its_own_level()
    {
        byte[] bytes = ModuleBytes.Hex("02 40 0b 41 00 0b 41 01");
        BinaryCursor cursor = new(bytes, new(0, bytes.Length));
        Assert.Equal(new ByteRange(0, 6), cursor.ReadExpr());
        Assert.Equal(6, cursor.Position);
    }

    private delegate T Reader<T>(ref BinaryCursor cursor);

    private static T Read<T>(string hex, Reader<T> read)
    {
        byte[] bytes = ModuleBytes.Hex(hex);
        BinaryCursor cursor = new(bytes, new(0, bytes.Length));
        T value = read(ref cursor);
        Assert.True(cursor.AtEnd);
        return value;
    }

    private static void Fails<T>(string hex, string message, Reader<T> read) =>
        ModuleBytes.Throws<MalformedException>(message, () => Read(hex, read));
}
