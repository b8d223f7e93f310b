using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Scopes;

/// <summary>What a definition is called.</summary>
/// <param name="Id">Its identifier, if it has one.</param>
/// <param name="Name">Its name for people, when an annotation gives it another.</param>
/// <param name="Start">Where the identifier stands.</param>
internal readonly record struct DefinitionName(string? Id, string? Name, int Start)
{
    /// <summary>Takes the identifier and the annotation at the reader, if there are any.</summary>
    public static DefinitionName Read(TokenReader reader)
    {
        int start = reader.Current.Start;
        return new DefinitionName(reader.TryId(), NameAnnotation.TryTake(reader), start);
    }
}
