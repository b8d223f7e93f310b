using Caisson.Oracle;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Differential;

/// <summary>The reference interpreter.</summary>
internal sealed class OracleOpinion(RunPlan plan) : Opinion(plan)
{
    private readonly Store _store = new();
    private readonly Dictionary<FuncInst, string> _names = [];
    private ModuleInst _instance = null!;

    public override string Name => "oracle";

    public override Outcome Instantiate() => Try(() =>
    {
        _instance = _store.Instantiate(Plan.Module, [.. Plan.Module.Imports.Select(Import)]);
        foreach (string name in Plan.Functions) _names.TryAdd(Get<FuncInst>(name), name);
        return [];
    });

    public override Outcome Call(string function, FuncType type, Seen[] arguments) =>
        Try(() => [.. _store.Invoke(Get<FuncInst>(function), [.. arguments.Select((argument, i) => ToHost(argument, type.Parameters[i]))]).Select(See)]);

    public override void Refuel(int fuel) => Get<GlobalInst>(RunPlan.Fuel).Value = Val.I32((uint)fuel);

    public override void ReadState(List<Seen[]> values)
    {
        foreach ((string name, _) in Plan.Globals) values.Add([See(Get<GlobalInst>(name).Value)]);
        foreach ((string name, _) in Plan.Tables)
            values.Add([.. Get<TableInst>(name).Elem.Select(See)]);
    }

    public override ReadOnlySpan<byte> Memory(string name) => Get<MemInst>(name).Data;

    private static Outcome Try(Func<Seen[]> action)
    {
        try
        {
            return new Outcome(Outcome.Returned, action());
        }
        catch (TrapStop trap)
        {
            return Outcome.Of(trap.Kind.ToString());
        }
        catch (ThrowStop)
        {
            return Outcome.Of(Outcome.Thrown);
        }
        catch (LimitStop)
        {
            return Outcome.Of(Outcome.Limit);
        }
    }

    private T Get<T>(string name) where T : ExternInst => (T)_instance.Export(name)!;

    private ExternInst Import(Import import)
    {
        ModuleSyntax syntax = Plan.Module;
        int index = (int)import.Index;
        switch (import.Kind)
        {
            case ExternKind.Func:
                FuncType type = syntax.TypeOf(new FuncIdx(import.Index));
                return _store.HostFunction(type, arguments =>
                    [.. World.Call(import.Name, type, [.. arguments.Select(See)]).Select((result, i) => ToHost(result, type.Results[i]))]);
            case ExternKind.Mem:
                return new MemInst(_store, syntax.Memories[index]);
            case ExternKind.Table:
                return new TableInst(_store, syntax.Tables[index], Val.Ref(null));
            default:
                GlobalType global = syntax.Globals[index];
                return new GlobalInst(global, global.Type == ValType.I32 ? Val.I32(HostWorld.ImportedI32) : Val.I64((ulong)HostWorld.ImportedI64));
        }
    }

    private Val ToHost(Seen value, ValType type) => value.Kind switch
    {
        ValKind.Ref when type == ValType.ExternRef => Val.Extern(value.Reference),
        ValKind.Ref => Val.Ref(value.Reference is { } name ? Get<FuncInst>(name) : null),
        _ => new Val(value.Kind, value.Low, null, value.High),
    };

    private Seen See(Val value) => value.Kind switch
    {
        ValKind.F32 => Seen.F32(value.F32),
        ValKind.F64 => Seen.F64(value.F64),
        ValKind.Ref => Seen.Ref(NameOf(value.Reference)),
        _ => new Seen(value.Kind, value.Bits, value.High),
    };

    private string? NameOf(object? reference) => reference switch
    {
        null => null,
        ExternRef { Inner: string text } => text,
        FuncInst function => _names.GetValueOrDefault(function, "function"),
        _ => "object",
    };
}
