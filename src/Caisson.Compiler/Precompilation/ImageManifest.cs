using System.Collections.Immutable;
using System.Text;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>What an image says of the assembly in it. Methods are named by their tokens. Immutable.</summary>
internal sealed record ImageManifest
{
    /// <summary>See <see cref="ImageKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Identity of the assembly's module: what is loaded is what was checked.</summary>
    public required Guid Mvid { get; init; }

    /// <summary>Functions with methods one after the other.</summary>
    public required ImmutableArray<FunctionRun> Runs { get; init; }

    /// <summary>Methods for calls between guest and host.</summary>
    public required ImmutableArray<BoundaryTokens> Boundary { get; init; }

    /// <summary>Classes of structures.</summary>
    public required ImmutableArray<LayoutToken> Layouts { get; init; }

    /// <summary>Pages of memory 0 that the image has the content of; none where segments tell.</summary>
    public ImmutableArray<PageRun> Memory { get; init; } = [];

    /// <summary>Whether there is no data segment but those whose content is in <see cref="Memory"/>.</summary>
    public bool MemoryHasAllSegments { get; init; }

    /// <summary>The token of a function's method.</summary>
    public int MethodOf(int definedIndex)
    {
        int low = 0, high = Runs.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Runs[middle].Start <= definedIndex) low = middle;
            else high = middle - 1;
        }
        return Runs[low].Token + definedIndex - Runs[low].Start;
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            writer.Write(Key);
            writer.Write(Mvid.ToByteArray());
            Write(writer, Runs, run => [run.Start, run.Token]);
            Write(writer, Boundary, its => [its.Type, its.Invoker, its.Call, its.UnsignedCall, its.Untyped, its.Typed, its.TypedWithCaller]);
            Write(writer, Layouts, layout => [layout.Type, layout.Token]);
            Write(writer, Memory, run => [run.First, run.Count]);
            writer.Write(MemoryHasAllSegments);
        }
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">It is something else, as for the next ones.</exception>
    public static unsafe ImageManifest Read(byte* bytes, int length)
    {
        using var reader = new BinaryReader(new UnmanagedMemoryStream(bytes, length), Encoding.UTF8);
        return new ImageManifest
        {
            Key = reader.ReadString(),
            Mvid = new Guid(reader.ReadBytes(16)),
            Runs = Read(reader, static reader => new FunctionRun(reader.ReadInt32(), reader.ReadInt32())),
            Boundary = Read(reader, static reader => new BoundaryTokens(
                reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32())),
            Layouts = Read(reader, static reader => new LayoutToken(reader.ReadInt32(), reader.ReadInt32())),
            Memory = Read(reader, static reader => new PageRun(reader.ReadInt32(), reader.ReadInt32())),
            MemoryHasAllSegments = reader.ReadBoolean(),
        };
    }

    private static void Write<T>(BinaryWriter writer, ImmutableArray<T> items, Func<T, int[]> numbers)
    {
        writer.Write(items.Length);
        foreach (T item in items)
            foreach (int number in numbers(item)) writer.Write(number);
    }

    private static ImmutableArray<T> Read<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        int count = reader.ReadInt32();
        if (count < 0 || count > reader.BaseStream.Length) throw new EndOfStreamException();
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(count);
        for (int i = 0; i < count; i++) items.Add(read(reader));
        return items.Freeze();
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
internal readonly record struct BoundaryTokens(int Type, int Invoker, int Call, int UnsignedCall, int Untyped, int Typed, int TypedWithCaller);

/// <summary>The class of a structure type.</summary>
/// <param name="Type">Index of the type.</param>
/// <param name="Token">The class.</param>
internal readonly record struct LayoutToken(int Type, int Token);
