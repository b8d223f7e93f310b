using System.Buffers.Binary;
using System.Text;
using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// What an image says of the assembly in it. Methods are named by their tokens. Read where somebody asks, and not before: most programs need little of it. Immutable.
/// <code>
/// identity:16  key length:4  runs:4  boundaries:4  layouts:4  memory runs:4  whether these are all segments:4  key (UTF-8)  runs, boundaries, layouts and memory runs as numbers of 4 bytes
/// </code>
/// </summary>
internal sealed class ImageManifest
{
    private const int GuidBytes = 16, HeaderBytes = GuidBytes + 6 * sizeof(int);
    private const int RunBytes = 2 * sizeof(int), BoundaryBytes = 7 * sizeof(int), LayoutBytes = 2 * sizeof(int), PageRunBytes = 2 * sizeof(int);

    private readonly byte[] _bytes;
    private readonly int _keyLength, _runs, _memoryRuns;

    private ImageManifest(byte[] bytes)
    {
        _bytes = bytes;
        (_keyLength, _runs, BoundaryCount) = (Number(GuidBytes), Number(GuidBytes + 4), Number(GuidBytes + 8));
        (LayoutCount, _memoryRuns) = (Number(GuidBytes + 12), Number(GuidBytes + 16));
    }

    /// <summary>Identity of the assembly's module: what is loaded is what was checked.</summary>
    public Guid Mvid => new(_bytes.AsSpan(0, GuidBytes));

    /// <summary>See <see cref="ImageKey"/>; in UTF-8.</summary>
    public ReadOnlySpan<byte> Key => _bytes.AsSpan(HeaderBytes, _keyLength);

    /// <summary>Number of types with methods for calls between guest and host.</summary>
    public int BoundaryCount { get; }

    /// <summary>Number of structures that have a class.</summary>
    public int LayoutCount { get; }

    /// <summary>Whether there is no data segment but those whose content is in the pages of <see cref="MemoryRuns"/>.</summary>
    public bool MemoryHasAllSegments => Number(GuidBytes + 20) != 0;

    private int RunsAt => HeaderBytes + _keyLength;

    private int BoundariesAt => RunsAt + _runs * RunBytes;

    private int LayoutsAt => BoundariesAt + BoundaryCount * BoundaryBytes;

    private int MemoryRunsAt => LayoutsAt + LayoutCount * LayoutBytes;

    /// <summary>Writes one.</summary>
    /// <param name="key">See <see cref="ImageKey"/>.</param>
    /// <param name="mvid">Identity of the assembly's module.</param>
    /// <param name="runs">Functions with methods one after the other, in order; the first is function 0.</param>
    /// <param name="boundaries">Methods for calls between guest and host.</param>
    /// <param name="layouts">Classes of structures.</param>
    /// <param name="memory">Pages of memory 0 that the image has the content of; none where segments tell.</param>
    public static byte[] Write(string key, Guid mvid, IReadOnlyCollection<FunctionRun> runs, IReadOnlyCollection<BoundaryTokens> boundaries, IReadOnlyCollection<LayoutToken> layouts, InitialPages memory)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(mvid.ToByteArray());
            byte[] text = Encoding.UTF8.GetBytes(key);
            Write(writer, text.Length, runs.Count, boundaries.Count, layouts.Count, memory.Runs.Length, memory.HaveAllSegments ? 1 : 0);
            writer.Write(text);
            foreach (FunctionRun run in runs) Write(writer, run.Start, run.Token);
            foreach (BoundaryTokens its in boundaries) Write(writer, its.Type, its.Invoker, its.Call, its.UnsignedCall, its.Untyped, its.Typed, its.TypedWithCaller);
            foreach (LayoutToken layout in layouts) Write(writer, layout.Type, layout.Token);
            foreach (PageRun run in memory.Runs) Write(writer, run.First, run.Count);
        }
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write(string, Guid, IReadOnlyCollection{FunctionRun}, IReadOnlyCollection{BoundaryTokens}, IReadOnlyCollection{LayoutToken}, InitialPages)"/> wrote; null for anything else.</summary>
    public static ImageManifest? Read(byte[] bytes)
    {
        if (bytes.Length < HeaderBytes) return null;
        var manifest = new ImageManifest(bytes);
        if ((manifest._keyLength | manifest._runs | manifest.BoundaryCount | manifest.LayoutCount | manifest._memoryRuns) < 0) return null;
        long length = HeaderBytes + (long)manifest._keyLength + (long)manifest._runs * RunBytes + (long)manifest.BoundaryCount * BoundaryBytes + (long)manifest.LayoutCount * LayoutBytes + (long)manifest._memoryRuns * PageRunBytes;
        return length == bytes.Length ? manifest : null;
    }

    /// <summary>The token of a function's method.</summary>
    public int MethodOf(int definedIndex)
    {
        int low = 0, high = _runs - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Number(RunsAt + middle * RunBytes) <= definedIndex) low = middle;
            else high = middle - 1;
        }
        int run = RunsAt + low * RunBytes;
        return Number(run + sizeof(int)) + definedIndex - Number(run);
    }

    /// <summary>The methods for calls between guest and host of functions of one type.</summary>
    /// <param name="index">Below <see cref="BoundaryCount"/>.</param>
    public BoundaryTokens BoundaryAt(int index)
    {
        int at = BoundariesAt + index * BoundaryBytes;
        return new BoundaryTokens(Number(at), Number(at + 4), Number(at + 8), Number(at + 12), Number(at + 16), Number(at + 20), Number(at + 24));
    }

    /// <summary>The class of a structure type.</summary>
    /// <param name="index">Below <see cref="LayoutCount"/>.</param>
    public LayoutToken LayoutAt(int index) => new(Number(LayoutsAt + index * LayoutBytes), Number(LayoutsAt + index * LayoutBytes + sizeof(int)));

    /// <summary>Pages of memory 0 that the image has the content of, in ascending order.</summary>
    public PageRun[] MemoryRuns()
    {
        var runs = new PageRun[_memoryRuns];
        for (int i = 0; i < runs.Length; i++) runs[i] = new PageRun(Number(MemoryRunsAt + i * PageRunBytes), Number(MemoryRunsAt + i * PageRunBytes + sizeof(int)));
        return runs;
    }

    private int Number(int offset) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(offset));

    private static void Write(BinaryWriter writer, params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers) writer.Write(number);
    }
}

/// <summary>Functions with methods one after the other.</summary>
/// <param name="Start">Index of the first one among those that are not imported.</param>
/// <param name="Token">Its method.</param>
internal readonly record struct FunctionRun(int Start, int Token);

/// <summary>Methods for calls between guest and host of functions of one type; zero for those that there aren't.</summary>
/// <param name="Type">Index of the type.</param>
/// <param name="Invoker">Calls a function with arguments in an array.</param>
/// <param name="Call">Calls a function as a typed delegate does.</param>
/// <param name="UnsignedCall">As that, with unsigned integers.</param>
/// <param name="Untyped">Calls a <see cref="Runtime.HostFunction"/>.</param>
/// <param name="Typed">Calls a typed delegate of the host.</param>
/// <param name="TypedWithCaller">As that, one that takes the caller first.</param>
internal sealed record BoundaryTokens(int Type, int Invoker, int Call, int UnsignedCall, int Untyped, int Typed, int TypedWithCaller);

/// <summary>The class of a structure type.</summary>
/// <param name="Type">Index of the type.</param>
/// <param name="Token">The class.</param>
internal readonly record struct LayoutToken(int Type, int Token);
