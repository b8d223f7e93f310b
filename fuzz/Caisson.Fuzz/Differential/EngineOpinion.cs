using System.Runtime.Intrinsics;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Differential;

/// <summary>Caisson itself.</summary>
/// <param name="plan">What to do.</param>
/// <param name="module">What an engine made of the module.</param>
/// <param name="name">The name of the engine.</param>
internal class EngineOpinion(RunPlan plan, Module module, string name = "engine") : Opinion(plan)
{
    private readonly Dictionary<object, string> _names = [];
    private Module _module = module;
    private Instance _instance = null!;

    public override string Name => name;

    public override Outcome Instantiate() => Try(() =>
    {
        Begin(_module);
        return [];
    });

    public override Outcome Call(string function, FuncType type, Seen[] arguments) => Try(() =>
    {
        Value[] results = _instance.GetFunction(function).Invoke([.. arguments.Select(ToHost)]);
        return [.. results.Select(See)];
    });

    public override void Refuel(int fuel) => _instance.GetGlobal(RunPlan.Fuel).Value = fuel;

    public override void ReadState(List<Seen[]> values)
    {
        foreach ((string global, _) in Plan.Globals) values.Add([See(_instance.GetGlobal(global).Value)]);
        foreach ((string exported, _) in Plan.Tables)
        {
            Table table = _instance.GetTable(exported);
            var elements = new Seen[table.Length];
            for (int i = 0; i < elements.Length; i++) elements[i] = Seen.Ref(NameOf(table[i]));
            values.Add(elements);
        }
    }

    public override ReadOnlySpan<byte> Memory(string name)
    {
        Memory memory = _instance.GetMemory(name);
        return memory.Span(0, (int)memory.ByteLength);
    }

    /// <summary>The instance.</summary>
    protected Instance Instance => _instance;

    /// <summary>Goes on with a new instance.</summary>
    protected void Begin(Module module)
    {
        _module = module;
        _instance = module.Instantiate(MakeImports());
        _names.Clear();
        foreach (string function in Plan.Functions) _names.TryAdd(_instance.GetFunction(function), function);
    }

    private static Outcome Try(Func<Seen[]> action)
    {
        try
        {
            return new Outcome(Outcome.Returned, action());
        }
        catch (TrapException trap)
        {
            return Outcome.Of(trap.Kind.ToString());
        }
        catch (WasmException)
        {
            return Outcome.Of(Outcome.Thrown);
        }
    }

    private Imports MakeImports()
    {
        Imports imports = [];
        ModuleSyntax syntax = _module.Syntax;
        foreach (Import import in syntax.Imports)
        {
            imports.Add(import.Module, import.Name, (Extern)(import.Kind switch
            {
                ExternKind.Func => HostFunction(import.Name, syntax.TypeOf(new FuncIdx(import.Index))),
                ExternKind.Mem => new Memory(syntax.Memories[(int)import.Index]),
                ExternKind.Table => new Table(syntax.Tables[(int)import.Index]),
                _ => new Global(syntax.Globals[(int)import.Index], ValueOf(syntax.Globals[(int)import.Index].Type)),
            }));
        }
        return imports;
    }

    private static Value ValueOf(ValType type) => type == ValType.I32 ? new Value(HostWorld.ImportedI32) : new Value(HostWorld.ImportedI64);

    private Function HostFunction(string import, FuncType type) => Function.FromHost(_module.Engine, type, (_, arguments, results) =>
    {
        var seen = new Seen[arguments.Length];
        for (int i = 0; i < seen.Length; i++) seen[i] = See(arguments[i]);
        Seen[] given = World.Call(import, type, seen);
        for (int i = 0; i < given.Length; i++) results[i] = ToHost(given[i]);
    });

    private Value ToHost(Seen value) => value.Kind switch
    {
        ValKind.I32 => value.AsInt32,
        ValKind.I64 => value.AsInt64,
        ValKind.F32 => value.AsSingle,
        ValKind.F64 => value.AsDouble,
        ValKind.V128 => Vector128.Create(value.Low, value.High).AsByte(),
        _ => Value.FromReference(value.Reference is { } exported && _instance.Exports.TryGetValue(exported, out Extern? function) ? function : value.Reference),
    };

    private Seen See(Value value) => value.Kind switch
    {
        ValKind.I32 => Seen.I32(value.AsInt32()),
        ValKind.I64 => Seen.I64(value.AsInt64()),
        ValKind.F32 => Seen.F32(value.AsSingle()),
        ValKind.F64 => Seen.F64(value.AsDouble()),
        ValKind.V128 => new Seen(ValKind.V128, value.AsVector128().AsUInt64()[0], value.AsVector128().AsUInt64()[1]),
        _ => Seen.Ref(NameOf(value.AsReference())),
    };

    private string? NameOf(object? reference) => reference switch
    {
        null => null,
        string text => text,
        _ => _names.GetValueOrDefault(reference, reference is Function ? "function" : "object"),
    };
}
