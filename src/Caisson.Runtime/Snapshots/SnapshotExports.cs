using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Runtime;

/// <summary>The exports of a snapshot. spec: binary-exportsec</summary>
internal static class SnapshotExports
{
    /// <summary>The exports under their new names, in the module's order.</summary>
    /// <exception cref="ArgumentException">A function that isn't exported is renamed, or one is renamed twice.</exception>
    public static List<Export> Of(ModuleSyntax module, SnapshotOptions options)
    {
        Dictionary<string, string> renamed = [];
        foreach ((string name, string old) in options.RenamedFunctions)
        {
            if (!module.Exports.Any(export => export.Kind == ExternKind.Func && export.Name == old)) throw SnapshotErrors.NoSuchFunction(old);
            if (!renamed.TryAdd(old, name)) throw SnapshotErrors.RenamedTwice(old);
        }

        List<Export> exports = [];
        foreach (Export export in module.Exports.Where(export => !options.RemovedExports.Contains(export.Name)))
        {
            if (renamed.TryGetValue(export.Name, out string? name)) exports.Add(export with { Name = name });
            else if (!options.RenamedFunctions.ContainsKey(export.Name)) exports.Add(export);
        }
        return exports;
    }

    public static SectionWriter Write(List<Export> exports)
    {
        SectionWriter section = new();
        foreach (Export export in exports)
        {
            ByteWriter item = section.Item();
            item.Name(export.Name);
            item.Byte((byte)export.Kind);
            item.Unsigned(export.Index);
        }
        return section;
    }
}
