using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>Interfaces, with a name or in a world.</summary>
internal static class InterfaceResolver
{
    /// <summary>An interface of a package.</summary>
    public static WitInterface Resolve(InterfaceSyntax syntax, PackageScope package, PackageItemsSyntax part)
    {
        foreach (ItemSyntax item in syntax.Items) GateRules.CheckContained(syntax.Annotations, syntax.Name, item.Annotations);
        (IReadOnlyList<WitTypeDef> types, IReadOnlyList<WitFunction> functions) = Resolve(syntax.Items, package, part);
        return new WitInterface(syntax.Name.Text, types, functions) { Docs = syntax.Annotations.Docs, Gate = GateRules.Of(syntax.Annotations) };
    }

    /// <summary>An interface that stands in a world.</summary>
    public static WitInterface ResolveInline(InlineInterfaceSyntax syntax, PackageScope package, PackageItemsSyntax part)
    {
        (IReadOnlyList<WitTypeDef> types, IReadOnlyList<WitFunction> functions) = Resolve(syntax.Items, package, part);
        return new WitInterface(null, types, functions);
    }

    /// <summary>Where an item is named, for errors.</summary>
    public static Location Place(ItemSyntax item) => item switch
    {
        TypeDefSyntax type => type.Name.Location,
        FunctionSyntax function => function.Name.Location,
        ExternSyntax { Name: { } name } => name.Location,
        ExternSyntax { Type: InterfaceReferenceSyntax reference } => reference.Path.Location,
        UseSyntax use => use.Path.Location,
        IncludeSyntax include => include.Path.Location,
        _ => item.Annotations.Location,
    };

    private static (IReadOnlyList<WitTypeDef> Types, IReadOnlyList<WitFunction> Functions) Resolve(IReadOnlyList<ItemSyntax> items, PackageScope package, PackageItemsSyntax part)
    {
        List<ItemSyntax> active = [.. items.Where(item => package.Gates.IsActive(item.Annotations))];
        var types = new TypeScope(items, package, part);
        foreach (FunctionSyntax function in active.OfType<FunctionSyntax>()) types.Names.Add(function.Name);
        types.ResolveAll();
        var functions = new FunctionResolver(types);
        List<WitFunction> resolved = [.. types.Resources.SelectMany(resource => functions.OfResource(resource.Syntax, resource.Type, package.Gates))];
        resolved.AddRange(active.OfType<FunctionSyntax>().Select(functions.Freestanding));
        return (types.Ordered, resolved);
    }
}
