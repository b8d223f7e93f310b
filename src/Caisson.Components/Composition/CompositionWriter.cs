using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Components.Types;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Composition;

/// <summary>
/// Writes a composition: its imports, the parts as they are, an instance of each, and the exports of the socket. Used once.
/// </summary>
internal sealed class CompositionWriter
{
    private readonly ComponentWriter _component = new();
    private readonly TypeScope _root;
    private readonly CompositionPlan _plan;
    private readonly Dictionary<ComposedImport, Lazy<uint>> _imports = [];
    private readonly Dictionary<PartInstance, uint> _instances = [];
    private readonly Stack<string> _importing = [];

    private CompositionWriter(CompositionPlan plan) => (_plan, _root) = (plan, new(null, _component, OriginsAmongImports(plan.Imports)));

    /// <summary>The bytes of a composition.</summary>
    public static byte[] Write(CompositionPlan plan)
    {
        CompositionWriter writer = new(plan);
        writer.Imports();
        foreach (PartInstance instance in plan.Instances) writer.Instantiate(instance);
        writer.Exports();
        writer.Names();
        return writer._component.ToArray();
    }

    /// <summary>An import can use types of other imports only.</summary>
    private static Dictionary<object, IDefType> OriginsAmongImports(MergedImports imports)
    {
        IEnumerable<ExternDecl> exports = imports.InOrder.Select(import => import.Declaration.Type).OfType<InstanceType>().SelectMany(instance => instance.Exports);
        HashSet<object> types = new(exports.Select(export => export.Type).OfType<TypeExternType>().Select(type => type.Type), ReferenceEqualityComparer.Instance);
        return new(imports.Origins.Where(pair => types.Contains(pair.Value)), ReferenceEqualityComparer.Instance);
    }

    /// <summary>Each import comes after those whose types it mentions.</summary>
    private void Imports()
    {
        foreach (ComposedImport import in _plan.Imports.InOrder)
        {
            Lazy<uint> index = new(() => Import(import), isThreadSafe: false);
            _imports.Add(import, index);
            _root.Know(import.Declaration.Type, index, isHere: false);
        }
        foreach (PartInstance instance in _plan.Instances)
            foreach (ExternDecl export in instance.Type.Exports)
                if (export.Type is TypeExternType or InstanceType)
                    _root.Know(export.Type, new Lazy<uint>(() => Export(instance, export), isThreadSafe: false), isHere: true);
        foreach (ComposedImport import in _plan.Imports.InOrder) _ = _imports[import].Value;
    }

    private uint Import(ComposedImport import)
    {
        string name = import.Declaration.Name;
        if (_importing.Contains(name)) throw CompositionErrors.Cycle(name);
        _importing.Push(name);
        uint index = _root.Declare(ComponentSection.Import, import.Declaration);
        _importing.Pop();
        return index;
    }

    /// <summary>spec: component, instantiate</summary>
    private void Instantiate(PartInstance instance)
    {
        ComponentSyntax syntax = instance.Part.Component.Syntax;
        _component.AddComponent(syntax.Slice(syntax.Range).Span);
        ByteWriter target = new();
        target.Byte(0x00);
        target.Unsigned(_root.Next(Sort.Component));
        target.Unsigned((ulong)instance.Arguments.Length);
        foreach (PartArgument argument in instance.Arguments)
        {
            ExternDecl export = argument.Import?.Declaration ?? new(argument.Export!, argument.Plug!.Type.Find(argument.Export!)!);
            target.Name(argument.Name);
            target.Sort(TypeScope.SortOf(export.Type));
            target.Unsigned(argument.Import is { } import ? _imports[import].Value : Export(argument.Plug!, export));
        }
        _instances.Add(instance, _root.Add(ComponentSection.Instance, Sort.Instance, target));
    }

    /// <summary>An index for an export of a part.</summary>
    private uint Export(PartInstance instance, ExternDecl export)
    {
        if (_importing.TryPeek(out string? import)) throw CompositionErrors.ImportOfPluggedType(import, instance.Part, export.Name);
        return _root.Alias(TypeScope.SortOf(export.Type), _instances[instance], export.Name);
    }

    /// <summary>spec: export</summary>
    private void Exports()
    {
        PartInstance socket = _plan.Instances[^1];
        foreach (ExternDecl export in socket.Type.Exports)
        {
            Sort sort = TypeScope.SortOf(export.Type);
            // Functions and types mention exported types by the names that they have out here.
            uint inner = export.Type is TypeExternType { Type: ComponentValType value } ? _root.Define(value) : Export(socket, export);
            ByteWriter target = new(), ascribed = new();
            if (export.Type is ComponentFuncType) _root.ExternType(export.Type, ascribed);
            target.ExternName(export);
            target.Sort(sort);
            target.Unsigned(inner);
            target.Flag(ascribed.Length > 0);
            target.Bytes(ascribed.Written);
            uint outer = _root.Add(ComponentSection.Export, sort, target);
            if (export.Type is TypeExternType type) _root.KnowBetter(type.Type, outer);
        }
    }

    /// <summary>Parts keep their names, for people.</summary>
    private void Names()
    {
        List<(uint, string)> components = [.. _plan.Instances.Select((instance, index) => ((uint)index, instance.Part.Name))];
        List<(uint, string)> instances = [.. _plan.Instances.Select(instance => (_instances[instance], instance.Part.Name))];
        _component.AddCustom(ComponentNameWriter.Section, ComponentNameWriter.Encode(null, sort => sort switch
        {
            Sort.Component => components,
            Sort.Instance => instances,
            _ => null,
        }));
    }
}
