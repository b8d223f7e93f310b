using Caisson.Cli.CommandLine;
using Caisson.Cli.Input;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Runtime;
using Caisson.Wasm;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson compile</c>: a module becomes an image, from which the other verbs take its code.</summary>
internal sealed class CompileVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "OUT", Description = "Where to write. Default: FILE with the extension .image." };
    private readonly Option<bool> _fuel = new("--fuel") { Description = "Code that counts fuel, for run --fuel." };
    private readonly Option<bool> _il = new("--il") { Description = "No machine code: what is loaded is compiled when it is first called." };
    private readonly MemoryChecksOption _memoryChecks = new();

    /// <summary>The verb.</summary>
    public CompileVerb(Terminal terminal)
        : base("compile", "Compiles a core module ahead of time, for this version of caisson on processors like this one.")
    {
        _terminal = terminal;
        foreach (Option option in (IEnumerable<Option>)[_fuel, _il, _memoryChecks, _output]) Add(option);
        Add(_file);
        SetAction(Compile);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson compile app.wasm", "caisson compile app.wasm -o app.image && caisson run app.image"];

    private int Compile(ParseResult parsed)
    {
        ModuleFile file = ModuleFile.ReadCore(parsed.GetRequiredValue(_file));
        string output = parsed.GetValue(_output) ?? Path.ChangeExtension(file.Path, ".image");
        if (Path.GetFullPath(output) == Path.GetFullPath(file.Path))
            throw new Failure(ExitCode.Usage, $"`{file.Path}` would overwrite itself") { Help = "name another file with -o" };
        var options = EngineOptions.Default with { Fuel = parsed.GetValue(_fuel) ? 0 : null, MemoryChecks = _memoryChecks.Read(parsed) };
        SavedImage saved = Save(file, output, options, parsed.GetValue(_il) ? MachineCode.None : MachineCode.WhereAvailable);
        if (saved.Reason is { } reason) _terminal.Error.WriteLine($"warning: there is no machine code in {output}: {reason}");
        return ExitCode.Success;
    }

    private static SavedImage Save(ModuleFile file, string output, EngineOptions options, MachineCode machineCode)
    {
        try
        {
            return new Engine(options).Compile(file.Bytes).SaveAsync(output, new SaveOptions { MachineCode = machineCode }).GetAwaiter().GetResult();
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, file);
        }
        catch (Exception error) when (error is NotSupportedException or PlatformNotSupportedException)
        {
            throw new Failure(ExitCode.Failed, error.Message) { Where = file.Path };
        }
        catch (Exception error) when (PathErrors.IsAboutPath(error))
        {
            throw new Failure(ExitCode.Failed, $"can't write `{output}`: {PathErrors.Reason(output, error)}");
        }
    }
}
