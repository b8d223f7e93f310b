using System.Text;
using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>Strings as arguments and environment come to a guest: an array of addresses, and the bytes, each string ended by a zero.</summary>
internal sealed class StringsLayout
{
    private readonly byte[][] _strings;
    private readonly uint _size;

    /// <summary>Lays out strings, which hold no zeros.</summary>
    public StringsLayout(IEnumerable<string> strings)
    {
        List<byte[]> encoded = [];
        long size = 0;
        foreach (string text in strings)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text + '\0');
            encoded.Add(bytes);
            size += bytes.Length;
        }
        _strings = [.. encoded];
        _size = checked((uint)size);
    }

    /// <summary>Tells how many there are and how many bytes they take.</summary>
    public Errno WriteSizes(Memory memory, uint count, uint size)
    {
        memory.WriteUInt32(count, (uint)_strings.Length);
        memory.WriteUInt32(size, _size);
        return Errno.Success;
    }

    /// <summary>Writes the addresses and the bytes.</summary>
    public Errno Write(Memory memory, uint addresses, uint bytes)
    {
        long address = addresses, target = bytes;
        foreach (byte[] s in _strings)
        {
            memory.Write(target, s);
            memory.WriteUInt32(address, (uint)target);
            address += sizeof(uint);
            target += s.Length;
        }
        return Errno.Success;
    }
}
