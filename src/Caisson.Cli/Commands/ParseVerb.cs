using Caisson.Cli.CommandLine;
using Caisson.Cli.Input;
using Caisson.Cli.Output;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson parse</c>: the text format to the binary format.</summary>
internal sealed class ParseVerb : Verb
{
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "OUT", Description = "Where to write. Default: FILE with the extension .wasm." };

    /// <summary>The verb.</summary>
    public ParseVerb()
        : base("parse", "Turns the text format into the binary format. Checks the form, not the types: see validate.")
    {
        Add(_output);
        Add(_file);
        SetAction(Parse);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson parse app.wat", "caisson parse app.wat -o build/app.wasm"];

    private int Parse(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file);
        byte[] module = TextInput.Parse(file, ModuleFile.ReadBytes(file)).Bytes;
        string output = parsed.GetValue(_output) ?? Path.ChangeExtension(file, ".wasm");
        if (Path.GetFullPath(output) == Path.GetFullPath(file))
        {
            throw new Failure(ExitCode.Usage, $"`{file}` would overwrite itself") { Help = "name another file with -o" };
        }

        PathErrors.Write(output, module);
        return ExitCode.Success;
    }
}
