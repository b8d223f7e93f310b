using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>What the sections of a module fill while they are decoded.</summary>
/// <param name="features">The proposals that the module may use.</param>
/// <param name="leavesCode">Whether types of functions, bodies and data segments are decoded when somebody asks for them.</param>
internal sealed class ModuleBuilder(Features features, bool leavesCode = false)
{
    private const int SectionIds = 14;

    // Only messages about mistakes tell offsets.
    private readonly List<int>?[] _itemOffsets = leavesCode ? [] : new List<int>?[SectionIds];

    public bool LeavesCode => leavesCode;

    public Features Features { get; } = features;

    public ByteRange[] Sections { get; } = new ByteRange[SectionIds];

    public ItemList<SubType> Types => field ??= new();

    public ItemList<Import> Imports => field ??= new();

    public ItemList<TypeIdx> Functions => field ??= new();

    public ItemList<TableType> Tables => field ??= new();

    public ItemList<MemType> Memories => field ??= new();

    public ItemList<GlobalType> Globals => field ??= new();

    public ItemList<TagType> Tags => field ??= new();

    public ImportCounts ImportCounts { get; set; }

    public ItemList<CodeBody> Code => field ??= new();

    public ItemList<ByteRange> TableInits => field ??= new();

    public ItemList<ByteRange> GlobalInits => field ??= new();

    public ItemList<Export> Exports => field ??= new();

    public FuncIdx? Start { get; set; }

    public ItemList<ElemSegment> Elems => field ??= new();

    public ItemList<DataSegment> Datas => field ??= new();

    public uint? DataCount { get; set; }

    public ItemList<CustomSection> CustomSections => field ??= new();

    /// <summary>Checks what concerns several sections, and makes the module. spec: binary-module</summary>
    public ModuleSyntax Build(ReadOnlyMemory<byte> bytes)
    {
        int functions = Functions.Count - ImportCounts.Functions;
        if (!leavesCode && functions != Code.Count) BinaryErrors.FunctionAndCode(functions, Code.Count, bytes.Length);
        if (!leavesCode && DataCount is { } count && count != Datas.Count) BinaryErrors.DataCount(count, Datas.Count, bytes.Length);
        return new()
        {
            Bytes = bytes,
            Sections = Sections.Freeze(),
            ItemOffsets = leavesCode ? [] : Array.ConvertAll(_itemOffsets, offsets => offsets?.ToArray() ?? []),
            Types = Types.Take(),
            Imports = Imports.Take(),
            Functions = leavesCode ? default : Functions.Take(),
            ImportedFunctions = leavesCode ? Functions.Take() : default,
            Tables = Tables.Take(),
            Memories = Memories.Take(),
            Globals = Globals.Take(),
            Tags = Tags.Take(),
            ImportCounts = ImportCounts,
            Code = leavesCode ? default : Code.Take(),
            TableInits = TableInits.Take(),
            GlobalInits = GlobalInits.Take(),
            Exports = Exports.Take(),
            Start = Start,
            Elems = Elems.Take(),
            Datas = leavesCode ? default : Datas.Take(),
            DataCount = DataCount,
            CustomSections = CustomSections.Take(),
        };
    }

    /// <summary>Notes where the next item of a section starts.</summary>
    public void MarkItem(SectionId id, int offset)
    {
        if (!leavesCode) (_itemOffsets[(int)id] ??= []).Add(offset);
    }

    /// <summary>Refuses the next item of an index space that is full.</summary>
    public static void CheckRoom(int count, int limit, string what, int offset)
    {
        if (count >= limit) BinaryErrors.TooMany(what, (ulong)count + 1, (ulong)limit, offset);
    }
}
