namespace Caisson.Wasm.Text.Literals;

/// <summary>Values of hexadecimal digits.</summary>
internal static class HexDigit
{
    /// <summary>The value of a character for which <see cref="char.IsAsciiHexDigit"/> holds.</summary>
    public static int Value(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
