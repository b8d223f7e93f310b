using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>The interfaces that are being put together, and which types are in which.</summary>
internal sealed class DraftSet
{
    private readonly Dictionary<string, Draft> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<WitTypeDef, Draft> _owners = [];

    /// <summary>The interfaces with names.</summary>
    public IEnumerable<Draft> Named => _named.Values;

    /// <summary>The interface of a name with package, or null.</summary>
    public Draft? Find(string name) => _named.TryGetValue(name, out Draft? draft) ? draft : null;

    /// <summary>Adds an interface with a name.</summary>
    public Draft AddNamed(Draft draft)
    {
        _named.Add(draft.Name, draft);
        return draft;
    }

    /// <summary>Adds a type to an interface or world, which then uses what the type is another name of.</summary>
    public void Add(Draft draft, WitTypeDef type)
    {
        draft.Add(type);
        _owners.Add(type, draft);
        if (type is WitAlias { Target: WitTypeDef target } && _owners.TryGetValue(target, out Draft? used) && used != draft) draft.Uses.Add(used);
    }
}
