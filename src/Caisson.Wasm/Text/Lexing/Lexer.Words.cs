using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Lexing;

internal sealed partial class Lexer
{
    /// <summary>Takes everything that sticks together, then tells what it is. spec: text-reserved</summary>
    private TokenKind LexWord()
    {
        int start = at;
        int strings = 0;
        bool plain = true;
        while (at < end)
        {
            char c = text[at];
            if (Characters.Id.Contains(c)) at++;
            else if (c == '"') (strings, plain) = (strings + 1, SkipString(isId: at == start + 1 && text[start] == '$'));
            else if (Characters.IsReserved(c) && !(c == ';' && Peek(1) == ';')) (plain, at) = (false, at + 1);
            else break;
        }
        if (at == start) throw TextErrors.At(source, start, TextErrors.IllegalCharacter);
        return Classify(text.AsSpan(start, at - start), start, plain, strings);
    }

    private TokenKind Classify(ReadOnlySpan<char> word, int start, bool plain, int strings)
    {
        if (plain && word[0] == '$') return word.Length > 1 ? TokenKind.Id : throw TextErrors.At(source, start, TextErrors.EmptyId);
        if (plain) return word[0] is >= 'a' and <= 'z' ? TokenKind.Keyword : NumberSyntax.Classify(word);
        if (strings != 1 || word[^1] != '"') return TokenKind.Reserved;
        if (word[0] == '"') return TokenKind.String;
        return word.StartsWith("$\"") ? QuotedId(word, start) : TokenKind.Reserved;
    }

    private TokenKind QuotedId(ReadOnlySpan<char> word, int start)
    {
        byte[] name = StringLiteral.Decode(word[1..]);
        if (name.Length == 0) throw TextErrors.At(source, start, TextErrors.EmptyId);
        if (!System.Text.Unicode.Utf8.IsValid(name)) throw TextErrors.At(source, start, TextErrors.MalformedUtf8);
        return TokenKind.Id;
    }

    /// <summary>Skips a string; always false, because a word with a string in it is not plain.</summary>
    private bool SkipString(bool isId)
    {
        int start = at;
        string? error = StringLiteral.Scan(text.AsSpan(at, end - at), out int length);
        at += length;
        if (error is null) return false;
        throw TextErrors.At(source, isId ? start - 1 : at, isId ? TextErrors.EmptyId : error);
    }
}
