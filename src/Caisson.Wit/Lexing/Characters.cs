namespace Caisson.Wit.Lexing;

/// <summary>Classes of characters. component-model: Lexical structure</summary>
internal static class Characters
{
    public static bool IsWhitespace(char c) => c is ' ' or '\n' or '\r' or '\t';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    /// <summary>What a name can consist of, and the underscore that people take for a hyphen.</summary>
    public static bool IsName(char c) => IsLetter(c) || IsDigit(c) || c is '-' or '_';

    public static bool IsVersion(char c) => IsLetter(c) || IsDigit(c) || c is '-' or '+';

    /// <summary>
    /// Whether a character may not stand anywhere: control codes, bidirectional overrides that make a text look other than it is, and
    /// the code points that Unicode deprecates or discourages.
    /// </summary>
    public static bool IsForbidden(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        || c is '\u0149' or '\u0673' or '\u0F77' or '\u0F79' or '\u17A3' or '\u17A4' or '\u17B4' or '\u17B5';
}
