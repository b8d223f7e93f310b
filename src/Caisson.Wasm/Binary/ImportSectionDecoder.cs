using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>Imports. They come first in the index space of their kind. spec: binary-importsec</summary>
internal static class ImportSectionDecoder
{
    public static void Decode(ref BinaryCursor section, ModuleBuilder builder)
    {
        int count = section.ReadLength(ImplementationLimits.Imports, "imports");
        for (int i = 0; i < count; i++) DecodeImport(ref section, builder);
        builder.ImportCounts = new(
            builder.Functions.Count, builder.Tables.Count, builder.Memories.Count, builder.Globals.Count, builder.Tags.Count);
    }

    private static void DecodeImport(ref BinaryCursor section, ModuleBuilder builder)
    {
        int at = section.Position;
        string module = section.ReadName();
        string name = section.ReadName();
        int kindAt = section.Position;
        ExternKind kind = (ExternKind)section.ReadByte();
        if (!IsKnown(kind, builder.Features)) BinaryErrors.Malformed<ExternKind>("import kind", (uint)kind, kindAt);
        builder.Imports.Add(new(module, name, kind, DecodeExternType(kind, ref section, builder), at));
    }

    /// <summary>The type of an import; returns its index. spec: binary-externtype</summary>
    private static uint DecodeExternType(ExternKind kind, ref BinaryCursor section, ModuleBuilder builder)
    {
        switch (kind)
        {
            case ExternKind.Func:
                builder.Functions.Add(new(section.ReadU32()));
                return (uint)builder.Functions.Count - 1;
            case ExternKind.Table:
                ModuleBuilder.CheckRoom(builder.Tables.Count, ImplementationLimits.Tables, "tables", section.Position);
                builder.Tables.Add(section.ReadTableType(builder.Features));
                return (uint)builder.Tables.Count - 1;
            case ExternKind.Mem:
                ModuleBuilder.CheckRoom(builder.Memories.Count, ImplementationLimits.Memories, "memories", section.Position);
                builder.Memories.Add(section.ReadMemType(builder.Features));
                return (uint)builder.Memories.Count - 1;
            case ExternKind.Global:
                builder.Globals.Add(section.ReadGlobalType());
                return (uint)builder.Globals.Count - 1;
            default:
                builder.Tags.Add(section.ReadTagType());
                return (uint)builder.Tags.Count - 1;
        }
    }

    public static bool IsKnown(ExternKind kind, Features features) =>
        kind < ExternKind.Tag
        || (kind == ExternKind.Tag && (features & (Features.ExceptionHandling | Features.LegacyExceptions)) != 0);
}
