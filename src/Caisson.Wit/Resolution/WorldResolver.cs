using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>
/// Worlds, in steps: 1. their own types, imports and exports; 2. what they include; 3. the interfaces that all of that stands on.
/// component-model: world-item
/// </summary>
internal sealed class WorldResolver(WorldSyntax syntax, PackageScope package, PackageItemsSyntax part)
{
    private readonly WorldItems _imports = new("import");
    private readonly WorldItems _exports = new("export");

    /// <summary>Resolves the world.</summary>
    public WitWorld Resolve()
    {
        foreach (ItemSyntax item in syntax.Items) GateRules.CheckContained(syntax.Annotations, syntax.Name, item.Annotations);
        ItemSyntax[] active = [.. syntax.Items.Where(item => package.Gates.IsActive(item.Annotations))];
        AddOwn(active);
        foreach (IncludeSyntax include in active.OfType<IncludeSyntax>()) Include(include);
        (IReadOnlyList<WitWorldItem> imports, IReadOnlyList<WitWorldItem> exports) = new WorldElaboration(_imports.Items, _exports.Items, syntax.Name).Complete();
        return new WitWorld(syntax.Name.Text, imports, exports) { Docs = syntax.Annotations.Docs, Gate = GateRules.Of(syntax.Annotations) };
    }

    private void AddOwn(ItemSyntax[] active)
    {
        var types = new TypeScope(syntax.Items, package, part);
        types.ResolveAll();
        var functions = new FunctionResolver(types);
        foreach (WitTypeDef type in types.Ordered) _imports.Add(new WitTypeItem(type), syntax.Name.Location);
        foreach (ExternSyntax item in active.OfType<ExternSyntax>())
        {
            (item.IsExport ? _exports : _imports).Add(Extern(item, functions), InterfaceResolver.Place(item));
        }

        foreach ((ResourceSyntax resource, WitResource type) in types.Resources)
        {
            foreach (WitFunction function in functions.OfResource(resource, type, package.Gates)) _imports.Add(new WitFunctionItem(function), resource.Name.Location);
        }
    }

    private WitWorldItem Extern(ExternSyntax item, FunctionResolver functions)
    {
        if (item.Type is ExternFunctionSyntax function) return new WitFunctionItem(functions.Freestanding(item.Name!, function.Type, item.Annotations));
        WitInterface @interface = item.Type is InlineInterfaceSyntax inline
            ? InterfaceResolver.ResolveInline(inline, package, part)
            : package.FindInterface(((InterfaceReferenceSyntax)item.Type).Path, part);
        return new WitInterfaceItem(@interface, item.Name?.Text)
        {
            Docs = item.Annotations.Docs,
            Gate = GateRules.Of(item.Annotations),
            ExternalId = item.Annotations.ExternalId,
        };
    }

    // component-model: include-item
    private void Include(IncludeSyntax include)
    {
        WitWorld world = package.FindWorld(include.Path, part);
        HashSet<string> plainNames = [.. world.Imports.Concat(world.Exports).Where(item => item is not WitInterfaceItem { PlainName: null }).Select(item => item.ExternName)];
        foreach (UseNameSyntax rename in include.Renames)
        {
            if (!plainNames.Contains(rename.Name.Text)) throw ResolveErrors.NoPlainName(rename.Name, include.Path.Name.Text);
        }

        Dictionary<string, string> renames = new(StringComparer.Ordinal);
        var names = new UniqueNames("name");
        foreach (UseNameSyntax rename in include.Renames)
        {
            names.Add(rename.Name);
            renames.Add(rename.Name.Text, rename.LocalName.Text);
        }

        var copy = new WorldCopy(renames, GateRules.Of(include.Annotations), isForeign: package.IsForeign(include.Path, part));
        foreach (WitWorldItem item in copy.Imports(world, _imports)) Merge(_imports, item, include);
        foreach (WitWorldItem item in copy.Exports(world)) Merge(_exports, item, include);
    }

    private void Merge(WorldItems items, WitWorldItem item, IncludeSyntax include)
    {
        if (++package.IncludedItems > Limits.IncludedItems) throw ResolveErrors.TooManyIncluded(include.Path.Location);
        if (!items.TryMerge(item)) throw ResolveErrors.IncludeConflict(include, item.ExternName, items.Kind);
    }
}
