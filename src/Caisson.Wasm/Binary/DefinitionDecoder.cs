using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>The sections that define tables, memories, tags and globals, and export what there is.</summary>
internal static class DefinitionDecoder
{
    /// <summary>spec: binary-tablesec</summary>
    public static void DecodeTables(ref BinaryCursor section, ModuleBuilder builder)
    {
        const byte withInitializer = 0x40;
        int count = ReadCount(ref section, builder.Tables.Count, ImplementationLimits.Tables, "tables");
        for (int i = 0; i < count; i++)
        {
            builder.MarkItem(SectionId.Table, section.Position);
            bool initialized = section.Peek() == withInitializer;
            if (initialized)
            {
                section.Skip(1);
                section.ReadZero();
            }
            builder.Tables.Add(section.ReadTableType(builder.Features));
            builder.TableInits.Add(initialized ? section.ReadExpr() : default);
        }
    }

    /// <summary>spec: binary-memsec</summary>
    public static void DecodeMemories(ref BinaryCursor section, ModuleBuilder builder)
    {
        int count = ReadCount(ref section, builder.Memories.Count, ImplementationLimits.Memories, "memories");
        for (int i = 0; i < count; i++)
        {
            builder.MarkItem(SectionId.Memory, section.Position);
            builder.Memories.Add(section.ReadMemType(builder.Features));
        }
    }

    /// <summary>spec: binary-tagsec</summary>
    public static void DecodeTags(ref BinaryCursor section, ModuleBuilder builder)
    {
        int count = ReadCount(ref section, builder.Tags.Count, ImplementationLimits.Tags, "tags");
        for (int i = 0; i < count; i++)
        {
            builder.MarkItem(SectionId.Tag, section.Position);
            builder.Tags.Add(section.ReadTagType());
        }
    }

    /// <summary>spec: binary-globalsec</summary>
    public static void DecodeGlobals(ref BinaryCursor section, ModuleBuilder builder)
    {
        int count = ReadCount(ref section, builder.Globals.Count, ImplementationLimits.Globals, "globals");
        for (int i = 0; i < count; i++)
        {
            builder.MarkItem(SectionId.Global, section.Position);
            builder.Globals.Add(section.ReadGlobalType());
            builder.GlobalInits.Add(section.ReadExpr());
        }
    }

    /// <summary>spec: binary-exportsec</summary>
    public static void DecodeExports(ref BinaryCursor section, ModuleBuilder builder)
    {
        int count = section.ReadLength(ImplementationLimits.Exports, "exports");
        for (int i = 0; i < count; i++)
        {
            int at = section.Position;
            string name = section.ReadName();
            int kindAt = section.Position;
            ExternKind kind = (ExternKind)section.ReadByte();
            if (!ImportSectionDecoder.IsKnown(kind, builder.Features))
                BinaryErrors.Malformed<ExternKind>("export kind", (uint)kind, kindAt);
            builder.Exports.Add(new(name, kind, section.ReadU32(), at));
        }
    }

    /// <summary>How many items follow.</summary>
    public static int ReadCount(ref BinaryCursor section, int imported, int limit, string what)
    {
        int at = section.Position;
        int count = section.ReadLength();
        if (imported + count > limit) BinaryErrors.TooMany(what, (ulong)(imported + count), (ulong)limit, at);
        return count;
    }
}
