using Caisson.Components.Concurrency;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>
/// Finds what a component imports and checks that it fits, naming everything that doesn't. Resources are learnt on the way, so that types are compared by
/// what they are at run time. spec: component instantiation
/// </summary>
/// <param name="store">Where the instance will live.</param>
/// <param name="importer">The instance that imports, which learns its resources.</param>
internal sealed class ImportResolution(ComponentStore store, InstanceState importer)
{
    private readonly List<string> _missing = [], _mismatched = [];

    /// <exception cref="UnlinkableException">Something is missing or doesn't fit.</exception>
    public IReadOnlyDictionary<string, LinkedItem> Resolve(ComponentType type, ComponentLinkerInstance linker)
    {
        var found = new Dictionary<string, LinkedItem>(StringComparer.Ordinal);
        foreach (ExternDecl import in type.Imports)
            if (Resolve(import, Find(import, linker), import.Name) is { } item) found.Add(import.Name, item);
        if (_missing.Count + _mismatched.Count > 0) throw LinkErrors.Unlinkable(_missing, _mismatched);
        return found;
    }

    private static object? Find(ExternDecl import, ComponentLinkerInstance linker)
    {
        if (InterfaceName.Find(linker.Definitions, import.Name) is { } found) return found;
        foreach (NameAttribute attribute in import.Attributes)
            if (attribute.Kind == NameAttributeKind.Implements) return InterfaceName.Find(linker.Definitions, attribute.Value);
        return null;
    }

    private LinkedItem? Resolve(ExternDecl wanted, object? definition, string path)
    {
        LinkedItem? item = (wanted.Type, definition) switch
        {
            (InstanceType instance, null or ComponentLinkerInstance) when definition is not null || !HasFunctions(instance) =>
                ResolveInstance(instance, (ComponentLinkerInstance?)definition, path),
            (TypeExternType { IsAbstract: false } bound, null) => KnownType(bound),
            (_, null) => null,
            (ComponentFuncType type, ComponentHostFunction function) => new LinkedFunction(new HostFunctionInstance(importer, type, function)),
            (ComponentFuncType type, ComponentAsyncHostFunction function) => new LinkedFunction(new AsyncHostFunctionInstance(importer, type, function)),
            (ComponentFuncType type, HostDelegate function) => Bind(type, function, path),
            (_, ComponentFunction function) => new LinkedFunction(function.Function),
            (_, ComponentInstance instance) => instance.Linked,
            (_, ComponentResourceType type) => new LinkedResource(type.Resource),
            (_, Module module) => new LinkedModule(module),
            (_, Component component) => new LinkedComponent(component, null),
            (_, LinkedItem linked) => linked,
            _ => null,
        };
        if (item is null)
        {
            if (definition is HostDelegate && wanted.Type is ComponentFuncType) return null;
            if (definition is null) _missing.Add($"  {path}: {wanted.Type}");
            else _mismatched.Add($"  {path}: {wanted.Type}: expected {ComponentSubtyping.Sort(wanted.Type)}, found {Noun(definition)}");
            return null;
        }
        if (StoreOf(definition) is { } other && other != store) throw LinkErrors.OtherStore();

        // What is missing may be a resource that types mention.
        if (definition is not (null or ComponentLinkerInstance) && _missing.Count == 0 && new ItemMatching(importer).Mismatch(wanted.Type, item) is { } reason)
            _mismatched.Add($"  {path}: {wanted.Type}: {reason}");
        return item;
    }

    /// <summary>A delegate as a function; null, and the reason noted, where its types don't fit.</summary>
    private LinkedFunction? Bind(ComponentFuncType type, HostDelegate function, string path)
    {
        try
        {
            return new LinkedFunction(function.Bind(importer, type));
        }
        catch (ArgumentException reason)
        {
            _mismatched.Add($"  {path}: {type}: {function} doesn't fit: {reason.Message}");
            return null;
        }
    }

    /// <summary>Where a definition lives, if it does.</summary>
    public static ComponentStore? StoreOf(object? definition) => definition switch
    {
        ComponentInstance instance => instance.Store,
        ComponentFunction function => function.Store,
        ComponentLinkerInstance linker => linker.Definitions.Values.Select(StoreOf).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string Noun(object definition) => definition is ComponentHostFunction or ComponentAsyncHostFunction or HostDelegate ? "func" : "instance";

    private LinkedInstance ResolveInstance(InstanceType wanted, ComponentLinkerInstance? definition, string path)
    {
        var found = new Dictionary<string, LinkedItem>(StringComparer.Ordinal);
        foreach (ExternDecl export in wanted.Exports)
            if (Resolve(export, definition?.Definitions.GetValueOrDefault(export.Name), $"{path} {export.Name}") is { } item) found.Add(export.Name, item);
        return new LinkedInstance(found);
    }

    /// <summary>A type that is known needs nobody to define it.</summary>
    private LinkedItem KnownType(TypeExternType bound) => bound.Type is ResourceType resource && importer.Knows(resource)
        ? new LinkedResource(importer.ResourceOf(resource))
        : new LinkedType(bound.Type, importer);

    /// <summary>An instance that has nothing but known types needs nobody to define it, either.</summary>
    private static bool HasFunctions(InstanceType type) => type.Exports.Any(export => export.Type switch
    {
        TypeExternType { IsAbstract: false } => false,
        InstanceType nested => HasFunctions(nested),
        _ => true,
    });
}
