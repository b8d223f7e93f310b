namespace Caisson.Wasm.Text.Lexing;

/// <summary>All tokens of a source, with the annotations that stand between them. Owned by the lexer, then read only.</summary>
/// <param name="Source">Where the tokens stand.</param>
/// <param name="Tokens">The tokens; the last is <see cref="TokenKind.End"/>.</param>
/// <param name="Annotations">The outermost annotations, in order.</param>
internal sealed record TokenList(SourceText Source, Token[] Tokens, IReadOnlyList<Annotation> Annotations);
