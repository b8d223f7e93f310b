using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Components.Text.Scopes;

/// <summary>
/// The annotation <c>(@own-name "…"?)</c> of a nested component or core module: the name in its own name section, where that isn't the
/// name that the component around it has for it. The specification has no text for the difference.
/// </summary>
internal static class OwnNameAnnotation
{
    /// <summary>The id of the annotation.</summary>
    public const string Id = "own-name";

    /// <summary>The own name of what is called so around it.</summary>
    public static string? Take(TokenReader reader, DefinitionName name)
    {
        Annotation? annotation = reader.TakeAnnotations(Id).LastOrDefault();
        if (annotation is null) return name.Name ?? name.Id;
        return annotation.Content is [{ Kind: TokenKind.End }] ? null : NameAnnotation.Content(reader, annotation);
    }
}
