using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>
/// Items of a module while they are decoded. Not the framework's list: what is generic over types of ours must be in an assembly of ours to have machine code
/// at once, and each method that is found for the first time costs the start of a program more than what it does.
/// </summary>
/// <param name="capacity">How many items are expected.</param>
internal sealed class ItemList<T>(int capacity = 0)
{
    private T[] _items = new T[capacity];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(T item)
    {
        if (Count == _items.Length) Resize(Math.Max(4, 2 * Count));
        _items[Count++] = item;
    }

    /// <summary>Makes room.</summary>
    /// <param name="capacity">How many items are expected in all.</param>
    public void Reserve(int capacity)
    {
        if (capacity > _items.Length) Resize(capacity);
    }

    /// <summary>The items; the list is empty afterwards.</summary>
    public ImmutableArray<T> Take()
    {
        if (Count < _items.Length) Resize(Count);
        T[] taken = _items;
        Count = 0;
        _items = new T[Count];
        return taken.Freeze();
    }

    private void Resize(int capacity)
    {
        var resized = new T[capacity];
        for (int i = 0; i < Count; i++) resized[i] = _items[i];
        _items = resized;
    }
}
