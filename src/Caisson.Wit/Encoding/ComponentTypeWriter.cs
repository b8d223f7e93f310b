using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>
/// A component type that stands for an interface with what it uses, or for a world. component-model: Package Format
/// </summary>
internal sealed class ComponentTypeWriter
{
    private readonly DeclarationWriter _outer = new();
    private readonly Dictionary<WitInterface, uint> _instances = [];
    private readonly Dictionary<(uint Instance, WitTypeDef Type), uint> _aliases = [];
    private readonly ScopeWriter _scope;

    public ComponentTypeWriter() => _scope = new ScopeWriter(_outer, (name, equal) => _outer.Type(isImport: true, name, equal), Alias);

    /// <summary>The type that an interface becomes in a package.</summary>
    public static byte[] OfInterface(WitInterface @interface)
    {
        var writer = new ComponentTypeWriter();
        foreach (WitInterface dependency in TransitiveDependencies(@interface))
        {
            writer.Instance(isImport: true, new ExternName(FullName(dependency)), dependency, []);
        }

        writer.Instance(isImport: false, new ExternName(FullName(@interface)), @interface, @interface.AllFunctions);
        return writer._outer.ToType(Opcodes.Component);
    }

    /// <summary>The type that a world becomes in a package.</summary>
    public static byte[] OfWorld(WitWorld world)
    {
        var writer = new ComponentTypeWriter();
        foreach (WitWorldItem item in world.Imports) writer.Item(item, isImport: true);
        IEnumerable<WitFunction> ofResources = world.Types.OfType<WitResource>().SelectMany(resource => resource.Functions);
        foreach (WitFunction function in ofResources) writer.Item(new WitFunctionItem(function), isImport: true);
        foreach (WitWorldItem item in world.Exports) writer.Item(item, isImport: false);
        var wrapper = new DeclarationWriter();
        uint type = wrapper.Define(writer._outer.ToType(Opcodes.Component));
        wrapper.Extern(isImport: false, new ExternName(FullName(world)), Opcodes.ExternComponent, type);
        return wrapper.ToType(Opcodes.Component);
    }

    private void Item(WitWorldItem item, bool isImport)
    {
        switch (item)
        {
            case WitTypeItem type:
                _scope.Named(type.Type);
                break;
            case WitFunctionItem { Function: { } function }:
                uint index = _scope.Function(function);
                _outer.Extern(isImport, new ExternName(function.ExportName, null, function.ExternalId), Opcodes.ExternFunc, index);
                break;
            case WitInterfaceItem named:
                Instance(isImport, NameOf(named), named.Interface, named.Interface.AllFunctions);
                break;
        }
    }

    private void Instance(bool isImport, ExternName name, WitInterface @interface, IEnumerable<WitFunction> functions)
    {
        var inner = new DeclarationWriter();
        var scope = new ScopeWriter(
            inner,
            (typeName, equal) => inner.Type(isImport: false, typeName, equal),
            type => type.Scope == @interface ? null : inner.AliasOuter(Alias(type)!.Value));
        foreach (WitTypeDef defined in @interface.Types) scope.Named(defined);
        foreach (WitFunction function in functions)
        {
            uint index = scope.Function(function);
            inner.Extern(isImport: false, new ExternName(function.ExportName, null, function.ExternalId), Opcodes.ExternFunc, index);
        }

        uint type = _outer.Define(inner.ToType(Opcodes.Instance));
        // Under a plain name it is a copy whose types nobody else uses.
        if (name.Implements is null && @interface.Name is not null) _instances[@interface] = _outer.Instances;
        _outer.Extern(isImport, name, Opcodes.ExternInstance, type);
    }

    private static ExternName NameOf(WitInterfaceItem item) => item switch
    {
        { PlainName: null } => new ExternName(FullName(item.Interface), null, item.ExternalId),
        { Interface.Name: null } => new ExternName(item.PlainName, null, item.ExternalId),
        _ => new ExternName(item.PlainName, FullName(item.Interface), item.ExternalId),
    };

    private static string FullName(IWitScope scope) => scope.QualifiedName ?? throw new ArgumentException($"`{scope}` is in no package, so that it has no full name");

    // Types of the world itself are written here; others are taken from the instance that stands for their interface by now.
    private uint? Alias(WitTypeDef type)
    {
        if (type.Scope is not WitInterface source) return null;
        (uint, WitTypeDef) key = (_instances[source], type);
        if (!_aliases.TryGetValue(key, out uint index)) _aliases.Add(key, index = _outer.AliasExport(key.Item1, type.Name));
        return index;
    }

    private static List<WitInterface> TransitiveDependencies(WitInterface @interface)
    {
        List<WitInterface> ordered = [];
        HashSet<WitInterface> seen = [@interface];
        Visit(@interface);
        return ordered;

        void Visit(WitInterface item)
        {
            foreach (WitInterface dependency in item.Dependencies.Where(seen.Add))
            {
                Visit(dependency);
                ordered.Add(dependency);
            }
        }
    }
}
