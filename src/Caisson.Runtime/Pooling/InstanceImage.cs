using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// The state of an instance, taken from one and given to others of its module: memories, globals, tables, segments. References to functions become those
/// to the same functions of the other instance. Immutable, safe from any thread.
/// </summary>
internal sealed class InstanceImage
{
    private readonly Value[] _globals;
    private readonly object?[][] _tables;
    private readonly object?[]?[] _elems;
    private readonly bool[] _dataDropped;

    private InstanceImage(Instance instance)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        ImportCounts imported = syntax.ImportCounts;
        var functions = new OwnFunctions(instance);
        Memories = [.. Enumerable.Range(imported.Memories, syntax.Memories.Length - imported.Memories).Select(i => MemoryImage.Of(instance.MemoryAt(i).Region))];
        _globals = [.. Enumerable.Range(imported.Globals, syntax.Globals.Length - imported.Globals).Select(i => functions.Abstract(instance.GlobalAt(i).Load()))];
        _tables = [.. Enumerable.Range(imported.Tables, syntax.Tables.Length - imported.Tables).Select(i => functions.Abstract(instance.TableAt(i).Elements))];
        _elems = [.. instance.Elems.Select(elem => elem is null ? null : functions.Abstract(elem))];
        _dataDropped = [.. instance.DataDropped];
    }

    /// <summary>Of the memories that the module defines, in order.</summary>
    public MemoryImage[] Memories { get; }

    /// <summary>The state of an instance that nobody is inside.</summary>
    /// <returns>Null when it holds objects of the guest's, which two instances must not share.</returns>
    /// <exception cref="ResourceException">The system is out of memory.</exception>
    public static InstanceImage? Of(Instance instance)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        IEnumerable<object?> references =
        [
            .. Enumerable.Range(syntax.ImportCounts.Globals, syntax.GlobalInits.Length).Where(i => syntax.Globals[i].Type.IsRef).Select(i => instance.GlobalAt(i).Load().AsReference()),
            .. Enumerable.Range(syntax.ImportCounts.Tables, syntax.TableInits.Length).SelectMany(i => instance.TableAt(i).Elements.ToArray()),
            .. instance.Elems.SelectMany(elem => elem ?? []),
        ];
        return references.Any(reference => reference is WasmStruct or WasmArray or WasmException) ? null : new InstanceImage(instance);
    }

    /// <summary>The values of the module's globals, for an instance.</summary>
    public Value[] Globals(Instance instance) => [.. _globals.Select(value => Concrete(instance, value))];

    /// <summary>The elements of the module's tables, for an instance.</summary>
    public object?[] Table(Instance instance, int index) => Concrete(instance, _tables[index]);

    /// <summary>The segments, for an instance.</summary>
    public object?[]?[] Elems(Instance instance) => [.. _elems.Select(elem => elem is null ? null : Concrete(instance, elem))];

    /// <summary>Which data segments were dropped.</summary>
    public ReadOnlySpan<bool> DataDropped => _dataDropped;

    private static object?[] Concrete(Instance instance, object?[] references) => Array.ConvertAll(references, reference => Concrete(instance, reference));

    private static Value Concrete(Instance instance, Value value) =>
        value.Kind == ValKind.Ref ? Value.FromReference(Concrete(instance, value.AsReference())) : value;

    private static object? Concrete(Instance instance, object? reference) => reference is OwnFunction own ? instance.FunctionAt(own.Index) : reference;

    /// <summary>Stands for a function of whatever instance gets the image.</summary>
    private sealed record OwnFunction(int Index);

    /// <summary>Finds out which functions belong to an instance, or were bound to it.</summary>
    private sealed class OwnFunctions(Instance instance)
    {
        private readonly Dictionary<Function, OwnFunction> _imported = Enumerable.Range(0, instance.Module.Syntax.ImportCounts.Functions)
            .GroupBy(instance.FunctionAt)
            .ToDictionary(same => same.Key, same => new OwnFunction(same.First()));

        public object?[] Abstract(ReadOnlySpan<object?> references)
        {
            object?[] result = references.ToArray();
            for (int i = 0; i < result.Length; i++) result[i] = Abstract(result[i]);
            return result;
        }

        public Value Abstract(Value value) => value.Kind == ValKind.Ref ? Value.FromReference(Abstract(value.AsReference())) : value;

        private object? Abstract(object? reference) => reference switch
        {
            Function function when function.Instance == instance => new OwnFunction(function.Index),
            Function function when _imported.TryGetValue(function, out OwnFunction? own) => own,
            _ => reference,
        };
    }
}
