using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Caisson.Cli.Input;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson validate</c>: silent when a module is valid.</summary>
internal sealed class ValidateVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("file") { HelpName = "FILE" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Print what was checked, and how long it took." };

    /// <summary>The verb.</summary>
    public ValidateVerb(Terminal terminal)
        : base("validate", "Checks a module, and says nothing when it is valid.")
    {
        _terminal = terminal;
        Add(_verbose);
        Add(_file);
        SetAction(Validate);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson validate app.wasm", "caisson validate -v app.wat"];

    private int Validate(ParseResult parsed)
    {
        ModuleFile file = ModuleFile.ReadCore(parsed.GetRequiredValue(_file));
        var watch = Stopwatch.StartNew();
        ModuleSyntax module = Check(file);
        if (parsed.GetValue(_verbose)) _terminal.Out.WriteLine(Statistics(file, module, watch.Elapsed));
        return ExitCode.Success;
    }

    private static ModuleSyntax Check(ModuleFile file)
    {
        try
        {
            Features features = EngineOptions.Default.Features;
            ModuleSyntax module = ModuleDecoder.Decode(file.Bytes, features);
            ModuleValidator.Validate(module, features);
            return module;
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, file);
        }
    }

    private static string Statistics(ModuleFile file, ModuleSyntax module, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{file.Path}: {ByteSize.Format(file.Bytes.LongLength)}, {module.Types.Length} types, {module.Imports.Length} imports, "
        + $"{module.Code.Length} functions, {module.Code.Sum(body => (long)body.Instructions.Length)} bytes of code, "
        + $"{module.Exports.Length} exports, in {elapsed.TotalMilliseconds:0.0} ms");
}
