using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Encode;

/// <summary>A section that is a vector of items. Not thread-safe.</summary>
internal sealed class SectionWriter
{
    private readonly ByteWriter _items = new();

    /// <summary>Number of items.</summary>
    public uint Count { get; private set; }

    /// <summary>The items, without their number; valid until the next write.</summary>
    public ReadOnlySpan<byte> Items => _items.Written;

    /// <summary>Forgets all items.</summary>
    public void Clear()
    {
        _items.Truncate(0);
        Count = 0;
    }

    /// <summary>Begins an item, which the caller writes.</summary>
    public ByteWriter Item()
    {
        Count++;
        return _items;
    }

    /// <summary>Writes the section, unless it is empty.</summary>
    public void WriteTo(ByteWriter module, SectionId id)
    {
        if (Count == 0) return;
        module.Byte((byte)id);
        module.Vector(ToArray());
    }

    /// <summary>The content of the section: the number of items, then the items.</summary>
    public byte[] ToArray()
    {
        ByteWriter content = new();
        content.Unsigned(Count);
        content.Bytes(_items.Written);
        return content.Written.ToArray();
    }
}
