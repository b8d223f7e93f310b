using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>Interfaces, with a name or in a world.</summary>
internal static class InterfaceResolver
{
    /// <summary>An interface of a package.</summary>
    public static WitInterface Resolve(InterfaceSyntax syntax, PackageScope package, PackageItemsSyntax part)
    {
        CheckGates(syntax);
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

    private static void CheckGates(InterfaceSyntax syntax)
    {
        foreach (ItemSyntax item in syntax.Items) GateRules.CheckContained(syntax.Annotations, syntax.Name, item.Annotations);
    }

    /// <summary>Interfaces that use each other are inside of one another here: what is done before and behind has frames of its own, so that the stack holds many.</summary>
    private static (IReadOnlyList<WitTypeDef> Types, IReadOnlyList<WitFunction> Functions) Resolve(IReadOnlyList<ItemSyntax> items, PackageScope package, PackageItemsSyntax part)
    {
        TypeScope types = ScopeOf(items, package, part);
        types.ResolveAll();
        return (types.Ordered, FunctionsOf(items, package, types));
    }

    private static TypeScope ScopeOf(IReadOnlyList<ItemSyntax> items, PackageScope package, PackageItemsSyntax part)
    {
        List<ItemSyntax> active = [.. Active(items, package)];
        var types = new TypeScope(items, package, part);
        foreach (FunctionSyntax function in active.OfType<FunctionSyntax>()) types.Names.Add(function.Name);
        return types;
    }

    private static List<WitFunction> FunctionsOf(IReadOnlyList<ItemSyntax> items, PackageScope package, TypeScope types)
    {
        var functions = new FunctionResolver(types);
        return
        [
            .. types.Resources.SelectMany(resource => functions.OfResource(resource.Syntax, resource.Type, package.Gates)),
            .. Active(items, package).OfType<FunctionSyntax>().Select(functions.Freestanding),
        ];
    }

    private static IEnumerable<ItemSyntax> Active(IReadOnlyList<ItemSyntax> items, PackageScope package) => items.Where(item => package.Gates.IsActive(item.Annotations));
}
