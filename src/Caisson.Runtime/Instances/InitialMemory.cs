using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// The image of what a module's own memory 0 contains before its start function runs, for modules whose segments fill several pages, and that come with one or are instantiated more than once:
/// instances map it instead of copying the segments. Safe from any thread.
/// </summary>
/// <param name="module">The module.</param>
/// <param name="saved">What it comes with.</param>
internal sealed class InitialMemory(Module module, SavedMemory? saved)
{
    private readonly Lock _making = new();
    private int _instances;
    private MemoryImage? _image;
    private bool _isMade;

    /// <summary>Whether the image has the content of all data segments.</summary>
    public bool HasAllSegments { get; private set; }

    /// <summary>The image for one more instance; null when it does without.</summary>
    public MemoryImage? Next()
    {
        if (Volatile.Read(ref _isMade)) return _image;
        if (saved is null && Interlocked.Increment(ref _instances) == 1) return null;
        lock (_making)
        {
            if (_isMade) return _image;
            _image = (saved is null ? null : Map(saved)) ?? Make();
            Volatile.Write(ref _isMade, true);
            return _image;
        }
    }

    /// <summary>The segments whose content an image has, in the order in which they are copied.</summary>
    /// <param name="syntax">The module.</param>
    /// <param name="layout">Where its instances keep their state.</param>
    /// <returns>Null when the module can't have an image, or doesn't need one.</returns>
    public static List<(ulong Offset, ByteRange Content)>? SegmentsOf(ModuleSyntax syntax, ContextLayout layout)
    {
        if (!OperatingSystem.IsLinux() || !layout.OwnsMemory0 || layout.IsThreaded || CanBeSeenBefore(syntax)) return null;
        ulong size = SizeOf(syntax);
        var segments = new List<(ulong Offset, ByteRange Content)>();
        foreach (DataSegment data in syntax.Datas.Where(IsInitial))
        {
            if (Constant(syntax, data.OffsetExpr) is not { } offset || offset > size || (ulong)data.Content.Length > size - offset) return null;
            segments.Add((offset, data.Content));
        }
        return Pages(segments) < RuntimeLimits.MappedPages ? null : segments;
    }

    /// <summary>Whether a data segment is part of the image.</summary>
    public static bool IsInitial(DataSegment data) => data.Mode == SegmentMode.Active && data.Memory.Value == 0;

    private MemoryImage? Map(SavedMemory saved)
    {
        ulong size = SizeOf(module.Syntax);
        HasAllSegments = saved.HasAllSegments;
        return size > (ulong)module.Engine.Options.MaxMemoryBytes ? null : MemoryImage.TryMake(size, saved);
    }

    private MemoryImage? Make()
    {
        ModuleSyntax syntax = module.Syntax;
        ulong size = module.Layout.OwnsMemory0 ? SizeOf(syntax) : 0;
        if (size > (ulong)module.Engine.Options.MaxMemoryBytes || SegmentsOf(syntax, module.Layout) is not { } segments) return null;
        MemoryImage? image = MemoryImage.TryMake(size);
        if (image is null) return null;
        foreach ((ulong offset, ByteRange content) in segments) image.Write(offset, syntax.Slice(content));
        HasAllSegments = syntax.Datas.All(IsInitial);
        return image;
    }

    private static ulong SizeOf(ModuleSyntax syntax) => syntax.Memories[0].Limits.Min << syntax.Memories[0].PageSizeLog2;

    /// <summary>How many pages instances needn't write to, about.</summary>
    private static ulong Pages(List<(ulong Offset, ByteRange Content)> segments)
    {
        ulong page = (ulong)Environment.SystemPageSize, pages = 0, counted = 0;
        foreach ((ulong offset, ByteRange content) in segments.Where(segment => segment.Content.Length > 0).OrderBy(segment => segment.Offset))
        {
            ulong end = (offset + (ulong)content.Length + page - 1) / page;
            if (end <= counted) continue;
            pages += end - ulong.Max(offset / page, counted);
            counted = end;
        }
        return pages;
    }

    /// <summary>
    /// Whether others can get functions of an instance whose instantiation ends before its memory is written: by the table of another, when a later segment doesn't fit. spec: exec-instantiation
    /// </summary>
    private static bool CanBeSeenBefore(ModuleSyntax syntax) =>
        syntax.ImportCounts.Tables > 0 && syntax.Elems.Any(elem => elem.Mode == SegmentMode.Active);

    /// <summary>The value of an expression that is one constant.</summary>
    private static ulong? Constant(ModuleSyntax syntax, ByteRange expression)
    {
        var reader = new InstructionReader(syntax.Bytes.Span, expression);
        Instruction instruction = default;
        ulong? value = null;
        while (reader.Read(ref instruction) && instruction.Opcode != Opcode.End)
        {
            if (value is not null) return null;
            if (instruction.Opcode is not (Opcode.I32Const or Opcode.I64Const)) return null;
            value = instruction.Opcode == Opcode.I32Const ? (uint)instruction.Bits : instruction.Bits;
        }
        return value;
    }
}
