using Caisson.Wit.Lexing;

namespace Caisson.Wit.Syntax;

/// <summary>Goes through the tokens of a file. One thread at a time.</summary>
internal sealed class TokenReader(WitSource source)
{
    private readonly List<Token> _tokens = Lexer.Tokenize(source);
    private int _at;

    /// <summary>The next token.</summary>
    public Token Next => _tokens[_at];

    /// <summary>The token that was taken last.</summary>
    public Token Previous => _tokens[_at - 1];

    /// <summary>Where the next token stands.</summary>
    public Location Here => new(source, Next.Start);

    /// <summary>A token further on; the end behind the last.</summary>
    public Token Peek(int ahead) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)];

    /// <summary>Takes the next token, whatever it is.</summary>
    public Token Take() => Next.Kind == TokenKind.End ? Next : _tokens[_at++];

    /// <summary>Takes an operator or keyword if it is next.</summary>
    public bool TryTake(string text)
    {
        if (!Next.Is(text)) return false;
        _at++;
        return true;
    }

    /// <summary>Takes an operator or keyword.</summary>
    public void Expect(string text)
    {
        if (!TryTake(text)) throw SyntaxErrors.Expected(Here, $"`{text}`", Next);
    }

    /// <summary>Takes a name.</summary>
    /// <param name="what">What it is the name of, for the error.</param>
    public NameSyntax ExpectName(string what)
    {
        Location here = Here;
        if (Next.Kind == TokenKind.Keyword) throw SyntaxErrors.KeywordAsName(here, Next.Text);
        return Next.Kind == TokenKind.Id ? new NameSyntax(Take().Text, here) : throw SyntaxErrors.Expected(here, what, Next);
    }

    /// <summary>Takes a name that isn't a keyword in this place only, such as <c>version</c>.</summary>
    public void ExpectWord(string word)
    {
        if (Next.Kind != TokenKind.Id || Next.Text != word) throw SyntaxErrors.Expected(Here, $"`{word}`", Next);
        _at++;
    }

    /// <summary>Takes a version.</summary>
    public SemVersion ExpectVersion()
    {
        Location here = Here;
        if (Next.Kind is not (TokenKind.Version or TokenKind.Integer)) throw SyntaxErrors.Expected(here, "a version", Next);
        string text = Take().Text;
        return SemVersion.TryParse(text, out SemVersion? version) ? version : throw SyntaxErrors.BadVersion(here, text);
    }

    /// <summary>Reads what stands between delimiters, with commas between and, if wanted, behind.</summary>
    public List<T> List<T>(string open, string close, Func<T> read)
    {
        Expect(open);
        List<T> items = [];
        while (!TryTake(close))
        {
            items.Add(read());
            if (TryTake(close)) break;
            if (!TryTake(",")) throw SyntaxErrors.Expected(Here, $"`,` or `{close}`", Next);
        }

        return items;
    }

    /// <summary>Reads what stands between braces, one after another.</summary>
    public List<T> Block<T>(Func<T> read)
    {
        Expect("{");
        List<T> items = [];
        while (!TryTake("}"))
        {
            if (Next.Kind == TokenKind.End) throw SyntaxErrors.Expected(Here, "`}`", Next);
            items.Add(read());
        }

        return items;
    }
}
