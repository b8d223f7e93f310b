using Caisson.Components.Syntax;

namespace Caisson.Components.Composition;

/// <summary>
/// Where the types of imported interfaces come from that are names of other interfaces' types, as <c>use</c> of WIT makes them. Resolved
/// types don't tell: a value type is what its structure is. Only what is written finds the name again.
/// </summary>
internal sealed class TypeOrigins
{
    private readonly Dictionary<(string Interface, string Type), (string Interface, string Type)> _origins = [];
    private readonly List<string?> _instances = [];
    private readonly List<(string, string)?> _types = [];
    private readonly Dictionary<int, InstanceTypeSyntax> _instanceTypes = [];

    /// <summary>The origins in a component.</summary>
    public TypeOrigins(ComponentSyntax component)
    {
        foreach (ComponentDefinition definition in component.Definitions) Add(definition);
    }

    /// <summary>The interface and type that a type of an imported interface is a name of; null for none.</summary>
    public (string Interface, string Type)? Of(string @interface, string type) =>
        _origins.TryGetValue((@interface, type), out (string, string) origin) ? origin : null;

    private void Add(ComponentDefinition definition)
    {
        switch (definition)
        {
            case ImportDefinition { Type: IndexedExternSyntax { Sort: Sort.Instance } type, Name.Name: var name }:
                if (_instanceTypes.TryGetValue((int)type.Type, out InstanceTypeSyntax? instance)) Add(name, instance);
                _instances.Add(name);
                break;
            case ImportDefinition { Type: TypeEqSyntax or SubResourceSyntax }: _types.Add(null); break;
            case ExportAliasDefinition { Sort: Sort.Type } alias:
                _types.Add(_instances[(int)alias.Instance] is { } from ? (from, alias.Name) : null);
                break;
            case TypeDefinition type:
                if (type.Type is InstanceTypeSyntax declared) _instanceTypes.Add(_types.Count, declared);
                _types.Add(null);
                break;
            case OuterAliasDefinition { Sort: Sort.Type } or ExportDefinition { Sort: Sort.Type }: _types.Add(null); break;
            case ExportAliasDefinition { Sort: Sort.Instance } or ExportDefinition { Sort: Sort.Instance } or InstantiateDefinition or InlineInstanceDefinition:
                _instances.Add(null);
                break;
        }
    }

    private void Add(string name, InstanceTypeSyntax type)
    {
        List<(string, string)?> types = [];
        foreach (ComponentDefinition declaration in type.Declarations)
        {
            switch (declaration)
            {
                case OuterAliasDefinition { Sort: Sort.Type } alias:
                    types.Add(alias.Count switch { 0 => types[(int)alias.Index], 1 => _types[(int)alias.Index], _ => null });
                    break;
                case ExportDeclaration { Type: TypeEqSyntax eq } export:
                    if (types[(int)eq.Type] is { } origin) _origins.TryAdd((name, export.Name.Name), origin);
                    types.Add(null);
                    break;
                case TypeDefinition or ExportAliasDefinition { Sort: Sort.Type } or ExportDeclaration { Type: SubResourceSyntax }:
                    types.Add(null);
                    break;
            }
        }
    }
}
