using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Scopes;

/// <summary>What a label is called.</summary>
/// <param name="Id">Its identifier, if it has one.</param>
/// <param name="Name">Its name for people, when an annotation gives it another.</param>
internal readonly record struct LabelName(string? Id, string? Name)
{
    /// <summary>Takes the identifier and the annotation at the reader, if there are any.</summary>
    public static LabelName Read(TokenReader reader) => new(reader.TryId(), NameAnnotation.TryTake(reader));
}
