namespace Caisson.Wasm.Text.Lexing;

/// <summary>
/// Cuts characters into tokens. Comments disappear; annotations are set aside. Nesting costs no stack.
/// spec: text-lexical
/// </summary>
internal sealed partial class Lexer
{
    private readonly SourceText source;
    private readonly string text;
    private readonly int end;
    private readonly List<Token> tokens = [];
    private readonly List<Annotation> annotations = [];
    private int at;

    private Lexer(SourceText source, int start, int end) =>
        (this.source, text, at, this.end) = (source, source.Content, start, end);

    /// <summary>The tokens of a part of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="start">First character.</param>
    /// <param name="end">First character after the part.</param>
    /// <exception cref="MalformedException">The characters make no tokens.</exception>
    public static TokenList Lex(SourceText source, int start, int end)
    {
        Lexer lexer = new(source, start, end);
        while (lexer.SkipBlanks()) lexer.LexToken();
        lexer.Add(TokenKind.End, end);
        return new TokenList(source, [.. lexer.tokens], lexer.annotations);
    }

    /// <summary>The tokens of a whole source.</summary>
    /// <exception cref="MalformedException">The characters make no tokens.</exception>
    public static TokenList Lex(SourceText source) => Lex(source, 0, source.Content.Length);

    private void LexToken()
    {
        int start = at;
        switch (text[at])
        {
            case '(' when Peek(1) == '@':
                LexAnnotation();
                break;
            case '(':
                at++;
                Add(TokenKind.Open, start);
                break;
            case ')':
                at++;
                Add(TokenKind.Close, start);
                break;
            default:
                TokenKind kind = LexWord();
                Add(kind, start);
                break;
        }
    }

    private void Add(TokenKind kind, int start) => tokens.Add(new Token(kind, start, at - start));

    private char Peek(int distance) => at + distance < end ? text[at + distance] : '\0';

    /// <summary>Skips space and comments; false at the end.</summary>
    private bool SkipBlanks()
    {
        while (at < end)
        {
            if (Characters.IsSpace(text[at])) at++;
            else if (text[at] == ';' && Peek(1) == ';') SkipLine();
            else if (text[at] == '(' && Peek(1) == ';') SkipBlockComment();
            else return true;
        }
        return false;
    }

    private void SkipLine()
    {
        int length = text.AsSpan(at, end - at).IndexOfAny('\n', '\r');
        at = length < 0 ? end : at + length;
    }

    private void SkipBlockComment()
    {
        int start = at;
        int depth = 0;
        do
        {
            if (at >= end) throw TextErrors.At(source, start, TextErrors.UnclosedComment);
            if (text[at] == '(' && Peek(1) == ';') (depth, at) = (depth + 1, at + 2);
            else if (text[at] == ';' && Peek(1) == ')') (depth, at) = (depth - 1, at + 2);
            else at++;
        }
        while (depth > 0);
    }
}
