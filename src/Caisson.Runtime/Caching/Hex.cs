namespace Caisson.Runtime;

/// <summary>Bytes as lower-case digits. The framework's way asks for the processor's vectors, so that the JIT would compile it at each start of a program.</summary>
internal static class Hex
{
    /// <summary>Two digits a byte.</summary>
    /// <param name="bytes">The bytes; a hash or so.</param>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var digits = new char[2 * bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            digits[2 * i] = Digit(bytes[i] >> 4);
            digits[2 * i + 1] = Digit(bytes[i] & 0xF);
        }
        return new string(digits);
    }

    private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
}
