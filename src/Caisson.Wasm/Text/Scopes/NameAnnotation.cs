using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Scopes;

/// <summary>The annotation <c>(@name "…")</c>, which names a part of a module for people. spec: text-nameannot</summary>
internal static class NameAnnotation
{
    /// <summary>The id of the annotation.</summary>
    public const string Id = "name";

    /// <summary>Takes the name that stands before the current token, if there is one.</summary>
    public static string? TryTake(TokenReader reader)
    {
        string? name = null;
        foreach (Annotation annotation in reader.TakeAnnotations(Id))
        {
            if (name is not null) throw Error(reader, annotation.Start, "multiple names");
            name = Content(reader, annotation);
        }
        return name;
    }

    /// <summary>An error in the annotation.</summary>
    public static MalformedException Error(TokenReader reader, int start, string message) =>
        TextErrors.At(reader.Source, start, TextErrors.InAnnotation(Id, message));

    /// <summary>The name in an annotation.</summary>
    public static string Content(TokenReader reader, Annotation annotation)
    {
        if (annotation.Content is not [{ Kind: TokenKind.String }, { Kind: TokenKind.End }])
        {
            throw Error(reader, annotation.Start, "string expected");
        }
        return reader.Inside(annotation).Name();
    }
}
