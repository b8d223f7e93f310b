using System.CommandLine;
using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Text;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson print</c>: a module in the text format.</summary>
internal sealed class PrintVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("file") { HelpName = "FILE" };
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "OUT", Description = "Where to write. Default: standard output." };
    private readonly Option<bool> _fold = new("--fold") { Description = "Write instructions around their operands, in parentheses." };

    /// <summary>The verb.</summary>
    public PrintVerb(Terminal terminal)
        : base("print", "Writes a module in the text format. Parsing that gives the same module.")
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
        ModuleFile file = ModuleFile.ReadCore(parsed.GetRequiredValue(_file));
        var options = new PrintOptions { Fold = parsed.GetValue(_fold) };
        if (parsed.GetValue(_output) is { } output) OutputFile.Write(output, writer => Print(file, writer, options));
        else Print(file, _terminal.Out, options);
        return ExitCode.Success;
    }

    private static void Print(ModuleFile file, TextWriter writer, PrintOptions options)
    {
        try
        {
            WatPrinter.Print(ModuleDecoder.Decode(file.Bytes, Features.All), writer, options);
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, file);
        }
    }
}
