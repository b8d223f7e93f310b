using System.Collections.Immutable;
using Caisson.Wasm.Binary;

namespace Caisson.Wasm.Syntax;

/// <summary>
/// A decoded module: what the bytes say, before anything runs. Immutable; safe to share between threads.
/// Function bodies, constant expressions and segments stay as byte ranges of <see cref="Bytes"/>. spec: syntax-module
/// </summary>
public sealed class ModuleSyntax
{
    private ImmutableArray<TypeIdx> _functions;
    private ImmutableArray<CodeBody> _code;
    private ImmutableArray<DataSegment> _datas;

    /// <summary>The whole binary module; every <see cref="ByteRange"/> refers to it.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>All types, recursion groups flattened.</summary>
    public required ImmutableArray<SubType> Types { get; init; }

    /// <summary>All imports, in order.</summary>
    public required ImmutableArray<Import> Imports { get; init; }

    /// <summary>Type indices of all functions, imports first.</summary>
    public required ImmutableArray<TypeIdx> Functions
    {
        get
        {
            // Of a module whose code was made before, few may ever be asked for.
            if (_functions.IsDefault) ImmutableInterlocked.InterlockedInitialize(ref _functions, FunctionSection.Decode(this));
            return _functions;
        }
        init => _functions = value;
    }

    /// <summary>How many there are of <see cref="Functions"/>, which needn't be decoded for that.</summary>
    internal int CountOfFunctions => _functions.IsDefault ? FunctionSection.Count(this) : _functions.Length;

    /// <summary>Type indices of the imported functions, where those of the others weren't decoded.</summary>
    internal ImmutableArray<TypeIdx> ImportedFunctions { get; init; }

    /// <summary>Types of all tables, imports first.</summary>
    public required ImmutableArray<TableType> Tables { get; init; }

    /// <summary>Types of all memories, imports first.</summary>
    public required ImmutableArray<MemType> Memories { get; init; }

    /// <summary>Types of all globals, imports first.</summary>
    public required ImmutableArray<GlobalType> Globals { get; init; }

    /// <summary>Types of all tags, imports first.</summary>
    public required ImmutableArray<TagType> Tags { get; init; }

    /// <summary>How many of each index space are imported.</summary>
    public ImportCounts ImportCounts { get; init; }

    /// <summary>Bodies of the functions that are not imported, in order.</summary>
    public required ImmutableArray<CodeBody> Code
    {
        get
        {
            // Of a module whose code was made before, nobody may ever ask.
            if (_code.IsDefault) ImmutableInterlocked.InterlockedInitialize(ref _code, CodeSectionDecoder.Decode(this));
            return _code;
        }
        init => _code = value;
    }

    /// <summary>Initializers of the tables that are not imported; an empty range means null.</summary>
    public required ImmutableArray<ByteRange> TableInits { get; init; }

    /// <summary>Initializers of the globals that are not imported.</summary>
    public required ImmutableArray<ByteRange> GlobalInits { get; init; }

    /// <summary>All exports, in order.</summary>
    public required ImmutableArray<Export> Exports { get; init; }

    /// <summary>The start function, if any.</summary>
    public FuncIdx? Start { get; init; }

    /// <summary>All element segments.</summary>
    public required ImmutableArray<ElemSegment> Elems { get; init; }

    /// <summary>All data segments.</summary>
    public required ImmutableArray<DataSegment> Datas
    {
        get
        {
            // Their content may be known otherwise, and there are programs with forty thousand.
            if (_datas.IsDefault) ImmutableInterlocked.InterlockedInitialize(ref _datas, SegmentDecoder.DecodeDatas(this));
            return _datas;
        }
        init => _datas = value;
    }

    /// <summary>How many there are of <see cref="Datas"/>, which needn't be decoded for that.</summary>
    internal int CountOfDatas => _datas.IsDefault ? SegmentDecoder.CountDatas(this) : _datas.Length;

    /// <summary>The count of the data count section, if there is one.</summary>
    public uint? DataCount { get; init; }

    /// <summary>All custom sections, in order.</summary>
    public required ImmutableArray<CustomSection> CustomSections { get; init; }

    /// <summary>
    /// The name section, decoded at the first use, because running a module needs no names. As much of it as is well-formed;
    /// empty when there is none.
    /// </summary>
    public NameSection Names
    {
        get => field ??= NameSectionDecoder.Decode(this);
        init;
    }

    /// <summary>
    /// The branch hints, decoded at the first use. They are advice: a malformed section is as good as none, and a hint that isn't at
    /// a branch is left out.
    /// </summary>
    public BranchHints BranchHints
    {
        get => field ??= BranchHintDecoder.Decode(this);
        init;
    }

    /// <summary>Where the content of each section stands, by section id; empty for a section that there isn't.</summary>
    public required ImmutableArray<ByteRange> Sections { get; init; }

    /// <summary>Where the content of a section stands; an empty range when there is no such section.</summary>
    public ByteRange SectionAt(SectionId id) => (int)id < Sections.Length ? Sections[(int)id] : default;

    /// <summary>Where the items of sections start, by section id; for types, functions, tables, memories, tags, globals and element segments.</summary>
    internal int[][] ItemOffsets { get; init; } = [];

