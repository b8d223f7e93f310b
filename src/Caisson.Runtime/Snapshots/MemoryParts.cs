using Caisson.Wasm;

namespace Caisson.Runtime;

/// <summary>The parts of memories that aren't zero, in order. Few zeros in between don't end a part: a segment costs more than they do.</summary>
internal static class MemoryParts
{
    /// <summary>So many zero bytes end a part. The head of a segment takes up to 12, and starting one takes time.</summary>
    private const int Gap = 16;

    /// <summary>Bytes that are looked at together: as many as a span may have, and be aligned.</summary>
    private const int Window = 1 << 30;

    /// <summary>The parts of all memories.</summary>
    /// <param name="memories">The memories, in the order of their indices, none imported.</param>
    /// <param name="most">Largest number of parts; there may still be one for each memory.</param>
    public static List<MemoryPart> Of(IReadOnlyList<Memory> memories, int most)
    {
        List<MemoryPart> parts = [];
        for (int i = 0; i < memories.Count; i++) AddParts(parts, i, memories[i]);
        CheckSize(parts);
        if (parts.Count > most) Merge(parts, parts.Count - most);
        CheckSize(parts);
        return parts;
    }

    private static void AddParts(List<MemoryPart> parts, int index, Memory memory)
    {
        long length = memory.ByteLength;
        for (long window = 0; window < length; window += Window)
        {
            ReadOnlySpan<byte> bytes = memory.Span(window, (int)Math.Min(Window, length - window));
            for (int end = 0; bytes[end..].IndexOfAnyExcept((byte)0) is >= 0 and int zeros;)
            {
                int start = end + zeros;
                int used = bytes[start..].IndexOf((byte)0);
                end = used < 0 ? bytes.Length : start + used;
                Add(parts, new MemoryPart(index, window + start, window + end));
            }
        }
        GC.KeepAlive(memory);
    }

    private static void Add(List<MemoryPart> parts, MemoryPart part)
    {
        if (parts.Count > 0 && parts[^1] is var last && last.Memory == part.Memory && part.Start - last.End < Gap)
            parts[^1] = last with { End = part.End };
        else
            parts.Add(part);
    }

    /// <summary>Closes gaps, the smallest first and of equal ones the first.</summary>
    private static void Merge(List<MemoryPart> parts, int count)
    {
        HashSet<int> closed = [.. Enumerable.Range(1, parts.Count - 1)
            .Where(i => parts[i].Memory == parts[i - 1].Memory)
            .OrderBy(i => parts[i].Start - parts[i - 1].End)
            .Take(count)];
        int kept = 0;
        for (int i = 1; i < parts.Count; i++)
        {
            if (closed.Contains(i)) parts[kept] = parts[kept] with { End = parts[i].End };
            else parts[++kept] = parts[i];
        }
        parts.RemoveRange(kept + 1, parts.Count - kept - 1);
    }

    private static void CheckSize(List<MemoryPart> parts)
    {
        long bytes = parts.Sum(part => part.End - part.Start);
        if (bytes > ImplementationLimits.ModuleSize) throw SnapshotErrors.TooLarge(bytes);
    }
}

/// <summary>A part of a memory.</summary>
/// <param name="Memory">Index of the memory.</param>
/// <param name="Start">Address of the first byte.</param>
/// <param name="End">Address after the last byte.</param>
internal readonly record struct MemoryPart(int Memory, long Start, long End);
