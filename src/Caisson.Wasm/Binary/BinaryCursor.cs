using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>
/// A position in the bytes of a module, and an end that it can't pass. Every read checks the end; what is wrong surfaces as
/// <see cref="MalformedException"/>. Positions count from the start of the module. spec: binary-val
/// </summary>
public ref struct BinaryCursor
{
    /// <summary>Bytes of a name that are looked at one by one: the framework's conversion is for vectors, whose types take longer to load than such a name is long.</summary>
    private const int ShortName = 64;

    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>A cursor over a part of a module.</summary>
    /// <param name="module">The whole module.</param>
    /// <param name="range">The part.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the module.</exception>
    public BinaryCursor(ReadOnlySpan<byte> module, ByteRange range)
    {
        _bytes = module[..range.End];
        Position = range.Offset;
    }

    /// <summary>The next byte.</summary>
    public int Position { get; private set; }

    /// <summary>The first byte after the part.</summary>
    public readonly int End => _bytes.Length;

    /// <summary>Number of bytes that are left.</summary>
    public readonly int Left => _bytes.Length - Position;

    /// <summary>Whether no byte is left.</summary>
    public readonly bool AtEnd => Position >= _bytes.Length;

    /// <summary>The next byte without moving.</summary>
    public readonly byte Peek()
    {
        if (AtEnd) BinaryErrors.UnexpectedEnd(Position);
        return _bytes[Position];
    }

    /// <summary>One byte. spec: binary-byte</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        ReadOnlySpan<byte> all = _bytes;
        int at = Position;
        if ((uint)at >= (uint)all.Length) BinaryErrors.UnexpectedEnd(at);
        Position = at + 1;
        return all[at];
    }

    /// <summary>Some bytes.</summary>
    /// <param name="count">How many; not negative.</param>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count > Left) BinaryErrors.UnexpectedEnd(End);
        ReadOnlySpan<byte> result = _bytes.Slice(Position, count);
        Position += count;
        return result;
    }

    /// <summary>An unsigned 32-bit LEB128 number. spec: binary-uint</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadU32()
    {
        ReadOnlySpan<byte> all = _bytes;
        int at = Position;
        if ((uint)at < (uint)all.Length && all[at] < 0x80)
        {
            Position = at + 1;
            return all[at];
        }
        return ReadLongU32();
    }

    /// <summary>An unsigned 64-bit LEB128 number. spec: binary-uint</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadU64()
    {
        ReadOnlySpan<byte> all = _bytes;
        int at = Position;
        if ((uint)at < (uint)all.Length && all[at] < 0x80)
        {
            Position = at + 1;
            return all[at];
        }
        return ReadUnsigned(64);
    }

    /// <summary>A signed 32-bit LEB128 number. spec: binary-sint</summary>
    public int ReadS32() => TryReadShort(out int value) ? value : (int)ReadSigned(32);

    /// <summary>A signed 33-bit LEB128 number. spec: binary-sint</summary>
    public long ReadS33() => TryReadShort(out int value) ? value : ReadSigned(33);

    /// <summary>A signed 64-bit LEB128 number. spec: binary-sint</summary>
    public long ReadS64() => TryReadShort(out int value) ? value : ReadSigned(64);

    /// <summary>Four bytes, little end first.</summary>
    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    /// <summary>Eight bytes, little end first.</summary>
    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(8));

    /// <summary>Sixteen bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // Its types would be loaded for code without vectors, too.
    public Vector128<byte> ReadFixed128() => Vector128.Create(ReadBytes(16));

    /// <summary>
    /// The length of a list. Each item takes at least a byte, so that no length beyond the bytes left is believed. spec: binary-list
    /// </summary>
    public int ReadLength()
    {
        int at = Position;
        uint length = ReadU32();
        // The length itself counts among the bytes left, as in the reference interpreter, whose messages the test suite expects.
        if (length > (uint)(End - at)) BinaryErrors.LengthOutOfBounds(length, Left, at);
        return (int)length;
    }

    /// <summary>The length of a list that may have no more than so many items.</summary>
    /// <param name="limit">How many.</param>
    /// <param name="what">Their name in the message.</param>
    public int ReadLength(int limit, string what)
    {
        int at = Position;
        int length = ReadLength();
        if (length > limit) BinaryErrors.TooMany(what, (uint)length, (uint)limit, at);
        return length;
    }

    /// <summary>A length and as many bytes.</summary>
    public ByteRange ReadRange()
    {
        int length = ReadLength();
        ByteRange range = new(Position, length);
        Skip(length);
        return range;
    }

    /// <summary>The UTF-8 bytes of a name, checked. Allocates nothing. spec: binary-name</summary>
    public ReadOnlySpan<byte> ReadNameBytes()
    {
        int at = Position;
        ByteRange range = ReadRange();
        ReadOnlySpan<byte> name = _bytes.Slice(range.Offset, range.Length);
        if (!System.Text.Unicode.Utf8.IsValid(name)) BinaryErrors.Utf8(at);
        return name;
    }

    /// <summary>A name. spec: binary-name</summary>
    public string ReadName()
    {
        ReadOnlySpan<byte> bytes = ReadNameBytes();
        return bytes.Length <= ShortName && IsAscii(bytes) ? FromAscii(bytes) : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Moves forward.</summary>
    /// <param name="count">By how many bytes; not negative.</param>
    public void Skip(int count) => ReadBytes(count);

    /// <summary>A cursor over a part of the same bytes.</summary>
    /// <param name="range">The part; within the bytes of this cursor.</param>
    public readonly BinaryCursor Within(ByteRange range) => new(_bytes, range);

    /// <summary>A constant expression with its final <c>end</c>: where it stands. spec: binary-expr</summary>
    public ByteRange ReadExpr()
    {
        int start = Position;
        if (!ConstantExpression.TryReadI32(_bytes[start..], out _, out int length)) return ReadAnyExpr();
        Position = start + length;
        return new(start, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ByteRange ReadAnyExpr()
    {
        int start = Position;
        InstructionReader reader = new(_bytes, new(start, Left));
        Instruction instruction = default;
        for (int depth = 1; depth > 0;)
        {
            if (!reader.Read(ref instruction)) BinaryErrors.UnexpectedEnd(End);
            if (instruction.Opcode == Opcode.End) depth--;
            else if (instruction.Opcode.Immediates is ImmediateKind.BlockType or ImmediateKind.BlockTypeCatches) depth++;
        }
        Position = reader.Position;
        return new(start, Position - start);
    }

    /// <summary>A number of two bytes, as most indices are that don't fit into one, or a longer one.</summary>
    private uint ReadLongU32()
    {
        ReadOnlySpan<byte> all = _bytes;
        int at = Position;
        if ((uint)at + 1 >= (uint)all.Length || all[at + 1] >= 0x80) return (uint)ReadUnsigned(32);
        Position = at + 2;
        return (all[at] & 0x7Fu) | ((uint)all[at + 1] << 7);
    }

    /// <summary>A signed number of one or two bytes, if that is what comes next.</summary>
    private bool TryReadShort(out int value)
    {
        ReadOnlySpan<byte> all = _bytes;
        int at = Position;
        if ((uint)at < (uint)all.Length && all[at] < 0x80)
        {
            Position = at + 1;
            value = all[at] << 25 >> 25;
            return true;
        }
        if ((uint)at + 1 < (uint)all.Length && all[at + 1] < 0x80)
        {
            Position = at + 2;
            value = ((all[at] & 0x7F) | (all[at + 1] << 7)) << 18 >> 18;
            return true;
        }
        value = 0;
        return false;
    }

    private ulong ReadUnsigned(int width)
    {
        ulong result = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (shift >= width) BinaryErrors.IntegerTooLong(Position);
            int at = Position;
            byte next = ReadByte();
            ulong payload = next & 0x7FuL;
            if (width - shift < 7 && payload >> (width - shift) != 0) BinaryErrors.IntegerTooLarge(at);
            result |= payload << shift;
            if (next < 0x80) return result;
        }
    }

    private long ReadSigned(int width)
    {
        long result = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (shift >= width) BinaryErrors.IntegerTooLong(Position);
            int at = Position;
            byte next = ReadByte();
            int left = width - shift;
            if (left < 7)
            {
                int sign = (-1 << (left - 1)) & 0x7F;
                if ((next & sign) != 0 && (next & sign) != sign) BinaryErrors.IntegerTooLarge(at);
            }
            result |= (next & 0x7FL) << shift;
            if (next >= 0x80) continue;
            int unused = 64 - (shift + 7);
            return unused > 0 ? result << unused >> unused : result;
        }
    }

    private static bool IsAscii(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            if (b > 0x7F) return false;
        return true;
    }

    private static string FromAscii(ReadOnlySpan<byte> bytes)
    {
        Span<char> characters = stackalloc char[ShortName];
        for (int i = 0; i < bytes.Length; i++) characters[i] = (char)bytes[i];
        return new string(characters[..bytes.Length]);
    }
}
