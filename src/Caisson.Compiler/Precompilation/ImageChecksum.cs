using System.Buffers.Binary;

namespace Caisson.Compiler.Precompilation;

/// <summary>128 bits. Not a <see cref="UInt128"/>: methods with those are not compiled ahead of time, and to load an image is to start a program.</summary>
/// <param name="High">The upper half.</param>
/// <param name="Low">The lower half.</param>
internal readonly record struct ImageChecksum(ulong High, ulong Low)
{
    /// <summary>Reads 16 bytes, the lowest first.</summary>
    public static ImageChecksum Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        Write(bytes);
        return Hex.Of(bytes);
    }

    /// <summary>Writes 16 bytes, the lowest first.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Low);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], High);
    }
}
