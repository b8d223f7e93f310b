using System.CommandLine;
using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Components.Composition;
using Caisson.Runtime;
using Caisson.Wasm;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson compose</c>: one component of several.</summary>
internal sealed class ComposeVerb : Verb
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE" };

    private readonly Option<string[]> _plugs = new("--plug")
    {
        HelpName = "FILE",
        Description = "A component whose exports satisfy imports of FILE and of plugs before it. Give as many as there are.",
        Required = true,
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "OUT",
        Description = "Where to write. Default: FILE with the extension .composed.wasm.",
    };

    /// <summary>The verb.</summary>
    public ComposeVerb()
        : base("compose", "Makes one component of several: the exports of some satisfy the imports of another.")
    {
        Add(_plugs);
        Add(_output);
        Add(_file);
        SetAction(Compose);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["caisson compose app.wasm --plug database.wasm", "caisson compose app.wasm --plug cache.wasm --plug database.wasm -o whole.wasm"];

    private int Compose(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file);
        string[] inputs = [file, .. parsed.GetRequiredValue(_plugs)];
        string output = parsed.GetValue(_output) ?? Path.ChangeExtension(file, ".composed.wasm");
        if (inputs.FirstOrDefault(input => Path.GetFullPath(output) == Path.GetFullPath(input)) is { } same)
            throw new Failure(ExitCode.Usage, $"`{same}` would be overwritten") { Help = "name another file with -o" };

        ComponentComposer composer = new(Features.All, Environment.ProcessorCount);
        ComponentPart[] parts = [.. inputs.Select(input => Load(composer, input))];
        PathErrors.Write(output, Plug(composer, parts));
        return ExitCode.Success;
    }

    private static ComponentPart Load(ComponentComposer composer, string path)
    {
        ModuleFile file = ModuleFile.Read(path);
        if (!file.IsComponent)
        {
            throw new Failure(ExitCode.Failed, "this is a core module, and only components can be composed")
            {
                Where = path,
                Help = "`jco new` and `wasm-tools component new` make a component of a module",
            };
        }

        try
        {
            return composer.Load(Path.GetFileNameWithoutExtension(path), file.Bytes);
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, file);
        }
    }

    private static byte[] Plug(ComponentComposer composer, ComponentPart[] parts)
    {
        try
        {
            return composer.Plug(parts[0], parts[1..]);
        }
        catch (UnlinkableException error)
        {
            string[] lines = error.Message.Split('\n');
            throw new Failure(ExitCode.Failed, lines[0]) { Details = lines[1..] };
        }
    }
}
