using Caisson.Cli.Input;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Cli.Inspection;

/// <summary>Examines a file without running anything of it.</summary>
internal static class Inspector
{
    /// <summary>The report of a file.</summary>
    /// <exception cref="MalformedException">The bytes are no module.</exception>
    public static ModuleReport Inspect(ModuleFile file)
    {
        var report = new ModuleReport { File = file.Path, Kind = KindName(file.Kind), Size = file.Bytes.LongLength };
        if (file.IsComponent) return report with { Sections = SectionScan.Of(file.Bytes, component: true) };

        ModuleSyntax module = ModuleDecoder.Decode(file.Bytes, Features.All);
        Features features = FeatureScan.Of(module);
        return report with
        {
            Name = module.Names.Module,
            Invalid = Validate(module),
            Standard = FeatureNames.Standard(features),
            Features = FeatureNames.Of(features),
            Threads = features.HasFlag(Features.Threads),
            Entry = Entry(module),
            Functions = module.Code.Length,
            Globals = module.GlobalInits.Length,
            Memories = [.. module.Memories.Select(memory => ExternTypeName.Of(memory))],
            Tables = [.. module.Tables.Select(table => table.ToString())],
            Sections = SectionScan.Of(file.Bytes, component: false),
            Imports = [.. module.Imports.Select(import => new ImportReport(import.Module, import.Name, ExternTypeName.Of(module, import.Kind, import.Index)))],
            Exports = [.. module.Exports.Select(export => new ExportReport(export.Name, ExternTypeName.Of(module, export.Kind, export.Index)))],
            Needs = HostNeeds.Of(module),
        };
    }

    private static string KindName(FileKind kind) => kind switch
    {
        FileKind.CoreText => "core module, text format",
        FileKind.Image => "core module, compiled",
        FileKind.Component => "component",
        FileKind.ComponentText => "component, text format",
        _ => "core module",
    };

    private static string? Validate(ModuleSyntax module)
    {
        try
        {
            ModuleValidator.Validate(module, Features.All);
            return null;
        }
        catch (InvalidException error)
        {
            return $"{error.Message} (byte 0x{error.Offset:x})";
        }
    }

    private static string Entry(ModuleSyntax module)
    {
        bool Exports(string name) => module.Exports.Any(export => export.Name == name && export.Kind == ExternKind.Func);
        if (Exports("_start")) return "command: caisson run calls _start";
        if (Exports("_initialize")) return "reactor: _initialize first, then any export with --invoke";
        return module.Exports.Any(export => export.Kind == ExternKind.Func) ? "library: any export with --invoke" : "none";
    }
}
