using Caisson.Components.Text.Definitions;
using Caisson.Wasm;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Modules;

namespace Caisson.Components.Text;

/// <summary>
/// Turns a component in the text format into the binary format. The text may be one <c>(component …)</c>, or only the definitions of
/// one. Identifiers become a name section; <c>@name</c> and <c>@custom</c> become custom sections; other annotations are skipped. The
/// result is well-formed, but need not be valid. Thread-safe. spec: component
/// </summary>
public static class ComponentParser
{
    /// <summary>Parses a component.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The binary component.</returns>
    /// <exception cref="MalformedException">The text isn't a component; the exception tells line and column.</exception>
    /// <exception cref="InvalidException">A branch hint stands before an instruction that isn't a branch.</exception>
    public static byte[] Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(new SourceText(text), ParseOptions.Default);
    }

    /// <summary>Parses a component.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <returns>The binary component.</returns>
    /// <exception cref="MalformedException">The text isn't UTF-8 or isn't a component; the exception tells line and column.</exception>
    /// <exception cref="InvalidException">A branch hint stands before an instruction that isn't a branch.</exception>
    public static byte[] Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, ParseOptions.Default);

    /// <summary>Parses a component.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="options">How to read the core modules in it.</param>
    /// <returns>The binary component.</returns>
    /// <exception cref="MalformedException">The text isn't UTF-8 or isn't a component; the exception tells line and column.</exception>
    /// <exception cref="InvalidException">A branch hint stands before an instruction that isn't a branch.</exception>
    public static byte[] Parse(ReadOnlySpan<byte> utf8, ParseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Parse(SourceText.FromUtf8(utf8), options);
    }

    /// <summary>Whether a text may be a component rather than a core module: whether its first form is <c>(component …)</c>.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    public static bool LooksLikeComponent(ReadOnlySpan<byte> utf8) =>
        Lexer.FirstKeyword(new SourceText(System.Text.Encoding.UTF8.GetString(utf8))) == "component";

    /// <summary>Parses the definitions of a component that is part of a larger text.</summary>
    internal static byte[] ParseDefinitions(SourceText source, int start, int end, string? id, ParseOptions options)
    {
        TokenReader reader = new(Lex(source, start, end));
        byte[] component = DefinitionParser.Parse(reader, id, options);
        reader.End();
        MisplacedAnnotations.Reject(reader);
        return component;
    }

    /// <summary>The suites of components have another word for illegal escapes than those of core modules.</summary>
    private static TokenList Lex(SourceText source, int start, int end)
    {
        try
        {
            return Lexer.Lex(source, start, end);
        }
        catch (MalformedException e) when (e is { Message: TextErrors.IllegalEscape, Position: { } position })
        {
            throw new MalformedException(ComponentTextErrors.InvalidEscape, position);
        }
    }

    private static byte[] Parse(SourceText source, ParseOptions options)
    {
        TokenReader reader = new(Lex(source, 0, source.Content.Length));
        bool isWrapped = reader.TryOpen("component");
        string? id = isWrapped ? reader.TryId() : null;
        byte[] component = isWrapped && reader.TryKeyword("binary") ? reader.ByteStrings() : DefinitionParser.Parse(reader, id, options);
        if (isWrapped) reader.Close();
        reader.End();
        MisplacedAnnotations.Reject(reader);
        return component;
    }
}
