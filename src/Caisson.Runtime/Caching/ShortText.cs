using System.Text;

namespace Caisson.Runtime;

/// <summary>Paths and keys in UTF-8. The framework's conversion is for vectors, whose types take longer to load than such a text is long.</summary>
internal static class ShortText
{
    /// <summary>The bytes of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="zeros">How many zeros stand behind.</param>
    public static byte[] Utf8(string text, int zeros = 0)
    {
        byte[] bytes = new byte[text.Length + zeros];
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i])) return [.. Encoding.UTF8.GetBytes(text), .. new byte[zeros]];
            bytes[i] = (byte)text[i];
        }
        return bytes;
    }
}
