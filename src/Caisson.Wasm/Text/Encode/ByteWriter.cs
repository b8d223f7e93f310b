using System.Buffers.Binary;
using System.Text;

namespace Caisson.Wasm.Text.Encode;

/// <summary>A growing buffer that writes the values of the binary format. Not thread-safe. spec: binary-value</summary>
internal sealed class ByteWriter
{
    private byte[] _buffer = new byte[64];

    /// <summary>Number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>Writes bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>Writes an unsigned integer. spec: binary-uint</summary>
    public void Unsigned(ulong value)
    {
        for (; value > 0x7F; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <summary>Writes a signed integer. spec: binary-sint</summary>
    public void Signed(long value)
    {
        for (; value is < -0x40 or > 0x3F; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)(value & 0x7F));
    }

    /// <summary>Writes four bytes, the least significant first.</summary>
    public void Fixed32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    /// <summary>Writes eight bytes, the least significant first.</summary>
    public void Fixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    /// <summary>Writes bytes with their number before them.</summary>
    public void Vector(ReadOnlySpan<byte> value)
    {
        Unsigned((ulong)value.Length);
        Bytes(value);
    }

    /// <summary>Writes a name. spec: binary-name</summary>
    public void Name(string value) => Vector(Encoding.UTF8.GetBytes(value));

    /// <summary>Forgets what was written after a length.</summary>
    public void Truncate(int length) => Length = length;

    private Span<byte> Reserve(int count)
    {
        int end = checked(Length + count);
        if (end > _buffer.Length) Array.Resize(ref _buffer, Math.Max(end, checked(_buffer.Length * 2)));
        Span<byte> reserved = _buffer.AsSpan(Length, count);
        Length = end;
        return reserved;
    }
}
