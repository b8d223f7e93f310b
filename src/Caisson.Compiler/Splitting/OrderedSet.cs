using System.Collections;

namespace Caisson.Compiler.Splitting;

/// <summary>A set that keeps the order in which its items came, so that code comes out the same each time.</summary>
internal sealed class OrderedSet<T> : IEnumerable<T> where T : notnull
{
    private readonly HashSet<T> _known = [];
    private readonly List<T> _items = [];

    public int Count => _items.Count;

    public void Add(T item)
    {
        if (_known.Add(item)) _items.Add(item);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
