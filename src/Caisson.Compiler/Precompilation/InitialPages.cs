using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>The pages of memory 0 that a module's data segments fill, as an image has them. Immutable.</summary>
/// <param name="Runs">Which pages of the memory they are.</param>
/// <param name="Content">Their content, one after the other.</param>
/// <param name="HaveAllSegments">Whether the module has no other data segments.</param>
internal sealed record InitialPages(PageRun[] Runs, byte[] Content, bool HaveAllSegments)
{
    /// <summary>Each run is a mapping of its own; so many pages of zeros between two are kept, too, to have fewer.</summary>
    private const int LargestGap = 16;

    /// <summary>More mappings take longer than copying segments.</summary>
    private const int MostRuns = 32;

    /// <summary>A module that needs none.</summary>
    public static readonly InitialPages None = new([], [], false);

    /// <summary>The pages of a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="layout">Where its instances keep their state.</param>
    public static InitialPages Of(ModuleSyntax module, ContextLayout layout)
    {
        if (InitialMemory.SegmentsOf(module, layout) is not { } segments) return None;
        PageRun[] runs = RunsOf(segments);
        if (runs.Length > MostRuns) return None;
        int page = Environment.SystemPageSize;
        var content = new byte[runs.Sum(run => (long)run.Count * page)];
        foreach ((ulong offset, ByteRange bytes) in segments) Write(module.Slice(bytes), offset, runs, content);
        return new InitialPages(runs, content, module.Datas.All(InitialMemory.IsInitial));
    }

    private static PageRun[] RunsOf(List<(ulong Offset, ByteRange Content)> segments)
    {
        var runs = new List<PageRun>();
        ulong page = (ulong)Environment.SystemPageSize;
        foreach ((ulong offset, ByteRange content) in segments.Where(segment => segment.Content.Length > 0).OrderBy(segment => segment.Offset))
        {
            int first = (int)(offset / page), end = (int)((offset + (ulong)content.Length + page - 1) / page);
            if (runs.Count > 0 && runs[^1] is var last && first - last.First - last.Count <= LargestGap) runs[^1] = last with { Count = int.Max(last.Count, end - last.First) };
            else runs.Add(new PageRun(first, end - first));
        }
        return [.. runs];
    }

    private static void Write(ReadOnlySpan<byte> bytes, ulong offset, PageRun[] runs, byte[] content)
    {
        if (bytes.IsEmpty) return;
        ulong page = (ulong)Environment.SystemPageSize, before = 0;
        foreach (PageRun run in runs)
        {
            if (offset / page < (ulong)(run.First + run.Count))
            {
                bytes.CopyTo(content.AsSpan((int)(before + offset - (ulong)run.First * page)));
                return;
            }
            before += (ulong)run.Count * page;
        }
    }
}
