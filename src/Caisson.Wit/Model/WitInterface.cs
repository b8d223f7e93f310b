namespace Caisson.Wit.Model;

/// <summary>
/// Types and functions. One without name stands in a world only. The object belongs to the package that it is put into; else it is
/// immutable. component-model: interface-item
/// </summary>
public sealed class WitInterface : IWitScope
{
    private readonly Dictionary<string, WitTypeDef> _typesByName;

    /// <summary>An interface.</summary>
    /// <param name="name">The name, or null for one that stands in a world.</param>
    /// <param name="types">The types, each behind those that it mentions; they become this interface's.</param>
    /// <param name="functions">The functions, also those of its resources.</param>
    public WitInterface(string? name, IEnumerable<WitTypeDef> types, IEnumerable<WitFunction> functions)
    {
        Name = name is null ? null : Names.Require(name, nameof(name));
        Types = [.. types];
        WitFunction[] all = [.. functions];
        Names.RequireUnique(Types.Select(type => type.Name).Concat(all.Select(function => function.ExportName)), nameof(functions));
        _typesByName = Types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (WitTypeDef type in Types) type.Join(this);
        UseDepth = 1 + Dependencies.Select(dependency => dependency.UseDepth).DefaultIfEmpty(0).Max();
        if (UseDepth > Limits.UseDepth) throw new ArgumentException($"more than {Limits.UseDepth} interfaces use each other's types", nameof(types));
        ScopeCheck.Require(Types, all, nameof(types));
        ILookup<WitResource?, WitFunction> byResource = all.ToLookup(function => function.Resource);
        foreach (WitResource resource in Types.OfType<WitResource>()) resource.Own(byResource[resource]);
        Functions = [.. all.Where(function => function.Resource is null)];
        bool isForeign = all.Any(function => function.Resource is { } resource && resource.Scope != this);
        if (isForeign) throw new ArgumentException("a function is of a resource that isn't in this interface", nameof(functions));
    }

    /// <summary>The name, a label; null for an interface that stands in a world.</summary>
    public string? Name { get; }

    /// <summary>The types, each behind those that it mentions.</summary>
    public IReadOnlyList<WitTypeDef> Types { get; }

    /// <summary>The functions that belong to no resource; see <see cref="WitResource.Functions"/> for the others.</summary>
    public IReadOnlyList<WitFunction> Functions { get; }

    /// <summary>The documentation.</summary>
    public string? Docs { get; init; }

    /// <summary>Since when, or under which feature, it can be used.</summary>
    public WitGate Gate { get; init; } = WitGate.None;

    /// <inheritdoc/>
    public WitPackage? Package { get; private set; }

    /// <inheritdoc/>
    public string? QualifiedName => Name is null ? null : Package?.Name.Qualify(Name);

    /// <summary>The interfaces whose types this one uses, each once, in the order of use.</summary>
    public IEnumerable<WitInterface> Dependencies =>
        Types.OfType<WitAlias>().Select(alias => alias.Used?.Scope).OfType<WitInterface>().Distinct();

    /// <summary>The functions of the resources, in the order of the resources, then the others.</summary>
    public IEnumerable<WitFunction> AllFunctions => Types.OfType<WitResource>().SelectMany(resource => resource.Functions).Concat(Functions);

    /// <summary>The type of a name, or null.</summary>
    /// <param name="name">A label.</param>
    public WitTypeDef? FindType(string name) => _typesByName.TryGetValue(name, out WitTypeDef? type) ? type : null;

    /// <inheritdoc/>
    public override string ToString() => QualifiedName ?? Name ?? "interface";

    /// <summary>How many interfaces the longest chain of uses has, from 1; what follows such chains may recurse.</summary>
    internal int UseDepth { get; }

    internal void Join(WitPackage package)
    {
        if (Name is null) throw new ArgumentException("an interface of a package has a name");
        Package = Package is null ? package : throw new ArgumentException($"`{Name}` is already in a package");
    }
}
