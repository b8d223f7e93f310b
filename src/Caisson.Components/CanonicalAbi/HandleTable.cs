namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// What a component instance knows by index: handles, or threads. Index 0 is never used; the index that became free last is given out
/// next. Not safe for use by several threads at once. abi: Table
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <param name="noun">What messages call an index.</param>
internal sealed class HandleTable<T>(string noun = "handle") where T : class
{
    /// <summary>A table that was longer than this gives its memory back when it is cleared.</summary>
    private const int KeptLength = 256;

    /// <summary>The largest index. abi: Table.MAX_LENGTH</summary>
    public const uint MaxLength = (1 << 28) - 1;

    private readonly List<T?> _array = [null];
    private readonly Stack<uint> _free = new();

    /// <summary>How many elements it has.</summary>
    public int Count => _array.Count - 1 - _free.Count;

    /// <summary>The elements, in the order of their indices. abi: Table.__iter__</summary>
    public IEnumerable<T> Elements => _array.OfType<T>();

    /// <summary>The element at an index. abi: Table.get</summary>
    /// <exception cref="Runtime.TrapException">There is none.</exception>
    public T Get(uint index)
    {
        if (index >= (uint)_array.Count || _array[(int)index] is not { } element) throw AbiErrors.UnknownIndex(noun, index);
        return element;
    }

    /// <summary>Adds an element and returns its index. abi: Table.add</summary>
    /// <exception cref="Runtime.TrapException">The table is full.</exception>
    public uint Add(T element)
    {
        if (_free.TryPop(out uint index))
        {
            _array[(int)index] = element;
            return index;
        }

        index = (uint)_array.Count;
        if (index > MaxLength) throw AbiErrors.TableFull(noun);
        _array.Add(element);
        return index;
    }

    /// <summary>Takes the element at an index out. abi: Table.remove</summary>
    /// <exception cref="Runtime.TrapException">There is none.</exception>
    public T Remove(uint index)
    {
        T element = Get(index);
        _array[(int)index] = null;
        _free.Push(index);
        return element;
    }

    /// <summary>Makes it what it was when it was made: the next index is 1.</summary>
    public void Clear()
    {
        if (_array.Count == 1) return;
        _array.Clear();
        _array.Add(null);
        _free.Clear();
        if (_array.Capacity <= KeptLength) return;
        _array.Capacity = 1;
        _free.TrimExcess();
    }
}
