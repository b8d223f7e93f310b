using Caisson.Cli.CommandLine;
using System.Text;
using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Components.Binary;
using Caisson.Components.Text;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Text;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson print</c>: a module or component in the text format.</summary>
internal sealed class PrintVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "OUT", Description = "Where to write. Default: standard output." };
    private readonly Option<bool> _fold = new("--fold") { Description = "Write instructions around their operands, in parentheses." };

    /// <summary>The verb.</summary>
    public PrintVerb(Terminal terminal)
        : base("print", "Writes a module or component in the text format. Parsing that gives the same one.")
    {
        _terminal = terminal;
        Add(_output);
        Add(_fold);
        Add(_file);
        SetAction(Print);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson print app.wasm", "caisson print --fold app.wasm -o app.wat"];

    private int Print(ParseResult parsed)
    {
        ModuleFile file = ModuleFile.Read(parsed.GetRequiredValue(_file));
        var options = new PrintOptions { Fold = parsed.GetValue(_fold) };
        if (parsed.GetValue(_output) is { } output) PathErrors.Write(output, Utf8(file, options));
        else Print(file, _terminal.Out, options);
        return ExitCode.Success;
    }

    /// <summary>The whole text, so that a file that is there isn't lost when the module turns out to be malformed.</summary>
    private static byte[] Utf8(ModuleFile file, PrintOptions options)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))) Print(file, writer, options);
        return bytes.ToArray();
    }

    private static void Print(ModuleFile file, TextWriter writer, PrintOptions options)
    {
        try
        {
            if (file.IsComponent) ComponentPrinter.Print(ComponentDecoder.Decode(file.Bytes, Features.All), writer, options);
            else WatPrinter.Print(ModuleDecoder.Decode(file.Bytes, Features.All), writer, options);
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, file);
        }
    }
}
