using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Components.Binary;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Components.Worlds;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Inspection;

/// <summary>Examines a component without running anything of it.</summary>
internal static class ComponentInspector
{
    /// <summary>Adds what there is to say of a component.</summary>
    /// <exception cref="MalformedException">The bytes are no component.</exception>
    public static ModuleReport Inspect(ModuleFile file, ModuleReport report)
    {
        report = report with { Sections = SectionScan.Of(file.Bytes, component: true) };
        ValidComponent component;
        try
        {
            component = ComponentValidator.Validate(ComponentDecoder.Decode(file.Bytes, Features.All), Features.All);
        }
        catch (InvalidException error)
        {
            return report with { Invalid = $"{error.Message} (byte 0x{error.Offset:x})" };
        }

        ModuleSyntax[] modules = [.. ModulesOf(component)];
        Features features = modules.Aggregate(default(Features), (all, module) => all | FeatureScan.Of(module));
        var world = ComponentWorld.Of(component.Type);
        return report with
        {
            Name = component.Syntax.Names.Component,
            Standard = FeatureNames.Standard(features),
            Features = FeatureNames.Of(features),
            Threads = features.HasFlag(Features.Threads),
            Entry = Entry(component.Type),
            CoreModules = modules.Length,
            Functions = modules.Sum(module => module.Code.Length),
            Imports = [.. component.Type.Imports.Select(import => new ImportReport("", import.Name, SortOf(import.Type)))],
            Exports = [.. component.Type.Exports.Select(export => new ExportReport(export.Name, SortOf(export.Type)))],
            Needs = ComponentNeeds.Of(component.Type),
            Wit = WorldText.Of(world),
            WitWorld = WorldText.Of(world, isAlone: true),
        };
    }

    private static IEnumerable<ModuleSyntax> ModulesOf(ValidComponent component) => component.Modules.Concat(component.Components.SelectMany(ModulesOf));

    private static string SortOf(ComponentExternType type) => type switch
    {
        ComponentFuncType => "func",
        InstanceType => "instance",
        TypeExternType => "type",
        CoreModuleType => "core module",
        _ => "component",
    };

    private static string Entry(ComponentType type)
    {
        bool Exports(string prefix) => type.Exports.Any(export => export.Name.StartsWith(prefix, StringComparison.Ordinal));
        if (Exports("wasi:cli/run@")) return "command: caisson run calls wasi:cli/run";
        if (Exports("wasi:http/handler@") || Exports("wasi:http/incoming-handler@")) return "service: caisson serve answers HTTP with it";
        bool isLibrary = type.Exports.Any(export => export.Type is ComponentFuncType || (export.Type as InstanceType)?.Exports.Any(member => member.Type is ComponentFuncType) == true);
        return isLibrary ? "library: any export with --invoke" : "none";
    }
}
