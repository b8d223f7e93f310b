using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>
/// Syntax to model. Packages are done in the order in which they depend on each other, and so are interfaces and worlds within one,
/// so that whatever is mentioned is there. One thread at a time.
/// </summary>
internal sealed class PackageResolver(PackageTable table, ResolveOptions options)
{
    private readonly Dictionary<PackageSyntax, PackageScope> _scopes = [];
    private readonly List<WitPackage> _done = [];

    /// <summary>Resolves all packages.</summary>
    /// <exception cref="WitException">One means nothing.</exception>
    public WitResolution Resolve()
    {
        var order = new DependencyOrder<PackageSyntax>();
        foreach (PackageSyntax package in table.Packages) Visit(package, order);
        return new WitResolution(_scopes[table.Main].Package!, _done);
    }

    /// <summary>What a path with a package means.</summary>
    public PackageScope Find(UsePathSyntax path, PackageSyntax from)
    {
        PackageSyntax package = table.Find(path.Package!) ?? throw ResolveErrors.UnknownPackage(path, table.Versions(path.Package!));
        return package == from || _scopes.ContainsKey(package) ? _scopes[package] : throw ResolveErrors.UnknownPackage(path, []);
    }

    private void Visit(PackageSyntax package, DependencyOrder<PackageSyntax> order)
    {
        if (!order.Enter(package)) return;
        foreach (UsePathSyntax path in PackagePaths.Of(package))
        {
            // An unknown package may be behind a gate that is shut; the item that needs it will tell.
            if (table.Find(path.Package!) is not { } dependency || dependency == package) continue;
            if (order.IsOpen(dependency)) throw ResolveErrors.PackageCycle(path, [.. order.CycleTo(dependency).Select(item => item.Name.ToString())]);
            if (order.Depth >= Limits.UseDepth) throw ResolveErrors.UseTooDeep(path.Location);
            Visit(dependency, order);
        }

        order.Leave();
        var gates = new GateRules(package, options, isMain: package == table.Main);
        var scope = new PackageScope(package, this, gates);
        _scopes.Add(package, scope);
        _done.Add(scope.Resolve());
    }
}
