namespace Caisson.Wit.Lexing;

/// <summary>What can be wrong with the characters of a text.</summary>
internal static class LexErrors
{
    public static WitException At(WitSource source, int offset, string message) => new(message, source.Name, source.PositionOf(offset));

    public static WitException TooLong(WitSource source) => At(source, 0, $"the file is too long: at most {Limits.SourceLength} characters can be read");

    public static WitException ForbiddenCharacter(WitSource source, int offset, int scalar) =>
        At(source, offset, $"the character U+{scalar:X4} is not allowed in WIT, not in comments either: remove it");

    public static WitException UnexpectedCharacter(WitSource source, int offset, string character) =>
        At(source, offset, $"unexpected character `{character}`");

    public static WitException UnclosedComment(WitSource source, int offset) =>
        At(source, offset, "this comment is not closed: each `/*` needs its own `*/`");

    public static WitException DeepComment(WitSource source, int offset) =>
        At(source, offset, $"comments nest too deep: at most {Limits.CommentDepth} levels can be read");

    public static WitException UnclosedString(WitSource source, int offset) => At(source, offset, "this string is not closed: write `\"` behind it");

    public static WitException BadEscape(WitSource source, int offset) =>
        At(source, offset, "unknown escape: `\\t`, `\\n`, `\\r`, `\\\"`, `\\'`, `\\\\`, `\\hh` and `\\u{…}` are known");

    public static WitException NotUtf8(WitSource source, int offset) => At(source, offset, "the bytes of this string are not UTF-8");

    public static WitException NoName(WitSource source, int offset) => At(source, offset, "`%` must be followed by a name");

    public static WitException BadName(WitSource source, int offset, string name) => At(source, offset, $"`{name}` is no name: {Hint(name)}");

    private static string Hint(string name)
    {
        if (name.Contains('_')) return "write `-` between words, not `_`";
        if (name.EndsWith("-", StringComparison.Ordinal) || name.Contains("--")) return "a hyphen stands between two words";
        return "each word between hyphens is all lower or all upper case";
    }
}
