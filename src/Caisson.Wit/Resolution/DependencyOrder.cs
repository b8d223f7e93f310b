namespace Caisson.Wit.Resolution;

/// <summary>What is being visited and what has been, to sort things that depend on each other and to find cycles.</summary>
/// <typeparam name="T">The things.</typeparam>
internal sealed class DependencyOrder<T> where T : class
{
    private readonly HashSet<T> _seen = [];
    private readonly HashSet<T> _open = [];
    private readonly List<T> _path = [];

    /// <summary>How many things are being visited.</summary>
    public int Depth => _path.Count;

    /// <summary>Begins a visit.</summary>
    /// <returns>False when the thing has been visited, or is being visited.</returns>
    public bool Enter(T item)
    {
        if (!_seen.Add(item)) return false;
        _open.Add(item);
        _path.Add(item);
        return true;
    }

    /// <summary>Ends the visit that began last.</summary>
    public void Leave()
    {
        _open.Remove(_path[_path.Count - 1]);
        _path.RemoveAt(_path.Count - 1);
    }

    /// <summary>Whether a thing is being visited, so that depending on it is a cycle.</summary>
    public bool IsOpen(T item) => _open.Contains(item);

    /// <summary>The cycle that depending on a thing makes; it begins and ends with the thing.</summary>
    public IEnumerable<T> CycleTo(T item) => [.. _path.Skip(_path.IndexOf(item)), item];
}
