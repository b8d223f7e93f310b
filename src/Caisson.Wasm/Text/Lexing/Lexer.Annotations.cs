using System.Text;
using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Lexing;

internal sealed partial class Lexer
{
    /// <summary>Sets an annotation aside; annotations inside it are dropped. spec: text-annot</summary>
    private void LexAnnotation()
    {
        int start = at;
        int before = tokens.Count;
        string id = OpenAnnotation();
        LexContent(start);
        Token[] content = [.. tokens[before..^1], new Token(TokenKind.End, at - 1, 0)];
        annotations.Add(new Annotation(id, start, before, content));
        tokens.RemoveRange(before, tokens.Count - before);
    }

    /// <summary>Lexes up to and including the parenthesis that closes the annotation.</summary>
    private void LexContent(int start)
    {
        int depth = 1;
        int innerDepth = -1;
        int innerStart = 0;
        while (depth > 0)
        {
            if (!SkipBlanks()) throw TextErrors.At(source, start, TextErrors.UnclosedAnnotation);
            if (IsInnerAnnotation)
            {
                if (innerDepth < 0) (innerDepth, innerStart) = (depth, tokens.Count);
                OpenAnnotation();
                Add(TokenKind.Open, at);
            }
            else
            {
                LexInner();
            }
            depth += tokens[^1].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == innerDepth && tokens[^1].Kind == TokenKind.Close)
            {
                tokens.RemoveRange(innerStart, tokens.Count - innerStart);
                innerDepth = -1;
            }
        }
    }

    // Inside an annotation anything goes that has tokens and balanced parentheses, even an annotation without id.
    private bool IsInnerAnnotation =>
        text[at] == '(' && Peek(1) == '@' && (Characters.Id.Contains(Peek(2)) || Peek(2) == '"');

    private void LexInner()
    {
        if (text[at] != '(')
        {
            LexToken();
            return;
        }
        at++;
        Add(TokenKind.Open, at - 1);
    }

    private string OpenAnnotation()
    {
        int start = at;
        at += 2;
        return AnnotationId(start);
    }

    private string AnnotationId(int start)
    {
        int idStart = at;
        if (Peek(0) == '"') return QuotedAnnotationId(start);
        while (at < end && Characters.Id.Contains(text[at])) at++;
        return at > idStart ? text[idStart..at] : throw TextErrors.At(source, start, TextErrors.EmptyAnnotationId);
    }

    private string QuotedAnnotationId(int start)
    {
        string? error = StringLiteral.Scan(text.AsSpan(at, end - at), out int length);
        if (error is not null || length == 2) throw TextErrors.At(source, start, TextErrors.EmptyAnnotationId);
        byte[] name = StringLiteral.Decode(text.AsSpan(at, length));
        at += length;
        return System.Text.Unicode.Utf8.IsValid(name)
            ? Encoding.UTF8.GetString(name)
            : throw TextErrors.At(source, start, TextErrors.MalformedUtf8);
    }
}
