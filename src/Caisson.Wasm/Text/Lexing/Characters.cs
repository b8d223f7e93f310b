using System.Buffers;

namespace Caisson.Wasm.Text.Lexing;

/// <summary>The character classes of the text format. spec: text-char</summary>
internal static class Characters
{
    /// <summary>Characters of identifiers, keywords and numbers. spec: text-idchar</summary>
    public static readonly SearchValues<char> Id = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&'*+-./:<=>?@\\^_`|~");

    /// <summary>The other characters that make reserved tokens, without the quote.</summary>
    public static bool IsReserved(char c) => c is ',' or ';' or '[' or ']' or '{' or '}';

    /// <summary>Space, tab and line ends.</summary>
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    /// <summary>Characters that strings may have only as escapes.</summary>
    public static bool IsControl(char c) => c is < ' ' or '\x7f';
}
