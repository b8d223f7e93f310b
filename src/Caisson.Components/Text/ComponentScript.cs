using Caisson.Wasm;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Script;

namespace Caisson.Components.Text;

/// <summary>
/// Reads scripts in which modules and components stand side by side. They are the directives of core scripts; a
/// <see cref="ScriptModule"/> says whether it is a component, and values may be a <see cref="ComponentConst"/>. Thread-safe.
/// </summary>
public static class ComponentScript
{
    private static readonly ComponentText Components = new();

    /// <summary>Parses a script. Components inside it are only delimited; <see cref="ScriptModule.Encode"/> parses them.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="MalformedException">The text isn't a script; the exception tells line and column.</exception>
    public static WastScript Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new WastScript(ScriptParser.Parse(new SourceText(text), Components));
    }

    /// <summary>Parses a script. Components inside it are only delimited; <see cref="ScriptModule.Encode"/> parses them.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="MalformedException">The text isn't UTF-8 or isn't a script; the exception tells line and column.</exception>
    public static WastScript Parse(ReadOnlySpan<byte> utf8) => new(ScriptParser.Parse(SourceText.FromUtf8(utf8), Components));

    private sealed class ComponentText : IComponentText
    {
        public byte[] Parse(ReadOnlySpan<byte> utf8, ParseOptions options) => ComponentParser.Parse(utf8, options);

        public byte[] ParseDefinitions(SourceText source, int start, int end, string? id, ParseOptions options) =>
            ComponentParser.ParseDefinitions(source, start, end, id, options);
    }
}
