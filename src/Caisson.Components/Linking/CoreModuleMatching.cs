using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>Whether a core module can stand for one that is asked for: it may import less and export more. spec: match-externtype</summary>
internal static class CoreModuleMatching
{
    /// <summary>Why not; null where it can.</summary>
    public static string? Mismatch(Module module, CoreModuleType wanted)
    {
        foreach (ImportType import in module.Imports)
        {
            ImportType? given = wanted.Imports.FirstOrDefault(offered => offered.Module == import.Module && offered.Name == import.Name);
            if (given is null) return $"a core module that imports \"{import.Module}\" \"{import.Name}\"";
            if (!Matches(given.Type, import.Type)) return $"a core module that imports \"{import.Module}\" \"{import.Name}\" as {import.Type}";
        }
        foreach (ExportType export in wanted.Exports)
        {
            ExportType? given = module.Exports.FirstOrDefault(offered => offered.Name == export.Name);
            if (given is null) return $"a core module that doesn't export \"{export.Name}\"";
            if (!Matches(given.Type, export.Type)) return $"a core module that exports \"{export.Name}\" as {given.Type}";
        }
        return null;
    }

    private static bool Matches(ExternType given, ExternType wanted) => (given, wanted) switch
    {
        (TableExternType one, TableExternType other) => CoreSubtyping.CheckTable(one.Type, other.Type) is null,
        (MemExternType one, MemExternType other) => CoreSubtyping.CheckMemory(one.Type, other.Type) is null,
        _ => given == wanted,
    };
}
