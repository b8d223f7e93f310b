using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Lexing;

internal sealed partial class Lexer
{
    /// <summary>Takes everything that sticks together, then tells what it is. spec: text-reserved</summary>
    private TokenKind LexWord()
    {
        int start = _at;
        int strings = 0;
        bool plain = true;
        while (_at < _end)
        {
            char c = _text[_at];
            if (Characters.Id.Contains(c)) _at++;
            else if (c == '"') (strings, plain) = (strings + 1, SkipString(isId: _at == start + 1 && _text[start] == '$'));
            else if (Characters.IsReserved(c) && !(c == ';' && Peek(1) == ';')) (plain, _at) = (false, _at + 1);
            else break;
        }
        if (_at == start) throw TextErrors.At(_source, start, TextErrors.IllegalCharacter);
        return Classify(_text.AsSpan(start, _at - start), start, plain, strings);
    }

    private TokenKind Classify(ReadOnlySpan<char> word, int start, bool plain, int strings)
    {
        if (plain && word[0] == '$') return word.Length > 1 ? TokenKind.Id : throw TextErrors.At(_source, start, TextErrors.EmptyId);
        if (plain) return word[0] is >= 'a' and <= 'z' ? TokenKind.Keyword : NumberSyntax.Classify(word);
        if (strings != 1 || word[^1] != '"') return TokenKind.Reserved;
        if (word[0] == '"') return TokenKind.String;
        return word.StartsWith("$\"") ? QuotedId(word, start) : TokenKind.Reserved;
    }

    private TokenKind QuotedId(ReadOnlySpan<char> word, int start)
    {
        byte[] name = StringLiteral.Decode(word[1..]);
        if (name.Length == 0) throw TextErrors.At(_source, start, TextErrors.EmptyId);
        if (!System.Text.Unicode.Utf8.IsValid(name)) throw TextErrors.At(_source, start, TextErrors.MalformedUtf8);
        return TokenKind.Id;
    }

    /// <summary>Skips a string; always false, because a word with a string in it is not plain.</summary>
    private bool SkipString(bool isId)
    {
        int start = _at;
        string? error = StringLiteral.Scan(_text.AsSpan(_at, _end - _at), out int length);
        _at += length;
        if (error is null) return false;
        throw TextErrors.At(_source, isId ? start - 1 : _at, isId ? TextErrors.EmptyId : error);
    }
}
