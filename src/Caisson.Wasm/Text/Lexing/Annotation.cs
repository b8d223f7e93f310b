namespace Caisson.Wasm.Text.Lexing;

/// <summary>
/// An annotation <c>(@id …)</c>: invisible to the grammar, seen only by a parser that asks what stands before a token.
/// spec: text-annot
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">Its first character, counted from the start of the source.</param>
/// <param name="Before">Index of the token that follows it.</param>
/// <param name="Content">The tokens between the id and the closing parenthesis, then <see cref="TokenKind.End"/>.</param>
internal sealed record Annotation(string Id, int Start, int Before, Token[] Content)
{
    /// <summary>Whether a parser has made use of it. One that stays false was misplaced.</summary>
    public bool Taken { get; set; }
}
