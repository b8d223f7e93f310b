using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>Builds packages of what has been put together, in the order in which it stands on itself. One thread at a time.</summary>
internal sealed class PackageBuilder(DraftSet drafts, PackageName main, DocsNode docs)
{
    private readonly Dictionary<Draft, WitInterface> _done = [];
    private readonly HashSet<Draft> _open = [];
    private readonly List<Draft> _order = [];

    /// <summary>All packages.</summary>
    /// <param name="own">The interfaces of the main package.</param>
    /// <param name="worlds">Its worlds.</param>
    public WitResolution Build(IEnumerable<string> own, IEnumerable<WorldReader> worlds)
    {
        foreach (string name in own) Named(drafts.Find(name)!);
        foreach (Draft draft in drafts.Named) Named(draft);
        Dictionary<PackageName, List<WitInterface>> byPackage = [];
        foreach (Draft draft in _order)
        {
            if (!byPackage.TryGetValue(draft.Package!, out List<WitInterface>? interfaces)) byPackage.Add(draft.Package!, interfaces = []);
            interfaces.Add(_done[draft]);
        }

        List<WitPackage> packages =
        [
            .. from pair in byPackage
               where !pair.Key.Equals(main)
               select DecodeErrors.Build(0, () => new WitPackage(pair.Key, pair.Value, [])),
        ];
        byPackage.TryGetValue(main, out List<WitInterface>? ofMain);
        WitWorld[] built = [.. worlds.Select(world => world.Build(this))];
        WitPackage package = DecodeErrors.Build(0, () => new WitPackage(main, ofMain ?? [], built) { Docs = docs.Docs });
        return new WitResolution(package, [.. InOrder(packages), package]);
    }

    /// <summary>An interface that has been put together.</summary>
    /// <param name="draft">The interface.</param>
    /// <param name="isInline">Whether it has no name.</param>
    public WitInterface Interface(Draft draft, bool isInline) => isInline ? Create(draft, null) : Named(draft);

    private WitInterface Named(Draft draft)
    {
        if (_done.TryGetValue(draft, out WitInterface? done)) return done;
        if (_open.Count > Limits.UseDepth || !_open.Add(draft)) throw DecodeErrors.Cycle(draft.Offset, draft.Name);
        foreach (Draft used in draft.Uses) Named(used);
        _open.Remove(draft);
        _order.Add(draft);
        return _done[draft] = Create(draft, draft.Item);
    }

    private static WitInterface Create(Draft draft, string? name) => DecodeErrors.Build(draft.Offset, () =>
        new WitInterface(name, draft.Types, draft.Functions) { Docs = name is null ? null : draft.Docs.Docs, Gate = name is null ? WitGate.None : draft.Docs.Gate });

    // Each behind those that it uses.
    private static List<WitPackage> InOrder(List<WitPackage> packages)
    {
        List<WitPackage> ordered = [];
        HashSet<WitPackage> seen = [];
        foreach (WitPackage package in packages) Visit(package, 0);
        return ordered;

        void Visit(WitPackage package, int depth)
        {
            if (!seen.Add(package)) return;
            IEnumerable<WitPackage> used = package.Interfaces.SelectMany(item => item.Dependencies).Select(item => item.Package).OfType<WitPackage>().Distinct();
            if (depth < Limits.UseDepth)
            {
                foreach (WitPackage dependency in used.ToArray()) Visit(dependency, depth + 1);
            }

            ordered.Add(package);
        }
    }
}
