namespace Caisson.Wasm.Binary;

/// <summary>
/// The constant expression that nearly all are: <c>i32.const</c> and <c>end</c>, where a segment begins. To read it by the instruction takes a program's start the types of all that an
/// instruction can have, vectors among them.
/// </summary>
internal static class ConstantExpression
{
    private const byte I32Const = 0x41, End = 0x0B, MoreBytes = 0x80, Sign = 0x40, Payload = 0x7F;
    private const int LongestNumber = 4, PayloadBits = 7;

    /// <summary>Reads one. A number of five bytes, of which not every one is a number, is left to the full decoder, as is all else.</summary>
    /// <param name="bytes">Where it begins.</param>
    /// <param name="value">The number.</param>
    /// <param name="length">Bytes that it takes, with its end.</param>
    /// <returns>False for any other expression.</returns>
    public static bool TryReadI32(ReadOnlySpan<byte> bytes, out int value, out int length)
    {
        (value, length) = (0, 0);
        if (bytes.Length < 3 || bytes[0] != I32Const) return false;
        for (int i = 1, shift = 0; i <= LongestNumber && i + 1 < bytes.Length; i++)
        {
            byte next = bytes[i];
            value |= (next & Payload) << shift;
            shift += PayloadBits;
            if ((next & MoreBytes) != 0) continue;
            if ((next & Sign) != 0) value |= -1 << shift;
            length = i + 2;
            return bytes[i + 1] == End;
        }
        return false;
    }
}
