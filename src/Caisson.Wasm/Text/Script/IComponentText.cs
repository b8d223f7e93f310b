using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Script;

/// <summary>Parses components, which are only forms to this library. Thread-safe.</summary>
internal interface IComponentText
{
    /// <summary>The binary component of a text: a whole one, or only definitions.</summary>
    byte[] Parse(ReadOnlySpan<byte> utf8, ParseOptions options);

    /// <summary>The binary component of definitions that are part of a larger text.</summary>
    byte[] ParseDefinitions(SourceText source, int start, int end, string? id, ParseOptions options);
}
