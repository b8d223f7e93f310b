using Caisson.Cli.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Caisson.Cli.Input;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Components.Binary;
using Caisson.Components.Validation;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson validate</c>: silent when a module or component is valid.</summary>
internal sealed class ValidateVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Print what was checked, and how long it took." };

    /// <summary>The verb.</summary>
    public ValidateVerb(Terminal terminal)
        : base("validate", "Checks a module or component, and says nothing when it is valid.")
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
        ModuleFile file = ModuleFile.Read(parsed.GetRequiredValue(_file));
        var watch = Stopwatch.StartNew();
        string contents = Check(file);
        string statistics = string.Create(
            CultureInfo.InvariantCulture,
            $"{file.Path}: {ByteSize.Format(file.Bytes.LongLength)}, {contents}, in {watch.Elapsed.TotalMilliseconds:0.0} ms");
        if (parsed.GetValue(_verbose)) _terminal.Out.WriteLine(statistics);
        return ExitCode.Success;
    }

    /// <summary>Checks a file.</summary>
    /// <returns>What is in it, for people.</returns>
    private static string Check(ModuleFile file)
    {
        Features features = EngineOptions.Default.Features;
        try
        {
            return file.IsComponent ? CheckComponent(file.Bytes, features) : CheckModule(file.Bytes, features);
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, file);
        }
    }

    private static string CheckModule(byte[] bytes, Features features)
    {
        ModuleSyntax module = ModuleDecoder.Decode(bytes, features);
        ModuleValidator.Validate(module, features);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{module.Types.Length} types, {module.Imports.Length} imports, {module.Code.Length} functions, "
            + $"{module.Code.Sum(body => (long)body.Instructions.Length)} bytes of code, {module.Exports.Length} exports");
    }

    private static string CheckComponent(byte[] bytes, Features features)
    {
        ValidComponent component = ComponentValidator.Validate(ComponentDecoder.Decode(bytes, features), features);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{component.Types.Length} types, {component.Type.Imports.Length} imports, {component.Modules.Length} core modules, "
            + $"{component.Components.Length} components, {component.Type.Exports.Length} exports");
    }
}
