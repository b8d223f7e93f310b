using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>Resolves the interfaces and worlds of one package, each when it is first mentioned.</summary>
internal sealed class PackageScope(PackageSyntax syntax, PackageResolver packages, GateRules gates)
{
    private readonly Dictionary<string, WitInterface> _interfaces = new(StringComparer.Ordinal);
    private readonly List<WitInterface> _ordered = [];
    private readonly Dictionary<string, WitWorld> _worlds = new(StringComparer.Ordinal);
    private readonly DependencyOrder<string> _interfaceOrder = new();
    private readonly DependencyOrder<string> _worldOrder = new();

    /// <summary>The result, once it is there.</summary>
    public WitPackage? Package { get; private set; }

    /// <summary>Which items are there.</summary>
    public GateRules Gates { get; } = gates;

    /// <summary>How many items worlds have got by <c>include</c>.</summary>
    public int IncludedItems { get; set; }

    /// <summary>Resolves all of the package.</summary>
    public WitPackage Resolve()
    {
        foreach (PackageItemsSyntax part in syntax.Parts)
        {
            foreach (InterfaceSyntax item in part.Interfaces.Where(item => Gates.IsActive(item.Annotations))) GetInterface(item.Name.Text, item.Name.Location);
            foreach (WorldSyntax item in part.Worlds.Where(item => Gates.IsActive(item.Annotations))) GetWorld(item.Name.Text, item.Name.Location);
            foreach (ToplevelUseSyntax use in part.Uses) CheckUse(use);
        }

        IEnumerable<WitWorld> worlds = syntax.Worlds.Keys.Where(_worlds.ContainsKey).Select(name => _worlds[name]);
        return Package = new WitPackage(Gates.Name, _ordered, worlds) { Docs = syntax.Declaration.Docs };
    }

    /// <summary>The interface that a path in a file means.</summary>
    public WitInterface FindInterface(UsePathSyntax path, PackageItemsSyntax part)
    {
        (PackageScope scope, string name) = Locate(path, part);
        return scope.GetInterface(name, path.Location);
    }

    /// <summary>The world that a path in a file means.</summary>
    public WitWorld FindWorld(UsePathSyntax path, PackageItemsSyntax part)
    {
        (PackageScope scope, string name) = Locate(path, part);
        return scope.GetWorld(name, path.Location);
    }

    /// <summary>Whether a path in a file leads to another package.</summary>
    public bool IsForeign(UsePathSyntax path, PackageItemsSyntax part) => Locate(path, part).Scope != this;

    private (PackageScope Scope, string Name) Locate(UsePathSyntax path, PackageItemsSyntax part)
    {
        UsePathSyntax target = path.Package is null && part.FindUse(path.Name.Text) is { } use ? use.Path : path;
        return (target.Package is null ? this : packages.Find(target, syntax), target.Name.Text);
    }

    // What it names must be there; behind a gate is enough, as the items that use the name may be too.
    private void CheckUse(ToplevelUseSyntax use)
    {
        PackageSyntax package = use.Path.Package is null ? syntax : packages.Find(use.Path, syntax).Syntax;
        string name = use.Path.Name.Text;
        if (package.Interfaces.ContainsKey(name)) return;
        throw package.Worlds.ContainsKey(name)
            ? ResolveErrors.NotAnInterface(use.Path.Name.Location, name)
            : ResolveErrors.Unknown(use.Path.Name.Location, "interface", use.Path.ToString(), package.Interfaces.Keys);
    }

    private PackageSyntax Syntax => syntax;

    private WitInterface GetInterface(string name, Location at)
    {
        if (_interfaces.TryGetValue(name, out WitInterface? done)) return done;
        if (!syntax.Interfaces.TryGetValue(name, out (InterfaceSyntax Syntax, PackageItemsSyntax Part) found))
        {
            throw syntax.Worlds.ContainsKey(name) ? ResolveErrors.NotAnInterface(at, name) : ResolveErrors.Unknown(at, "interface", name, syntax.Interfaces.Keys);
        }

        if (!Gates.IsActive(found.Syntax.Annotations)) throw ResolveErrors.GateShut(at, name, found.Syntax.Annotations);
        Enter(_interfaceOrder, name, "interfaces", at);
        WitInterface resolved = InterfaceResolver.Resolve(found.Syntax, this, found.Part);
        _interfaceOrder.Leave();
        _interfaces.Add(name, resolved);
        _ordered.Add(resolved);
        return resolved;
    }

    private WitWorld GetWorld(string name, Location at)
    {
        if (_worlds.TryGetValue(name, out WitWorld? done)) return done;
        if (!syntax.Worlds.TryGetValue(name, out (WorldSyntax Syntax, PackageItemsSyntax Part) found))
        {
            throw syntax.Interfaces.ContainsKey(name) ? ResolveErrors.IsOther(at, name, "a world", "an interface") : ResolveErrors.Unknown(at, "world", name, syntax.Worlds.Keys);
        }

        if (!Gates.IsActive(found.Syntax.Annotations)) throw ResolveErrors.GateShut(at, name, found.Syntax.Annotations);
        Enter(_worldOrder, name, "worlds", at);
        WitWorld resolved = new WorldResolver(found.Syntax, this, found.Part).Resolve();
        _worldOrder.Leave();
        _worlds.Add(name, resolved);
        return resolved;
    }

    private static void Enter(DependencyOrder<string> order, string name, string what, Location at)
    {
        if (order.IsOpen(name)) throw ResolveErrors.Cycle(at, what, [.. order.CycleTo(name)]);
        if (order.Depth >= Limits.UseDepth) throw ResolveErrors.UseTooDeep(at);
        order.Enter(name);
    }
}
