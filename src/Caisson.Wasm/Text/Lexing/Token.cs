namespace Caisson.Wasm.Text.Lexing;

/// <summary>A token: its class and its place in the source.</summary>
/// <param name="Kind">The class.</param>
/// <param name="Start">First character, counted from the start of the source.</param>
/// <param name="Length">Number of characters.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length);
