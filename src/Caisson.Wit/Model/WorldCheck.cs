namespace Caisson.Wit.Model;

/// <summary>
/// Checks that a world is complete: what its items use is imported in front of them, or for an export also exported in front of it.
/// Only so can it be encoded. component-model: Transitive imports and worlds
/// </summary>
internal static class WorldCheck
{
    /// <summary>Checks a world whose types have joined it.</summary>
    public static void Require(IReadOnlyList<WitWorldItem> imports, IReadOnlyList<WitWorldItem> exports)
    {
        HashSet<object> imported = [], exported = [];
        foreach (WitWorldItem item in imports)
        {
            IEnumerable<WitInterface> used = item is WitTypeItem { Type: WitAlias { Used.Scope: WitInterface source } } ? [source] : DependenciesOf(item);
            Require(item, used.Where(dependency => !imported.Contains(dependency)), nameof(imports));
            Add(imported, item, nameof(imports));
        }

        foreach (WitWorldItem item in exports)
        {
            Require(item, DependenciesOf(item).Where(dependency => !imported.Contains(dependency) && !exported.Contains(dependency)), nameof(exports));
            Add(exported, item, nameof(exports));
        }
    }

    private static IEnumerable<WitInterface> DependenciesOf(WitWorldItem item) => item is WitInterfaceItem named ? named.Interface.Dependencies : [];

    private static void Require(WitWorldItem item, IEnumerable<WitInterface> missing, string parameter)
    {
        if (missing.FirstOrDefault() is { } used) throw new ArgumentException($"`{NameOf(item)}` uses types of `{used}`, which doesn't stand in front of it", parameter);
    }

    private static void Add(HashSet<object> keys, WitWorldItem item, string parameter)
    {
        if (!keys.Add(item.Key)) throw new ArgumentException($"`{NameOf(item)}` is there twice", parameter);
    }

    // An interface may be in no package yet, so that it has no full name.
    private static string NameOf(WitWorldItem item) => item is WitInterfaceItem { PlainName: null } named ? named.Interface.ToString() : item.ExternName;
}
