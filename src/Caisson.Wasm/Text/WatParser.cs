using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Modules;

namespace Caisson.Wasm.Text;

/// <summary>
/// Turns a module in the text format into the binary format. The text may be one <c>(module …)</c>, or only the fields of one.
/// Identifiers become a name section; <c>@custom</c>, <c>@name</c> and branch hints become custom sections; other annotations
/// are skipped. The result is well-formed, but need not be valid. Thread-safe. spec: text
/// </summary>
public static class WatParser
{
    /// <summary>Parses a module.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The binary module.</returns>
    /// <exception cref="MalformedException">The text isn't a module; the exception tells line and column.</exception>
    /// <exception cref="InvalidException">A branch hint stands before an instruction that isn't a branch.</exception>
    public static byte[] Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(new SourceText(text), ParseOptions.Default);
    }

    /// <summary>Parses a module.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <returns>The binary module.</returns>
    /// <exception cref="MalformedException">The text isn't UTF-8 or isn't a module; the exception tells line and column.</exception>
    /// <exception cref="InvalidException">A branch hint stands before an instruction that isn't a branch.</exception>
    public static byte[] Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, ParseOptions.Default);

    /// <summary>Parses a module.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="options">How to read it.</param>
    /// <returns>The binary module.</returns>
    /// <exception cref="MalformedException">The text isn't UTF-8 or isn't a module; the exception tells line and column.</exception>
    /// <exception cref="InvalidException">A branch hint stands before an instruction that isn't a branch.</exception>
    public static byte[] Parse(ReadOnlySpan<byte> utf8, ParseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Parse(SourceText.FromUtf8(utf8), options);
    }

    /// <summary>
    /// Whether bytes may be a module in the text format: whether a parenthesis or a comment is the first that isn't space. No binary
    /// module looks like that.
    /// </summary>
    /// <param name="bytes">The bytes.</param>
    public static bool LooksLikeText(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> text = bytes.TrimStart(" \t\r\n"u8);
        return text is [(byte)'(', ..] or [(byte)';', (byte)';', ..];
    }

    private static byte[] Parse(SourceText source, ParseOptions options)
    {
        TokenReader reader = new(Lexer.Lex(source));
        bool isWrapped = reader.TryOpen("module");
        byte[] module = ModuleParser.Parse(reader, isWrapped ? reader.TryId() : null, options);
        if (isWrapped) reader.Close();
        reader.End();
        MisplacedAnnotations.Reject(reader);
        return module;
    }

    /// <summary>Parses the fields of a module that is part of a larger text.</summary>
    internal static byte[] ParseFields(SourceText source, int start, int end, string? id, ParseOptions options)
    {
        TokenReader reader = new(Lexer.Lex(source, start, end));
        byte[] module = ModuleParser.Parse(reader, id, options);
        reader.End();
        MisplacedAnnotations.Reject(reader);
        return module;
    }
}
