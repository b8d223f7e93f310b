namespace Caisson.Wit.Lexing;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name without <c>%</c>, the value of a string, else the characters.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset behind its last character.</param>
/// <param name="Docs">The documentation comments before it, without their delimiters; null where there are none.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, string? Docs = null)
{
    /// <summary>How errors name it.</summary>
    public string Display => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.Keyword => $"the keyword `{Text}`",
        TokenKind.Text => "a string",
        _ => $"`{Text}`",
    };

    /// <summary>Whether it is a certain operator or keyword.</summary>
    public bool Is(string text) => Kind is TokenKind.Operator or TokenKind.Keyword && Text == text;
}
