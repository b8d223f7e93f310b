using System.Buffers.Binary;

namespace Caisson.Runtime;

/// <summary>128 bits. Not a <see cref="UInt128"/>: methods with those are not compiled ahead of time, and to load an image is to start a program.</summary>
/// <param name="High">The upper half.</param>
/// <param name="Low">The lower half.</param>
internal readonly record struct Hash128(ulong High, ulong Low)
{
    /// <summary>How many there are of <see cref="Write"/>.</summary>
    public const int Bytes = 16;

    /// <summary>Reads 16 bytes, the lowest first.</summary>
    public static Hash128 Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    /// <summary>Not by the comparers of the framework, which a program that has just begun would have to make first.</summary>
    public bool Equals(Hash128 other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override int GetHashCode() => Low.GetHashCode();

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
