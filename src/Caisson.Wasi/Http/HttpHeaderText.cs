using System.Net.Http.Headers;
using System.Text;

namespace Caisson.Wasi.Http;

/// <summary>Between fields, which are bytes, and headers of .NET, which are text: each byte is a character of Latin-1.</summary>
internal static class HttpHeaderText
{
    /// <summary>What the client's handler is told about the encoding.</summary>
    public static Encoding Encoding => Encoding.Latin1;

    /// <summary>All values, in order, none parsed.</summary>
    public static IEnumerable<(string Name, byte[] Value)> Read(params HttpHeaders[] sections) =>
        from section in sections
        from header in section.NonValidated
        from value in header.Value
        select (header.Key, Encoding.GetBytes(value));

    /// <summary>Adds fields to a message; those that describe the body go with it.</summary>
    public static void Write(HttpFields fields, HttpRequestMessage message)
    {
        foreach ((string name, byte[] bytes) in fields.Entries)
        {
            string value = Encoding.GetString(bytes);
            if (!message.Headers.TryAddWithoutValidation(name, value)) _ = message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
