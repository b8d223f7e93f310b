namespace Caisson.Wit.Model;

/// <summary>
/// What a component imports and exports, complete: with what <c>include</c> brings, and with the interfaces whose types others use.
/// The object belongs to the package that it is put into; else it is immutable. component-model: world-item
/// </summary>
public sealed class WitWorld : IWitScope
{
    /// <summary>A world.</summary>
    /// <param name="name">The name.</param>
    /// <param name="imports">
    /// The imports, each behind those that it mentions. Types become this world's. Functions of resources are among them and move
    /// to <see cref="WitResource.Functions"/>.
    /// </param>
    /// <param name="exports">The exports: interfaces and functions.</param>
    public WitWorld(string name, IEnumerable<WitWorldItem> imports, IEnumerable<WitWorldItem> exports)
    {
        Name = Names.Require(name, nameof(name));
        WitWorldItem[] all = [.. imports];
        Exports = [.. exports];
        if (Exports.OfType<WitTypeItem>().Any()) throw new ArgumentException("a world doesn't export types", nameof(exports));
        foreach (WitTypeItem item in all.OfType<WitTypeItem>()) item.Type.Join(this);
        WitFunction[] functions = [.. all.OfType<WitFunctionItem>().Select(item => item.Function)];
        ILookup<WitResource?, WitFunction> byResource = functions.ToLookup(function => function.Resource);
        foreach (WitResource resource in all.OfType<WitTypeItem>().Select(item => item.Type).OfType<WitResource>()) resource.Own(byResource[resource]);
        bool isForeign = functions.Any(function => function.Resource is { } resource && resource.Scope != this);
        if (isForeign) throw new ArgumentException("a function is of a resource that isn't in this world", nameof(imports));
        WorldCheck.Require(all, Exports);
        IEnumerable<WitFunction> exported = Exports.OfType<WitFunctionItem>().Select(item => item.Function);
        ScopeCheck.Require(all.OfType<WitTypeItem>().Select(item => item.Type), functions.Concat(exported), nameof(imports));
        Imports = [.. all.Where(item => item is not WitFunctionItem { Function.Resource: not null })];
    }

    /// <summary>The name, a label.</summary>
    public string Name { get; }

    /// <summary>The imports, each behind those that it mentions, without the functions of resources.</summary>
    public IReadOnlyList<WitWorldItem> Imports { get; }

    /// <summary>The exports: interfaces and functions.</summary>
    public IReadOnlyList<WitWorldItem> Exports { get; }

    /// <summary>The documentation.</summary>
    public string? Docs { get; init; }

    /// <summary>Since when, or under which feature, it can be used.</summary>
    public WitGate Gate { get; init; } = WitGate.None;

    /// <inheritdoc/>
    public WitPackage? Package { get; private set; }

    /// <inheritdoc/>
    public string? QualifiedName => Package?.Name.Qualify(Name);

    /// <summary>The types among the imports.</summary>
    public IEnumerable<WitTypeDef> Types => Imports.OfType<WitTypeItem>().Select(item => item.Type);

    /// <inheritdoc/>
    public override string ToString() => QualifiedName ?? Name;

    internal void Join(WitPackage package) =>
        Package = Package is null ? package : throw new ArgumentException($"`{Name}` is already in a package");
}
