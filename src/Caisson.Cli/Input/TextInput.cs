using Caisson.Cli.Output;
using Caisson.Components.Text;
using Caisson.Wasm;
using Caisson.Wasm.Text;

namespace Caisson.Cli.Input;

/// <summary>The text format on its way to bytes.</summary>
internal static class TextInput
{
    /// <summary>The binary form of a module or component in the text format.</summary>
    /// <exception cref="Failure">The text is malformed: which line and column.</exception>
    public static ModuleFile Parse(string path, byte[] text)
    {
        FileKind kind = KindOf(text);
        try
        {
            return new ModuleFile(path, kind == FileKind.ComponentText ? ComponentParser.Parse(text) : WatParser.Parse(text), kind);
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, new ModuleFile(path, text, kind));
        }
    }

    /// <summary>What a text is.</summary>
    public static FileKind KindOf(byte[] text) => ComponentParser.LooksLikeComponent(text) ? FileKind.ComponentText : FileKind.CoreText;
}
