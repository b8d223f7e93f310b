using Caisson.Wit;
using Caisson.Wit.Model;

namespace Caisson.Components.Worlds;

/// <summary>Builds the packages of all interfaces, each behind those that it uses, and the main one with the world. One thread at a time.</summary>
internal sealed class PackageWriter(UseGraph<ScopeDraft> uses, PackageName main)
{
    private const string WorldName = "root";
    private readonly List<PackageName> _names = [];
    private readonly Dictionary<PackageName, List<WitInterface>> _interfaces = [];
    private readonly HashSet<ScopeDraft> _done = [];

    /// <exception cref="ArgumentException">The model refuses it.</exception>
    public (WitResolution Packages, WitWorld World) Write(
        IEnumerable<ScopeDraft> drafts, Func<IReadOnlyList<WitWorldItem>> imports, Func<IReadOnlyList<WitWorldItem>> exports)
    {
        foreach (ScopeDraft draft in drafts) Add(draft);
        WitPackage[] others = [.. _names.Where(name => !name.Equals(main)).Select(name => new WitPackage(name, _interfaces[name], []))];
        List<WitInterface> own = _interfaces.GetValueOrDefault(main) ?? [];
        string name = own.Any(item => Label.Unique(item.Name!) == WorldName) ? "root-world" : WorldName;
        var world = new WitWorld(name, imports(), exports());
        var package = new WitPackage(main, own, [world]);
        return (new WitResolution(package, [.. InOrder(others), package]), world);
    }

    private void Add(ScopeDraft draft)
    {
        // As deep as there are interfaces: what uses what is a few levels, but a hostile component isn't bound to that.
        Stack<(ScopeDraft Draft, bool IsReady)> pending = new([(draft, false)]);
        while (pending.TryPop(out (ScopeDraft Draft, bool IsReady) next))
        {
            if (_done.Contains(next.Draft)) continue;
            if (!next.IsReady)
            {
                pending.Push((next.Draft, true));
                foreach (ScopeDraft used in uses.UsedBy(next.Draft).Reverse()) pending.Push((used, false));
                continue;
            }

            _done.Add(next.Draft);
            if (!_interfaces.TryGetValue(next.Draft.Package!, out List<WitInterface>? interfaces))
            {
                _names.Add(next.Draft.Package!);
                _interfaces.Add(next.Draft.Package!, interfaces = []);
            }

            interfaces.Add(next.Draft.Build());
        }
    }

    /// <summary>Each package behind those that it uses; the interfaces are in this order, and no two packages use each other.</summary>
    private static List<WitPackage> InOrder(IReadOnlyList<WitPackage> packages)
    {
        List<WitPackage> ordered = [], left = [.. packages];
        while (left.Count > 0)
        {
            WitPackage next = left.Find(package => package.Interfaces.SelectMany(item => item.Dependencies).All(used => used.Package == package || !left.Contains(used.Package!)))!;
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }
}
