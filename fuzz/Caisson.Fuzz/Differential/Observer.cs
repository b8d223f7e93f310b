using System.Globalization;
using System.Security.Cryptography;
using Caisson.Oracle;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Differential;

/// <summary>Writes down values and state so that they can be compared; all NaNs are alike.</summary>
internal sealed class Observer
{
    private readonly Instance _instance;
    private readonly Dictionary<object, int> _functions = [];

    public Observer(Instance instance)
    {
        _instance = instance;
        for (int i = 0; instance.Exports.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"f{i}"), out Extern? function); i++)
            _functions.Add(function, i);
    }

    public Value ToHost(Val value) => value.Kind switch
    {
        ValKind.I32 => (int)value.U32,
        ValKind.I64 => (long)value.Bits,
        ValKind.F32 => value.F32,
        ValKind.F64 => value.F64,
        _ => Value.FromReference(value.Reference switch
        {
            WasmFunc function => _functions.Single(pair => pair.Value == function.Index).Key,
            ExternRef external => external.Inner,
            var other => other,
        }),
    };

    public string Show(Value value) => Show(value.Kind switch
    {
        ValKind.I32 => Val.I32((uint)value.AsInt32()),
        ValKind.I64 => Val.I64((ulong)value.AsInt64()),
        ValKind.F32 => Val.Of(value.AsSingle()),
        ValKind.F64 => Val.Of(value.AsDouble()),
        _ => Val.Ref(Reference(value.AsReference())),
    });

    public static string Show(Val value) => value.Kind switch
    {
        ValKind.F32 when float.IsNaN(value.F32) => "nan32",
        ValKind.F64 when double.IsNaN(value.F64) => "nan64",
        ValKind.Ref => Show(value.Reference),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.Kind}:{value.Bits:x}"),
    };

    public string State()
    {
        IEnumerable<string> globals = Exported<Global>("g").Select(global => Show(global.Value));
        IEnumerable<string> tables = Exported<Table>("t").Select(table => Items(Enumerable.Range(0, (int)table.Length).Select(i => Show(Reference(table[i])))));
        Memory memory = _instance.GetMemory();
        return State(globals, tables, memory.Span(0, (int)memory.ByteLength));
    }

    public static string State(Interpreter oracle) => State(
        oracle.Globals.Select(global => Show(global.Value)),
        oracle.Tables.Select(table => Items(table.Elem.Select(Show))),
        oracle.Memories[0].Data);

    private static string State(IEnumerable<string> globals, IEnumerable<string> tables, ReadOnlySpan<byte> memory) =>
        $"globals {Items(globals)}\ntables {Items(tables)}\nmemory {memory.Length} {Convert.ToHexString(SHA256.HashData(memory))}";

    private static string Items(IEnumerable<string> items) => $"[{string.Join(' ', items)}]";

    private static string Show(object? reference) => reference switch
    {
        WasmFunc function => string.Create(CultureInfo.InvariantCulture, $"func {function.Index}"),
        int function => string.Create(CultureInfo.InvariantCulture, $"func {function}"),
        ExternRef external => $"{external.Inner}",
        null => "null",
        _ => $"{reference}",
    };

    /// <summary>Functions by their numbers, everything else as it is.</summary>
    private object? Reference(object? reference) =>
        reference is not null && _functions.TryGetValue(reference, out int index) ? index : reference;

    private IEnumerable<T> Exported<T>(string prefix) where T : Extern
    {
        for (int i = 0; _instance.Exports.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}"), out Extern? item); i++) yield return (T)item;
    }
}
