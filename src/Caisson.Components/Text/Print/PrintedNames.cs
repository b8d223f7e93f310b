using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;

namespace Caisson.Components.Text.Print;

/// <summary>
/// The names of a component that identifiers and annotations can say: all or none. A name section that says more than that, or not as
/// the parser writes it, is printed as it is. Immutable.
/// </summary>
internal sealed class PrintedNames
{
    private static readonly PrintedNames None = new(ComponentNames.Empty, section: null);

    private readonly ComponentNames _names;
    private readonly ILookup<Sort, (uint Index, string Name)> _bySort;

    private PrintedNames(ComponentNames names, ComponentCustomSection? section)
    {
        (_names, Section) = (names, section);
        _bySort = names.Definitions.OrderBy(name => name.Key.Index).ToLookup(name => name.Key.Sort, name => (name.Key.Index, name.Value));
    }

    /// <summary>The section that identifiers make superfluous.</summary>
    public ComponentCustomSection? Section { get; }

    /// <summary>The name of the component.</summary>
    public string? Component => _names.Component;

    /// <summary>The names of a component.</summary>
    public static PrintedNames From(ComponentSyntax component)
    {
        ComponentCustomSection? section = component.CustomSections.FirstOrDefault(custom => custom.Name == ComponentNameWriter.Section);
        if (section is null || section.AfterDefinition < component.Definitions.Length) return None;
        PrintedNames names = new(component.Names, section);
        byte[] content = ComponentNameWriter.Encode(names.Component, names.Of);
        return content.AsSpan().SequenceEqual(component.Slice(section.Content).Span) && names.AreOfDefinitions(component) ? names : None;
    }

    /// <summary>The names of a sort's definitions, in order.</summary>
    public IReadOnlyList<(uint Index, string Name)> Of(Sort sort) => [.. _bySort[sort]];

    /// <summary>The name of a definition.</summary>
    public string? Of(Sort sort, uint index) => _names.Of(sort, index);

    private bool AreOfDefinitions(ComponentSyntax component)
    {
        uint[] counts = new uint[Sorts.Count];
        foreach (ComponentDefinition definition in component.Definitions)
        {
            (Sort sort, uint count) = Added(definition);
            counts[(int)sort] += count;
        }
        return _names.Definitions.Keys.All(key => key.Index < counts[(int)key.Sort]);
    }

    private static (Sort Sort, uint Count) Added(ComponentDefinition definition) => definition switch
    {
        CoreModuleDefinition => (Sort.CoreModule, 1),
        CoreInstantiateDefinition or CoreInlineInstanceDefinition => (Sort.CoreInstance, 1),
        CoreTypeDefinition { Type: CoreRecTypeSyntax group } => (Sort.CoreType, (uint)group.Types.Length),
        CoreTypeDefinition => (Sort.CoreType, 1),
        NestedComponentDefinition => (Sort.Component, 1),
        InstantiateDefinition or InlineInstanceDefinition => (Sort.Instance, 1),
        ExportAliasDefinition alias => (alias.Sort, 1),
        CoreExportAliasDefinition alias => (alias.Sort, 1),
        OuterAliasDefinition alias => (alias.Sort, 1),
        TypeDefinition => (Sort.Type, 1),
        CanonDefinition { Kind: CanonKind.Lift } => (Sort.Func, 1),
        CanonDefinition => (Sort.CoreFunc, 1),
        StartDefinition start => (Sort.Value, start.Results),
        ImportDefinition import => (import.Type.Sort, 1),
        ExportDefinition export => (export.Sort, 1),
        _ => (Sort.Value, 1),
    };
}
