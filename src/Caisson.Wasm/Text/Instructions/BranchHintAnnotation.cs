using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Instructions;

/// <summary>The annotation that tells whether a branch is likely. spec: text-branchhints</summary>
internal static class BranchHintAnnotation
{
    /// <summary>The id of the annotation, and the name of the custom section that carries the hints.</summary>
    public const string Id = BranchHints.Name;

    /// <summary>What an annotation says: 0 for unlikely, 1 for likely.</summary>
    public static byte Value(TokenReader reader, Annotation annotation) =>
        annotation.Content is [{ Kind: TokenKind.String }, { Kind: TokenKind.End }]
        && reader.Inside(annotation).Bytes() is [<= 1 and var value]
            ? value
            : throw Error(reader.Source, annotation.Start, "invalid content");

    /// <summary>An error in the annotation.</summary>
    public static MalformedException Error(SourceText source, int start, string message) =>
        TextErrors.At(source, start, TextErrors.InAnnotation(Id, message));

    /// <summary>A hint that doesn't stand before <c>if</c> or <c>br_if</c>.</summary>
    public static InvalidException InvalidTarget(SourceText source, int start) =>
        new(TextErrors.InAnnotation(Id, "invalid target"), source.PositionOf(start));
}
