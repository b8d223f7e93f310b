namespace Caisson.Wit.Model;

/// <summary>Interfaces and worlds under one name. Immutable, as all that it holds is from then on.</summary>
public sealed class WitPackage
{
    /// <summary>A package.</summary>
    /// <param name="name">The name.</param>
    /// <param name="interfaces">The interfaces, each behind those that it uses; they become this package's.</param>
    /// <param name="worlds">The worlds; they become this package's.</param>
    public WitPackage(PackageName name, IEnumerable<WitInterface> interfaces, IEnumerable<WitWorld> worlds)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        (Interfaces, Worlds) = ([.. interfaces], [.. worlds]);
        Names.RequireUnique(Interfaces.Select(item => item.Name ?? "").Concat(Worlds.Select(item => item.Name)), nameof(interfaces));
        HashSet<WitInterface> all = [.. Interfaces], joined = [];
        foreach (WitInterface item in Interfaces)
        {
            item.Join(this);
            bool isInFront = item.Dependencies.Any(used => all.Contains(used) && !joined.Contains(used));
            if (isInFront) throw new ArgumentException($"`{item.Name}` stands before an interface that it uses", nameof(interfaces));
            joined.Add(item);
        }

        foreach (WitWorld item in Worlds) item.Join(this);
    }

    /// <summary>The name.</summary>
    public PackageName Name { get; }

    /// <summary>The interfaces, each behind those that it uses.</summary>
    public IReadOnlyList<WitInterface> Interfaces { get; }

    /// <summary>The worlds, in the order of definition.</summary>
    public IReadOnlyList<WitWorld> Worlds { get; }

    /// <summary>The documentation.</summary>
    public string? Docs { get; init; }

    /// <summary>The interface of a name, or null.</summary>
    /// <param name="name">A label.</param>
    public WitInterface? FindInterface(string name) => Interfaces.FirstOrDefault(item => item.Name == name);

    /// <summary>The world of a name, or null.</summary>
    /// <param name="name">A label.</param>
    public WitWorld? FindWorld(string name) => Worlds.FirstOrDefault(item => item.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name.ToString();
}