    /// <summary>Where an item of a section starts; the start of the section when that isn't known.</summary>
    /// <param name="id">The section.</param>
    /// <param name="item">Number of the item in the section; imports don't count.</param>
    public int OffsetOf(SectionId id, int item) =>
        (int)id < ItemOffsets.Length && (uint)item < (uint)ItemOffsets[(int)id].Length ? ItemOffsets[(int)id][item] : SectionAt(id).Offset;

    /// <summary>The function type at a type index.</summary>
    /// <exception cref="InvalidCastException">The type is not a function type (a validated module never asks).</exception>
    public FuncType FuncTypeAt(TypeIdx index) => (FuncType)Types[(int)index.Value].Comp;

    /// <summary>The type of a function.</summary>
    public FuncType TypeOf(FuncIdx index) => FuncTypeAt(TypeIndexOf((int)index.Value));

    /// <summary>The type index of a function: one of <see cref="Functions"/>, which needn't be decoded for that.</summary>
    internal TypeIdx TypeIndexOf(int function) => _functions.IsDefault && FunctionSection.TryRead(this, function) is { } type ? type : Functions[function];

    /// <summary>What people call a function: its name in the name section, else that of its first export, else null.</summary>
    public string? NameOf(FuncIdx index) =>
        Names.Functions.GetValueOrDefault(index.Value)
        ?? Exports.FirstOrDefault(export => export.Kind == ExternKind.Func && export.Index == index.Value)?.Name;

    /// <summary>What people call a tag: its name in the name section, else that of its first export, else null.</summary>
    public string? NameOf(TagIdx index) =>
        Names.Tags.GetValueOrDefault(index.Value)
        ?? Exports.FirstOrDefault(export => export.Kind == ExternKind.Tag && export.Index == index.Value)?.Name;

    /// <summary>A slice of <see cref="Bytes"/>.</summary>
    public ReadOnlySpan<byte> Slice(ByteRange range) => Bytes.Span.Slice(range.Offset, range.Length);
}

/// <summary>A slice of the module's bytes.</summary>
/// <param name="Offset">First byte, counted from the start of the module.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct ByteRange(int Offset, int Length)
{
    /// <summary>The first byte after the range.</summary>
    public int End => Offset + Length;
}

/// <summary>The number of imported functions, tables, memories, globals and tags.</summary>
public readonly record struct ImportCounts(int Functions, int Tables, int Memories, int Globals, int Tags);

/// <summary>An import. spec: syntax-import</summary>
/// <param name="Module">First name.</param>
/// <param name="Name">Second name.</param>
/// <param name="Kind">What is imported.</param>
/// <param name="Index">Its index in the index space of its kind; the type stands there.</param>
/// <param name="Offset">Where the import stands in the module's bytes.</param>
public sealed record Import(string Module, string Name, ExternKind Kind, uint Index, int Offset);

/// <summary>An export. spec: syntax-export</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What is exported.</param>
/// <param name="Index">Its index in the index space of its kind.</param>
/// <param name="Offset">Where the export stands in the module's bytes.</param>
public sealed record Export(string Name, ExternKind Kind, uint Index, int Offset);

/// <summary>The body of a function. spec: binary-code</summary>
/// <param name="Locals">Runs of declared locals (parameters not included).</param>
/// <param name="Instructions">The instructions, with the final <c>end</c>.</param>
public readonly record struct CodeBody(ImmutableArray<LocalRun> Locals, ByteRange Instructions)
{
    /// <summary>Where the body begins, with its locals, in the module's bytes: branch hints count from here.</summary>
    public int Start { get; init; }
}

/// <summary>Several locals of one type. spec: binary-local</summary>
/// <param name="Count">How many.</param>
/// <param name="Type">Their type.</param>
public readonly record struct LocalRun(uint Count, ValType Type);

/// <summary>When a segment is copied. spec: syntax-elemmode, syntax-datamode</summary>
public enum SegmentMode : byte
{
    /// <summary>Copied by instructions only.</summary>
    Passive,

    /// <summary>Copied at instantiation, then dropped.</summary>
    Active,

    /// <summary>Only declares function references; never copied.</summary>
    Declarative,
}

/// <summary>An element segment. spec: syntax-elem</summary>
/// <param name="Type">Type of the elements.</param>
/// <param name="Mode">When it is copied.</param>
/// <param name="Table">The table of an active segment.</param>
/// <param name="OffsetExpr">The constant offset expression of an active segment.</param>
/// <param name="Count">Number of elements.</param>
/// <param name="Functions">The function indices of a segment that is written as such; else default.</param>
/// <param name="Exprs">The constant expressions of a segment that is written as such; else default.</param>
public sealed record ElemSegment(
    ValType Type, SegmentMode Mode, TableIdx Table, ByteRange OffsetExpr, int Count, ImmutableArray<FuncIdx> Functions, ImmutableArray<ByteRange> Exprs);

/// <summary>A data segment. spec: syntax-data</summary>
/// <param name="Mode">When it is copied.</param>
/// <param name="Memory">The memory of an active segment.</param>
/// <param name="OffsetExpr">The constant offset expression of an active segment.</param>
/// <param name="Content">The bytes.</param>
public sealed record DataSegment(SegmentMode Mode, MemIdx Memory, ByteRange OffsetExpr, ByteRange Content);

/// <summary>A custom section. spec: binary-customsec</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its content, without the name.</param>
/// <param name="AfterSection">The last known section before it, <see cref="SectionId.Custom"/> at the start; tells its place.</param>
public sealed record CustomSection(string Name, ByteRange Content, SectionId AfterSection);
