using System.Text;

namespace Caisson.Wit.Encoding;

/// <summary>Reads a part of a binary; whatever is beyond its end is an error, never an exception of the array. component-model: Binary.md</summary>
internal sealed class ByteReader(byte[] bytes, int start, int end)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Where the next byte is, from the start of the binary.</summary>
    public int Offset { get; private set; } = start;

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => Offset == end;

    /// <summary>The next byte, which stays.</summary>
    public byte Peek() => Offset < end ? bytes[Offset] : throw DecodeErrors.CutOff(Offset);

    public byte Byte()
    {
        byte value = Peek();
        Offset++;
        return value;
    }

    /// <summary>spec: binary-uint</summary>
    public uint U32()
    {
        int at = Offset;
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = Byte();
            if (shift == 28 && next > 0x0f) throw DecodeErrors.Malformed(at, "an integer of more than 32 bits");
            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }

        throw DecodeErrors.Malformed(at, "an integer of more than 5 bytes");
    }

    /// <summary>A type index, which shares its place with negative opcodes. spec: binary-sint</summary>
    public uint TypeIndex()
    {
        int at = Offset;
        ulong value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next >= 0x80) continue;
            return (next & 0x40) == 0 && value <= uint.MaxValue ? (uint)value : throw DecodeErrors.Malformed(at, "an unknown type");
        }

        throw DecodeErrors.Malformed(at, "an integer of more than 5 bytes");
    }

    /// <summary>The length of a list, each of whose elements takes at least a byte. spec: binary-list</summary>
    public int Count()
    {
        int at = Offset;
        uint count = U32();
        return count <= (uint)(end - Offset) ? (int)count : throw DecodeErrors.CutOff(at);
    }

    /// <summary>A list. spec: binary-list</summary>
    public T[] List<T>(Func<T> read)
    {
        var items = new T[Count()];
        for (int at = 0; at < items.Length; at++) items[at] = read();
        return items;
    }

    /// <summary>spec: binary-name</summary>
    public string Name()
    {
        int length = Count(), at = Offset;
        Offset += length;
        return Text(at, length);
    }

    /// <summary>All that is left, as text.</summary>
    public string Rest()
    {
        int at = Offset;
        Offset = end;
        return Text(at, end - at);
    }

    /// <summary>A part behind its length.</summary>
    public ByteReader Sized()
    {
        int length = Count(), at = Offset;
        Offset += length;
        return new ByteReader(bytes, at, at + length);
    }

    /// <summary>component-model: nameattributes</summary>
    public ExternName ExternName()
    {
        int at = Offset;
        byte kind = Byte();
        if (kind > 0x02) throw DecodeErrors.Malformed(at, "an unknown kind of name");
        string name = Name();
        string? implements = null, externalId = null, versionSuffix = null;
        for (int count = kind == 0x02 ? Count() : 0; count > 0; count--)
        {
            int attribute = Offset;
            bool isNew = Byte() switch
            {
                0x00 => implements is null & (implements = Name()) is not null,
                0x01 => versionSuffix is null & (versionSuffix = Name()) is not null,
                0x02 => externalId is null & (externalId = Name()) is not null,
                _ => throw DecodeErrors.Malformed(attribute, "an unknown attribute of a name"),
            };
            if (!isNew) throw DecodeErrors.Malformed(attribute, "an attribute twice");
        }

        return new ExternName(name + versionSuffix, implements, externalId);
    }

    private string Text(int at, int length)
    {
        try
        {
            return Strict.GetString(bytes, at, length);
        }
        catch (DecoderFallbackException)
        {
            throw DecodeErrors.Malformed(at, "text that is not UTF-8");
        }
    }
}
