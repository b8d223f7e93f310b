using System.Buffers;
using System.Reflection;

namespace Caisson.Runtime;

/// <summary>The bytes of a module among the resources of an assembly, where they lie in memory anyway. Immutable.</summary>
internal sealed unsafe class EmbeddedWasm : MemoryManager<byte>
{
    /// <summary>Name of the resource.</summary>
    public const string Resource = "wasm";

    private readonly UnmanagedMemoryStream _stream;

    private EmbeddedWasm(UnmanagedMemoryStream stream) => _stream = stream;

    /// <summary>The bytes.</summary>
    public static ReadOnlyMemory<byte> Of(Assembly assembly)
    {
        Stream stream = assembly.GetManifestResourceStream(Resource)!;
        if (stream is UnmanagedMemoryStream { Length: <= int.MaxValue } unmanaged) return new EmbeddedWasm(unmanaged).Memory;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_stream.PositionPointer - _stream.Position, (int)_stream.Length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_stream.PositionPointer - _stream.Position + elementIndex);

    /// <summary>It doesn't move.</summary>
    public override void Unpin() { }

    /// <summary>The assembly owns it.</summary>
    protected override void Dispose(bool disposing) { }
}
