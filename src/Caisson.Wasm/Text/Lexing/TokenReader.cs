using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Lexing;

/// <summary>Walks along tokens; knows small idioms of the grammar, but no nonterminals. Not thread-safe.</summary>
internal sealed class TokenReader(TokenList list)
{
    private readonly Token[] _tokens = list.Tokens;
    private readonly SourceText _source = list.Source;

    /// <summary>Index of the current token. May be set back to read something twice.</summary>
    public int Position { get; set; }

    /// <summary>The source of the tokens.</summary>
    public SourceText Source => _source;

    /// <summary>The annotations between the tokens.</summary>
    public IReadOnlyList<Annotation> Annotations => list.Annotations;

    /// <summary>The current token.</summary>
    public Token Current => _tokens[Position];

    /// <summary>The token before the current one; there must be one.</summary>
    public Token Previous => _tokens[Position - 1];

    /// <summary>Kind of the current token.</summary>
    public TokenKind Kind => _tokens[Position].Kind;

    /// <summary>Characters of the current token.</summary>
    public ReadOnlySpan<char> Text => _source.Slice(_tokens[Position]);

    /// <summary>Whether the current token means nothing anywhere in the grammar.</summary>
    public bool IsUnknownWord => Kind == TokenKind.Reserved || (Kind == TokenKind.Keyword && !Keywords.IsKnown(Text));

    /// <summary>Kind of a token ahead.</summary>
    public TokenKind KindAt(int distance) => _tokens[Math.Min(Position + distance, _tokens.Length - 1)].Kind;

    /// <summary>Characters of a token ahead.</summary>
    public ReadOnlySpan<char> TextAt(int distance) => _source.Slice(_tokens[Math.Min(Position + distance, _tokens.Length - 1)]);

    /// <summary>Takes the current token. The end can't be passed.</summary>
    public Token Next() => Kind == TokenKind.End ? throw Unexpected() : _tokens[Position++];

    /// <summary>Whether the current token is a keyword.</summary>
    public bool IsKeyword(string keyword) => Kind == TokenKind.Keyword && Text.SequenceEqual(keyword);

    /// <summary>Whether the current token opens a form with a keyword.</summary>
    public bool IsOpen(string keyword) =>
        Kind == TokenKind.Open && KindAt(1) == TokenKind.Keyword && _source.Slice(_tokens[Position + 1]).SequenceEqual(keyword);

    /// <summary>The keyword of the form that the current token opens; empty when there is none.</summary>
    public ReadOnlySpan<char> OpenedKeyword =>
        Kind == TokenKind.Open && KindAt(1) == TokenKind.Keyword ? _source.Slice(_tokens[Position + 1]) : default;

    /// <summary>Takes a keyword if it comes next.</summary>
    public bool TryKeyword(string keyword)
    {
        bool found = IsKeyword(keyword);
        if (found) Position++;
        return found;
    }

    /// <summary>Takes the parenthesis and keyword of a form if it comes next.</summary>
    public bool TryOpen(string keyword)
    {
        bool found = IsOpen(keyword);
        if (found) Position += 2;
        return found;
    }

    /// <summary>Takes the parenthesis and keyword of a form.</summary>
    public void Open(string keyword)
    {
        if (!TryOpen(keyword)) throw UnexpectedAfterOpen();
    }

    /// <summary>Takes a closing parenthesis.</summary>
    public void Close() => Expect(TokenKind.Close);

    /// <summary>Takes a token of a kind.</summary>
    public Token Expect(TokenKind kind) => Kind == kind ? Next() : throw Unexpected();

    /// <summary>Checks that nothing follows.</summary>
    public void End()
    {
        if (Kind != TokenKind.End) throw Unexpected();
    }

    /// <summary>Takes an identifier, without its sigil and with its escapes resolved, if one comes next.</summary>
    public string? TryId()
    {
        if (Kind != TokenKind.Id) return null;
        ReadOnlySpan<char> word = _source.Slice(Next())[1..];
        return word[0] == '"' ? System.Text.Encoding.UTF8.GetString(StringLiteral.Decode(word)) : word.ToString();
    }

    /// <summary>Takes a string.</summary>
    public byte[] Bytes() => StringLiteral.Decode(_source.Slice(Expect(TokenKind.String)));

    /// <summary>Takes all strings that follow each other.</summary>
    public byte[] ByteStrings()
    {
        using MemoryStream bytes = new();
        while (Kind == TokenKind.String) bytes.Write(Bytes());
        return bytes.ToArray();
    }

    /// <summary>Takes a string that is text. spec: text-name</summary>
    public string Name()
    {
        int start = Current.Start;
        byte[] name = Bytes();
        return System.Text.Unicode.Utf8.IsValid(name)
            ? System.Text.Encoding.UTF8.GetString(name)
            : throw TextErrors.At(_source, start, TextErrors.MalformedUtf8);
    }

    /// <summary>Takes a natural number.</summary>
    /// <param name="bits">Largest width in bits.</param>
    public ulong Nat(int bits)
    {
        Token token = Expect(TokenKind.Nat);
        return IntegerLiteral.TryParseNat(_source.Slice(token), bits, out ulong value)
            ? value
            : throw TextErrors.At(_source, token.Start, TextErrors.IntegerOutOfRange(bits));
    }

    /// <summary>Skips tokens to behind the parenthesis that closes the form of which the opening one has been taken.</summary>
    public void SkipToClose()
    {
        for (int depth = 1; depth > 0;)
        {
            depth += Next().Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
        }
    }

    /// <summary>Takes the annotations with an id that stand directly before the current token and have not been taken.</summary>
    public IEnumerable<Annotation> TakeAnnotations(string id)
    {
        if (Annotations.Count == 0) yield break;
        for (int i = FirstAnnotationBefore(Position); i < Annotations.Count && Annotations[i].Before == Position; i++)
        {
            if (Annotations[i].Id != id || Annotations[i].Taken) continue;
            Annotations[i].Taken = true;
            yield return Annotations[i];
        }
    }

    /// <summary>The first annotation with an id that stands between a token and the current one and has not been taken; or null.</summary>
    public Annotation? FindUntaken(string id, int firstToken)
    {
        for (int i = FirstAnnotationBefore(firstToken); i < Annotations.Count && Annotations[i].Before <= Position; i++)
        {
            if (Annotations[i].Id == id && !Annotations[i].Taken) return Annotations[i];
        }
        return null;
    }

    /// <summary>A reader of the tokens inside an annotation.</summary>
    public TokenReader Inside(Annotation annotation) => new(new TokenList(_source, annotation.Content, []));

    /// <summary>An error at the current token.</summary>
    public MalformedException Error(string message) => TextErrors.At(_source, Current.Start, message);

    /// <summary>The current token isn't allowed here.</summary>
    public MalformedException Unexpected() => Error(
        IsUnknownWord ? TextErrors.UnknownOperator(Text) : TextErrors.UnexpectedToken(Kind == TokenKind.End ? "end of input" : Text));

    /// <summary>The current token isn't allowed here, or it is a parenthesis and the next isn't.</summary>
    public MalformedException UnexpectedAfterOpen()
    {
        if (Kind == TokenKind.Open) Position++;
        return Unexpected();
    }

    private int FirstAnnotationBefore(int position)
    {
        int low = 0;
        for (int high = Annotations.Count; low < high;)
        {
            int middle = (low + high) / 2;
            if (Annotations[middle].Before < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
