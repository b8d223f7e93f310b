using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// The state of an instance, taken from one and given to others of its module: memories, globals, tables, segments. References to functions become those
/// to the same functions of the other instance, or of the one that it is linked to in the same way. Immutable, safe from any thread.
/// </summary>
internal sealed class InstanceImage
{
    private readonly Value[] _globals;
    private readonly object?[][] _tables;
    private readonly object?[]?[] _elems;
    private readonly bool[] _dataDropped;

    private InstanceImage(Instance instance, FunctionPlaces places)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        ImportCounts imported = syntax.ImportCounts;
        Memories = [.. Enumerable.Range(imported.Memories, syntax.Memories.Length - imported.Memories).Select(i => MemoryImage.Of(instance.MemoryAt(i).Region))];
        _globals = [.. Enumerable.Range(imported.Globals, syntax.Globals.Length - imported.Globals).Select(i => places.Abstract(instance.GlobalAt(i).Load()))];
        _tables = [.. Enumerable.Range(imported.Tables, syntax.Tables.Length - imported.Tables).Select(i => places.Abstract(instance.TableAt(i).Elements))];
        _elems = [.. instance.Elems.Select(elem => elem is null ? null : places.Abstract(elem))];
        _dataDropped = [.. instance.DataDropped];
    }

    /// <summary>Of the memories that the module defines, in order.</summary>
    public MemoryImage[] Memories { get; }

    /// <summary>The state of an instance that nobody is inside.</summary>
    /// <returns>Null when it holds objects of the guest's, which two instances must not share.</returns>
    /// <exception cref="ResourceException">The system is out of memory.</exception>
    public static InstanceImage? Of(Instance instance) => Of([instance])?[0];

    /// <summary>The state of instances that are linked to each other and that nobody is inside, to be given to as many that are linked in the same way.</summary>
    /// <returns>Null when one holds objects of the guest's, which two instances must not share.</returns>
    /// <exception cref="ResourceException">The system is out of memory.</exception>
    public static InstanceImage[]? Of(IReadOnlyList<Instance> linked)
    {
        if (linked.SelectMany(References).Any(reference => reference is WasmStruct or WasmArray or WasmException)) return null;
        var places = new FunctionPlaces(linked);
        return [.. linked.Select(instance => new InstanceImage(instance, places))];
    }

    /// <summary>The values of the module's globals, for an instance.</summary>
    /// <param name="linked">It, and those that it is linked to.</param>
    public Value[] Globals(IReadOnlyList<Instance> linked) => [.. _globals.Select(value => Concrete(linked, value))];

    /// <summary>The elements of the module's tables, for an instance.</summary>
    /// <param name="linked">It, and those that it is linked to.</param>
    /// <param name="index">From the module's own first one.</param>
    public object?[] Table(IReadOnlyList<Instance> linked, int index) => Concrete(linked, _tables[index]);

    /// <summary>The segments, for an instance.</summary>
    /// <param name="linked">It, and those that it is linked to.</param>
    public object?[]?[] Elems(IReadOnlyList<Instance> linked) => [.. _elems.Select(elem => elem is null ? null : Concrete(linked, elem))];

    /// <summary>Which data segments were dropped.</summary>
    public ReadOnlySpan<bool> DataDropped => _dataDropped;

    private static IEnumerable<object?> References(Instance instance)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        return
        [
            .. Enumerable.Range(syntax.ImportCounts.Globals, syntax.GlobalInits.Length).Where(i => syntax.Globals[i].Type.IsRef).Select(i => instance.GlobalAt(i).Load().AsReference()),
            .. Enumerable.Range(syntax.ImportCounts.Tables, syntax.TableInits.Length).SelectMany(i => instance.TableAt(i).Elements.ToArray()),
            .. instance.Elems.SelectMany(elem => elem ?? []),
        ];
    }

    private static object?[] Concrete(IReadOnlyList<Instance> linked, object?[] references) => Array.ConvertAll(references, reference => Concrete(linked, reference));

    private static Value Concrete(IReadOnlyList<Instance> linked, Value value) =>
        value.Kind == ValKind.Ref ? Value.FromReference(Concrete(linked, value.AsReference())) : value;

    private static object? Concrete(IReadOnlyList<Instance> linked, object? reference) => reference is FunctionPlace place ? linked[place.Instance].FunctionAt(place.Index) : reference;

    /// <summary>Stands for a function of whatever instances get the image.</summary>
    private sealed record FunctionPlace(int Instance, int Index);

    /// <summary>Finds out which functions belong to instances, or were bound to them.</summary>
    private sealed class FunctionPlaces
    {
        private readonly Dictionary<Instance, int> _instances;
        private readonly Dictionary<Function, FunctionPlace> _imported = [];

        public FunctionPlaces(IReadOnlyList<Instance> linked)
        {
            _instances = linked.Index().ToDictionary(instance => instance.Item, instance => instance.Index);
            foreach ((int number, Instance instance) in linked.Index())
                for (int i = 0; i < instance.Module.Syntax.ImportCounts.Functions; i++) _ = _imported.TryAdd(instance.FunctionAt(i), new FunctionPlace(number, i));
        }

        public object?[] Abstract(ReadOnlySpan<object?> references)
        {
            object?[] result = references.ToArray();
            for (int i = 0; i < result.Length; i++) result[i] = Abstract(result[i]);
            return result;
        }

        public Value Abstract(Value value) => value.Kind == ValKind.Ref ? Value.FromReference(Abstract(value.AsReference())) : value;

        private object? Abstract(object? reference) => reference switch
        {
            Function { Instance: { } home } function when _instances.TryGetValue(home, out int number) => new FunctionPlace(number, function.Index),
            Function function when _imported.TryGetValue(function, out FunctionPlace? place) => place,
            _ => reference,
        };
    }
}
