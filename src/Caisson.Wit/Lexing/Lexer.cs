namespace Caisson.Wit.Lexing;

/// <summary>Cuts a text into tokens, all at once. One thread at a time. component-model: Lexical structure</summary>
internal sealed class Lexer
{
    private readonly WitSource _source;
    private readonly string _text;
    private readonly List<string> _docs = [];
    private int _at;

    private Lexer(WitSource source) => (_source, _text) = (source, source.Text);

    /// <summary>The tokens of a text; the last is its end.</summary>
    /// <exception cref="WitException">The text isn't made of tokens.</exception>
    public static List<Token> Tokenize(WitSource source)
    {
        if (source.Text.Length > Limits.SourceLength) throw LexErrors.TooLong(source);
        for (int at = 0; at < source.Text.Length; at++)
        {
            if (Characters.IsForbidden(source.Text[at])) throw LexErrors.ForbiddenCharacter(source, at, source.Text[at]);
        }

        var lexer = new Lexer(source);
        // A byte order mark isn't part of the text.
        if (source.Text.StartsWith("\uFEFF", StringComparison.Ordinal)) lexer._at = 1;
        List<Token> tokens = [];
        do tokens.Add(lexer.Next());
        while (tokens[tokens.Count - 1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        SkipWhitespace();
        int start = _at;
        string? docs = _docs.Count > 0 ? string.Join("\n", _docs) : null;
        _docs.Clear();
        (TokenKind kind, string text) = Read();
        return new Token(kind, text, start, _at, docs);
    }

    private (TokenKind, string) Read()
    {
        if (_at == _text.Length) return (TokenKind.End, "");
        char c = _text[_at];
        if (Characters.IsLetter(c)) return Word();
        if (Characters.IsDigit(c)) return Number();
        return c switch
        {
            '%' => (TokenKind.Id, EscapedName()),
            '"' => (TokenKind.Text, new StringLiteral(_source).Read(ref _at)),
            '-' when Peek(1) == '>' => Operator(2),
            '=' or ',' or ':' or ';' or '(' or ')' or '{' or '}' or '<' or '>' or '*' or '/' or '.' or '@' => Operator(1),
            '_' when !Characters.IsName(Peek(1)) => Operator(1),
            _ => throw LexErrors.UnexpectedCharacter(_source, _at, char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek(1)) ? _text.Substring(_at, 2) : c.ToString()),
        };
    }

    private (TokenKind, string) Operator(int length) => (TokenKind.Operator, Take(_at + length));

    private (TokenKind, string) Word()
    {
        string name = Name();
        return (Keywords.Contains(name) ? TokenKind.Keyword : TokenKind.Id, name);
    }

    private string EscapedName()
    {
        int start = _at++;
        return Characters.IsLetter(Peek(0)) ? Name() : throw LexErrors.NoName(_source, start);
    }

    private string Name()
    {
        int start = _at, end = _at;
        // In `a->b` the hyphen belongs to the arrow.
        while (end < _text.Length && Characters.IsName(_text[end]) && !(_text[end] == '-' && end + 1 < _text.Length && _text[end + 1] == '>')) end++;
        string name = Take(end);
        return Label.IsValid(name) ? name : throw LexErrors.BadName(_source, start, name);
    }

    private (TokenKind, string) Number()
    {
        int end = _at;
        while (end < _text.Length && Characters.IsDigit(_text[end])) end++;
        if (end + 1 >= _text.Length || _text[end] != '.' || !Characters.IsDigit(_text[end + 1])) return (TokenKind.Integer, Take(end));
        // A dot with anything else behind it is no longer the version's: `use a:b/c@1.0.0.{d}`.
        while (end < _text.Length && (Characters.IsVersion(_text[end]) || (_text[end] == '.' && end + 1 < _text.Length && Characters.IsVersion(_text[end + 1])))) end++;
        return (TokenKind.Version, Take(end));
    }

    private void SkipWhitespace()
    {
        while (_at < _text.Length)
        {
            if (Characters.IsWhitespace(_text[_at])) _at++;
            else if (_text[_at] == '/' && Peek(1) == '/') Comment(LineEnd());
            else if (_text[_at] == '/' && Peek(1) == '*') Comment(BlockEnd());
            else return;
        }
    }

    private void Comment(int end)
    {
        string comment = Take(end);
        if (DocComment.IsDoc(comment)) _docs.AddRange(DocComment.Lines(comment));
    }

    private int LineEnd()
    {
        int end = _text.IndexOf('\n', _at);
        return end < 0 ? _text.Length : end;
    }

    private int BlockEnd()
    {
        int depth = 0;
        for (int at = _at; at + 1 < _text.Length; at++)
        {
            if (_text[at] == '/' && _text[at + 1] == '*')
            {
                if (++depth > Limits.CommentDepth) throw LexErrors.DeepComment(_source, at);
                at++;
            }
            else if (_text[at] == '*' && _text[at + 1] == '/')
            {
                if (--depth == 0) return at + 2;
                at++;
            }
        }

        throw LexErrors.UnclosedComment(_source, _at);
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private string Take(int end)
    {
        string taken = _text.Substring(_at, end - _at);
        _at = end;
        return taken;
    }
}
