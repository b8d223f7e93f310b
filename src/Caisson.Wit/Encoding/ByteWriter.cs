using System.Text;

namespace Caisson.Wit.Encoding;

/// <summary>Bytes that grow. component-model: Binary.md</summary>
internal sealed class ByteWriter
{
    private readonly List<byte> _bytes = [];

    /// <summary>What has been written.</summary>
    public byte[] ToArray() => [.. _bytes];

    public ByteWriter Byte(byte value)
    {
        _bytes.Add(value);
        return this;
    }

    /// <summary>spec: binary-uint</summary>
    public ByteWriter U32(uint value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Add((byte)(value | 0x80));
        return Byte((byte)value);
    }

    /// <summary>A type index, which shares its place with negative opcodes. spec: binary-sint</summary>
    public ByteWriter S33(uint value)
    {
        for (; value >= 0x40; value >>= 7) _bytes.Add((byte)(value | 0x80));
        return Byte((byte)value);
    }

    public ByteWriter Bytes(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>spec: binary-name</summary>
    public ByteWriter Name(string name) => Sized(Encoding.GetBytes(name));

    /// <summary>Bytes behind their length.</summary>
    public ByteWriter Sized(byte[] bytes) => U32((uint)bytes.Length).Bytes(bytes);

    /// <summary>component-model: nameattributes</summary>
    public ByteWriter ExternName(ExternName name)
    {
        if (name.Implements is null && name.ExternalId is null) return Byte(0x00).Name(name.Name);
        Byte(0x02).Name(name.Name).U32((name.Implements is null ? 0u : 1u) + (name.ExternalId is null ? 0u : 1u));
        if (name.Implements is not null) Byte(0x00).Name(name.Implements);
        return name.ExternalId is null ? this : Byte(0x02).Name(name.ExternalId);
    }

    private static UTF8Encoding Encoding { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
