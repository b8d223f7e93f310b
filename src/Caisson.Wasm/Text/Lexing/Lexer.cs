namespace Caisson.Wasm.Text.Lexing;

/// <summary>
/// Cuts characters into tokens. Comments disappear; annotations are set aside. Nesting costs no stack.
/// spec: text-lexical
/// </summary>
internal sealed partial class Lexer
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly int _end;
    private readonly List<Token> _tokens = [];
    private readonly List<Annotation> _annotations = [];
    private int _at;

    private Lexer(SourceText source, int start, int end) =>
        (_source, _text, _at, _end) = (source, source.Content, start, end);

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
        return new TokenList(source, [.. lexer._tokens], lexer._annotations);
    }

    /// <summary>The tokens of a whole source.</summary>
    /// <exception cref="MalformedException">The characters make no tokens.</exception>
    public static TokenList Lex(SourceText source) => Lex(source, 0, source.Content.Length);

    /// <summary>The keyword of the first form of a source; empty when it doesn't begin with one. The rest isn't looked at.</summary>
    public static string FirstKeyword(SourceText source)
    {
        Lexer lexer = new(source, 0, source.Content.Length);
        try
        {
            while (lexer._tokens.Count < 2 && lexer.SkipBlanks()) lexer.LexToken();
        }
        catch (MalformedException)
        {
            return "";
        }
        return lexer._tokens is [{ Kind: TokenKind.Open }, { Kind: TokenKind.Keyword } keyword] ? source.Slice(keyword).ToString() : "";
    }

    private void LexToken()
    {
        int start = _at;
        switch (_text[_at])
        {
            case '(' when Peek(1) == '@':
                LexAnnotation();
                break;
            case '(':
                _at++;
                Add(TokenKind.Open, start);
                break;
            case ')':
                _at++;
                Add(TokenKind.Close, start);
                break;
            default:
                TokenKind kind = LexWord();
                Add(kind, start);
                break;
        }
    }

    private void Add(TokenKind kind, int start) => _tokens.Add(new Token(kind, start, _at - start));

    private char Peek(int distance) => _at + distance < _end ? _text[_at + distance] : '\0';

    /// <summary>Skips space and comments; false at the end.</summary>
    private bool SkipBlanks()
    {
        while (_at < _end)
        {
            if (Characters.IsSpace(_text[_at])) _at++;
            else if (_text[_at] == ';' && Peek(1) == ';') SkipLine();
            else if (_text[_at] == '(' && Peek(1) == ';') SkipBlockComment();
            else return true;
        }
        return false;
    }

    private void SkipLine()
    {
        int length = _text.AsSpan(_at, _end - _at).IndexOfAny('\n', '\r');
        _at = length < 0 ? _end : _at + length;
    }

    private void SkipBlockComment()
    {
        int start = _at;
        int depth = 0;
        do
        {
            if (_at >= _end) throw TextErrors.At(_source, start, TextErrors.UnclosedComment);
            if (_text[_at] == '(' && Peek(1) == ';') (depth, _at) = (depth + 1, _at + 2);
            else if (_text[_at] == ';' && Peek(1) == ')') (depth, _at) = (depth - 1, _at + 2);
            else _at++;
        }
        while (depth > 0);
    }
}
