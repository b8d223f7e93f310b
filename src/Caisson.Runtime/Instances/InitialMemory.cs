using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// The image of what a module's own memory 0 contains before its start function runs, for modules that are instantiated more than once and whose segments fill several pages:
/// instances map it instead of copying the segments. Safe from any thread.
/// </summary>
/// <param name="module">The module.</param>
internal sealed class InitialMemory(Module module)
{
    private readonly Lock _making = new();
    private int _instances;
    private MemoryImage? _image;
    private bool _isMade;

    /// <summary>The image for one more instance; null when it does without.</summary>
    public MemoryImage? Next()
    {
        if (Volatile.Read(ref _isMade)) return _image;
        if (Interlocked.Increment(ref _instances) == 1) return null;
        lock (_making)
        {
            if (_isMade) return _image;
            _image = Make();
            Volatile.Write(ref _isMade, true);
            return _image;
        }
    }

    private MemoryImage? Make()
    {
        ModuleSyntax syntax = module.Syntax;
        if (!OperatingSystem.IsLinux() || !module.Layout.OwnsMemory0 || module.Layout.IsThreaded || CanBeSeenBefore(syntax)) return null;
        ulong size = syntax.Memories[0].Limits.Min << syntax.Memories[0].PageSizeLog2;
        var segments = new List<(ulong Offset, ByteRange Content)>();
        foreach (DataSegment data in syntax.Datas.Where(IsInitial))
        {
            if (Constant(data.OffsetExpr) is not { } offset || offset > size || (ulong)data.Content.Length > size - offset) return null;
            segments.Add((offset, data.Content));
        }
        if (size > (ulong)module.Engine.Options.MaxMemoryBytes || Pages(segments) < RuntimeLimits.MappedPages) return null;
        MemoryImage? image = MemoryImage.TryMake(size);
        if (image is null) return null;
        foreach ((ulong offset, ByteRange content) in segments) image.Write(offset, syntax.Slice(content));
        return image;
    }

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

    /// <summary>Whether a data segment is part of the image.</summary>
    public static bool IsInitial(DataSegment data) => data.Mode == SegmentMode.Active && data.Memory.Value == 0;

    /// <summary>
    /// Whether others can get functions of an instance whose instantiation ends before its memory is written: by the table of another, when a later segment doesn't fit. spec: exec-instantiation
    /// </summary>
    private static bool CanBeSeenBefore(ModuleSyntax syntax) =>
        syntax.ImportCounts.Tables > 0 && syntax.Elems.Any(elem => elem.Mode == SegmentMode.Active);

    /// <summary>The value of an expression that is one constant.</summary>
    private ulong? Constant(ByteRange expression)
    {
        var reader = new InstructionReader(module.Syntax.Bytes.Span, expression);
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
