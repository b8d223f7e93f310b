using System.Text;
using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Lexing;

internal sealed partial class Lexer
{
    /// <summary>Sets an annotation aside; annotations inside it are dropped. spec: text-annot</summary>
    private void LexAnnotation()
    {
        int start = _at;
        int before = _tokens.Count;
        string id = OpenAnnotation();
        LexContent(start);
        Token[] content = [.. _tokens[before..^1], new Token(TokenKind.End, _at - 1, 0)];
        _annotations.Add(new Annotation(id, start, before, content));
        _tokens.RemoveRange(before, _tokens.Count - before);
    }

    /// <summary>Lexes up to and including the parenthesis that closes the annotation.</summary>
    private void LexContent(int start)
    {
        int depth = 1;
        int innerDepth = -1;
        int innerStart = 0;
        while (depth > 0)
        {
            if (!SkipBlanks()) throw TextErrors.At(_source, start, TextErrors.UnclosedAnnotation);
            if (IsInnerAnnotation)
            {
                if (innerDepth < 0) (innerDepth, innerStart) = (depth, _tokens.Count);
                OpenAnnotation();
                Add(TokenKind.Open, _at);
            }
            else
            {
                LexInner();
            }
            depth += _tokens[^1].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == innerDepth && _tokens[^1].Kind == TokenKind.Close)
            {
                _tokens.RemoveRange(innerStart, _tokens.Count - innerStart);
                innerDepth = -1;
            }
        }
    }

    // Inside an annotation anything goes that has tokens and balanced parentheses, even an annotation without id.
    private bool IsInnerAnnotation =>
        _text[_at] == '(' && Peek(1) == '@' && (Characters.Id.Contains(Peek(2)) || Peek(2) == '"');

    private void LexInner()
    {
        if (_text[_at] != '(')
        {
            LexToken();
            return;
        }
        _at++;
        Add(TokenKind.Open, _at - 1);
    }

    private string OpenAnnotation()
    {
        int start = _at;
        _at += 2;
        return AnnotationId(start);
    }

    private string AnnotationId(int start)
    {
        int idStart = _at;
        if (Peek(0) == '"') return QuotedAnnotationId(start);
        while (_at < _end && Characters.Id.Contains(_text[_at])) _at++;
        return _at > idStart ? _text[idStart.._at] : throw TextErrors.At(_source, start, TextErrors.EmptyAnnotationId);
    }

    private string QuotedAnnotationId(int start)
    {
        string? error = StringLiteral.Scan(_text.AsSpan(_at, _end - _at), out int length);
        if (error is not null || length == 2) throw TextErrors.At(_source, start, TextErrors.EmptyAnnotationId);
        byte[] name = StringLiteral.Decode(_text.AsSpan(_at, length));
        _at += length;
        return System.Text.Unicode.Utf8.IsValid(name)
            ? Encoding.UTF8.GetString(name)
            : throw TextErrors.At(_source, start, TextErrors.MalformedUtf8);
    }
}
