using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Tells which methods of an image have machine code. crossgen2 leaves out what it can't compile, methods with explicit tail calls for example, which the JIT does
/// when they are called. The table is a sparse array of the native format: blocks of 16 methods, each a binary tree. Immutable.
/// </summary>
internal sealed class ReadyToRunMethods
{
    private const int HeaderBytes = 16, SectionBytes = 12, MethodEntryPoints = 103, BlockSize = 16;

    private readonly PEMemoryBlock _table;
    private readonly int _start, _indexSize;
    private readonly uint _count;

    /// <summary>Finds the table.</summary>
    /// <param name="image">An image that crossgen2 made.</param>
    /// <exception cref="BadImageFormatException">It is something else.</exception>
    public ReadyToRunMethods(PEReader image)
    {
        BlobReader header = image.GetSectionData(image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.RelativeVirtualAddress).GetReader();
        header.Offset = HeaderBytes - sizeof(int);
        int sections = header.ReadInt32();
        for (int i = 0; i < sections && header.RemainingBytes >= SectionBytes; i++)
        {
            int type = header.ReadInt32(), address = header.ReadInt32();
            header.ReadInt32();
            if (type == MethodEntryPoints) _table = image.GetSectionData(address);
        }
        if (_table.Length == 0) return;
        int at = 0;
        uint description = Decode(ref at);
        (_start, _count, _indexSize) = (at, description >> 2, 1 << (int)(description & 3));
    }

    /// <summary>Whether a method has machine code.</summary>
    public bool Has(MethodDefinitionHandle method)
    {
        uint index = (uint)MetadataTokens.GetRowNumber(method) - 1;
        if (index >= _count) return false;
        int at = _start + BlockOffset(index / BlockSize);
        for (uint bit = BlockSize / 2; bit > 0; bit /= 2)
        {
            int next = at;
            uint node = Decode(ref next);
            bool right = (index & bit) != 0;
            if (right && (node & 2) != 0) at += (int)(node >> 2);
            else if (!right && (node & 1) != 0) at = next;
            else return (node & 3) == 0 && node >> 2 == index % BlockSize;
        }
        return true;
    }

    private int BlockOffset(uint block)
    {
        BlobReader reader = _table.GetReader(_start + (int)block * _indexSize, _indexSize);
        return _indexSize switch { 1 => reader.ReadByte(), 2 => reader.ReadUInt16(), _ => reader.ReadInt32() };
    }

    /// <summary>A number in one to five bytes; the low bits of the first tell how many follow.</summary>
    private uint Decode(ref int at)
    {
        BlobReader reader = _table.GetReader(at, Math.Min(5, _table.Length - at));
        uint first = reader.ReadByte();
        int more = int.TrailingZeroCount((int)~first);
        if (more > 4) throw new BadImageFormatException();
        at += more + 1;
        if (more == 4) return reader.ReadUInt32();
        uint value = first >> (more + 1);
        for (int i = 0; i < more; i++) value |= (uint)reader.ReadByte() << (7 - more + 8 * i);
        return value;
    }
}
