using Caisson.Cli.Output;
using Caisson.Wasm;
using Caisson.Wasm.Text;

namespace Caisson.Cli.Input;

/// <summary>The text format on its way to bytes.</summary>
internal static class TextInput
{
    /// <summary>The binary form of a module in the text format.</summary>
    /// <exception cref="Failure">The text is malformed: which line and column.</exception>
    public static byte[] Parse(string path, byte[] text)
    {
        try
        {
            return WatParser.Parse(text);
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, new ModuleFile(path, text, FileKind.CoreText));
        }
    }
}
