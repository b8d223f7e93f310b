using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>
/// The list among the immediates of an instruction, decoded again while it is enumerated, so that it allocates nothing.
/// </summary>
/// <typeparam name="T">Type of the items.</typeparam>
public readonly ref struct ImmediateList<T>
{
    private readonly ReadOnlySpan<byte> _module;
    private readonly int _offset;
    private readonly ItemReader _read;

    internal ImmediateList(ReadOnlySpan<byte> module, in Instruction instruction, ItemReader read)
    {
        _module = module;
        _read = read;
        _offset = instruction.ListOffset;
        Count = (int)instruction.ListCount;
    }

    internal delegate T ItemReader(ref BinaryCursor cursor);

    /// <summary>Number of items.</summary>
    public int Count { get; }

    /// <summary>Starts at the first item.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>All items. Allocates.</summary>
    public T[] ToArray()
    {
        T[] items = new T[Count];
        int i = 0;
        foreach (T item in this) items[i++] = item;
        return items;
    }

    /// <summary>Goes from item to item.</summary>
    public ref struct Enumerator
    {
        private readonly ItemReader _read;
        private BinaryCursor _cursor;
        private int _left;

        internal Enumerator(ImmediateList<T> list)
        {
            _read = list._read;
            _cursor = new(list._module, new(list._offset, list._module.Length - list._offset));
            _left = list.Count;
            Current = default!;
        }

        /// <summary>The item.</summary>
        public T Current { get; private set; }

        /// <summary>Goes to the next item; false when there is none.</summary>
        public bool MoveNext()
        {
            if (_left == 0) return false;
            _left--;
            Current = _read(ref _cursor);
            return true;
        }
    }
}
