using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>The imports or the exports of a world that is being resolved: by strongly unique plain name, or by interface.</summary>
/// <param name="kind"><c>import</c> or <c>export</c>.</param>
internal sealed class WorldItems(string kind)
{
    private readonly HashSet<object> _keys = [];
    private readonly Dictionary<string, WitTypeDef> _types = new(StringComparer.Ordinal);
    private readonly List<WitWorldItem> _items = [];

    /// <summary><c>import</c> or <c>export</c>.</summary>
    public string Kind { get; } = kind;

    /// <summary>The items, in the order in which they came.</summary>
    public IReadOnlyList<WitWorldItem> Items => _items;

    /// <summary>Adds an item.</summary>
    /// <exception cref="WitException">It is there.</exception>
    public void Add(WitWorldItem item, Location at)
    {
        if (!TryAdd(item)) throw ResolveErrors.TwiceInWorld(at, item is WitInterfaceItem { PlainName: null } named ? named.Interface.Name! : item.ExternName, Kind);
    }

    /// <summary>Adds an item of another world; interfaces with names are merged. component-model: De-duplication of interfaces</summary>
    /// <returns>False when a plain name is there.</returns>
    public bool TryMerge(WitWorldItem item) => TryAdd(item) || item is WitInterfaceItem { PlainName: null };

    /// <summary>The type of a name, or null.</summary>
    public WitTypeDef? FindType(string name) => _types.TryGetValue(name, out WitTypeDef? type) ? type : null;

    private bool TryAdd(WitWorldItem item)
    {
        if (!_keys.Add(item.Key)) return false;
        _items.Add(item);
        if (item is WitTypeItem type) _types.Add(type.Type.Name, type.Type);
        return true;
    }
}
