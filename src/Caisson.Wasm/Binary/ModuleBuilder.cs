using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>What the sections of a module fill while they are decoded.</summary>
/// <param name="features">The proposals that the module may use.</param>
/// <param name="leavesCode">Whether bodies and data segments are decoded when somebody asks for them.</param>
internal sealed class ModuleBuilder(Features features, bool leavesCode = false)
{
    public bool LeavesCode => leavesCode;

    public Features Features { get; } = features;

    public ByteRange[] Sections { get; } = new ByteRange[14];

    private readonly List<int>[] _itemOffsets = [[], [], [], [], [], [], [], [], [], [], [], [], [], []];

    public ImmutableArray<SubType>.Builder Types { get; } = ImmutableArray.CreateBuilder<SubType>();

    public ImmutableArray<Import>.Builder Imports { get; } = ImmutableArray.CreateBuilder<Import>();

    public ImmutableArray<TypeIdx>.Builder Functions { get; } = ImmutableArray.CreateBuilder<TypeIdx>();

    public ImmutableArray<TableType>.Builder Tables { get; } = ImmutableArray.CreateBuilder<TableType>();

    public ImmutableArray<MemType>.Builder Memories { get; } = ImmutableArray.CreateBuilder<MemType>();

    public ImmutableArray<GlobalType>.Builder Globals { get; } = ImmutableArray.CreateBuilder<GlobalType>();

    public ImmutableArray<TagType>.Builder Tags { get; } = ImmutableArray.CreateBuilder<TagType>();

    public ImportCounts ImportCounts { get; set; }

    public ImmutableArray<CodeBody>.Builder Code { get; } = ImmutableArray.CreateBuilder<CodeBody>();

    public ImmutableArray<ByteRange>.Builder TableInits { get; } = ImmutableArray.CreateBuilder<ByteRange>();

    public ImmutableArray<ByteRange>.Builder GlobalInits { get; } = ImmutableArray.CreateBuilder<ByteRange>();

    public ImmutableArray<Export>.Builder Exports { get; } = ImmutableArray.CreateBuilder<Export>();

    public FuncIdx? Start { get; set; }

    public ImmutableArray<ElemSegment>.Builder Elems { get; } = ImmutableArray.CreateBuilder<ElemSegment>();

    public ImmutableArray<DataSegment>.Builder Datas { get; } = ImmutableArray.CreateBuilder<DataSegment>();

    public uint? DataCount { get; set; }

    public ImmutableArray<CustomSection>.Builder CustomSections { get; } = ImmutableArray.CreateBuilder<CustomSection>();

    /// <summary>Checks what concerns several sections, and makes the module. spec: binary-module</summary>
    public ModuleSyntax Build(ReadOnlyMemory<byte> bytes)
    {
        int functions = Functions.Count - ImportCounts.Functions;
        if (functions != Code.Count && !leavesCode) BinaryErrors.FunctionAndCode(functions, Code.Count, bytes.Length);
        if (!leavesCode && DataCount is { } count && count != Datas.Count) BinaryErrors.DataCount(count, Datas.Count, bytes.Length);
        return new()
        {
            Bytes = bytes,
            Sections = ImmutableArray.Create(Sections),
            ItemOffsets = [.. _itemOffsets.Select(offsets => offsets.ToArray())],
            Types = Types.Freeze(),
            Imports = Imports.Freeze(),
            Functions = Functions.Freeze(),
            Tables = Tables.Freeze(),
            Memories = Memories.Freeze(),
            Globals = Globals.Freeze(),
            Tags = Tags.Freeze(),
            ImportCounts = ImportCounts,
            Code = leavesCode ? default : Code.Freeze(),
            TableInits = TableInits.Freeze(),
            GlobalInits = GlobalInits.Freeze(),
            Exports = Exports.Freeze(),
            Start = Start,
            Elems = Elems.Freeze(),
            Datas = leavesCode ? default : Datas.Freeze(),
            DataCount = DataCount,
            CustomSections = CustomSections.Freeze(),
        };
    }

    /// <summary>Notes where the next item of a section starts.</summary>
    public void MarkItem(SectionId id, int offset)
    {
        // Only messages about mistakes tell offsets.
        if (!leavesCode) _itemOffsets[(int)id].Add(offset);
    }

    /// <summary>Refuses the next item of an index space that is full.</summary>
    public static void CheckRoom(int count, int limit, string what, int offset)
    {
        if (count >= limit) BinaryErrors.TooMany(what, (ulong)count + 1, (ulong)limit, offset);
    }
}
