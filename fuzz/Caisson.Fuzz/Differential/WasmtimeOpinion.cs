using System.Runtime.InteropServices;
using Caisson.Wasm.Syntax;
using Wasmtime;
using Import = Caisson.Wasm.Syntax.Import;

namespace Caisson.Fuzz.Differential;

/// <summary>Wasmtime, through its package for .NET.</summary>
internal sealed class WasmtimeOpinion(RunPlan plan, Engine engine) : Opinion(plan)
{
    private readonly Store _store = new(engine);
    private readonly Dictionary<string, Memory> _memories = [];
    private Wasmtime.Module? _module;
    private Instance _instance = null!;
    private Global _fuel = null!;

    public override string Name => "wasmtime";

    public override bool IsPrecise => false;

    /// <summary>An engine that knows all that the generator uses. Compiles fast rather than well.</summary>
    public static Engine CreateEngine() => new(new Config()
        .WithOptimizationLevel(OptimizationLevel.None)
        .WithParallelCompilation(false)
        .WithSIMD(true)
        .WithRelaxedSIMD(true, false)
        .WithTailCalls(true)
        .WithFunctionReferences(true)
        .WithGc(true)
        .WithExceptions(true)
        .WithMultiMemory(true)
        .WithMemory64(true)
        .WithWasmThreads(true));

    /// <summary>Whether its package for .NET can express what a module imports, and the engine what it does.</summary>
    public static bool Knows(ModuleSyntax module, bool hasLegacyExceptions) =>
        !hasLegacyExceptions && !module.Imports.Any(import => import.Kind == ExternKind.Table && module.Tables[(int)import.Index].Is64);

    /// <summary>The package can't hold functions whose types have references that it doesn't know: it ends the process.</summary>
    public override bool CanCall(FuncType type) => !(Plan.HidesFunctions && type.Results.Contains(ValType.FuncRef));

    public override Outcome Instantiate() => Try(() =>
    {
        _module = Wasmtime.Module.FromBytes(engine, "generated", Plan.Module.Bytes.Span);
        _instance = new Instance(_store, _module, [.. Plan.Module.Imports.Select(Import)]);
        _fuel = _instance.GetGlobal(RunPlan.Fuel)!;
        foreach (string name in Plan.Memories) _memories.Add(name, _instance.GetMemory(name)!);
        return [];
    });

    public override Outcome Call(string function, FuncType type, Seen[] arguments)
    {
        var boxes = new ValueBox[arguments.Length];
        for (int i = 0; i < boxes.Length; i++) boxes[i] = ToHost(arguments[i], type.Parameters[i]);
        return Try(() => type.Results.Length switch
        {
            0 => Nothing(_instance.GetFunction(function)!.Invoke(boxes)),
            1 => [See(_instance.GetFunction(function)!.Invoke(boxes))],
            _ => [.. ((object?[])_instance.GetFunction(function)!.Invoke(boxes)!).Select(See)],
        });

        static Seen[] Nothing(object? _) => [];
    }

    public override void Refuel(int fuel) => _fuel.SetValue(fuel);

    public override void ReadState(List<Seen[]> values)
    {
        foreach ((string name, ValType type) in Plan.Globals)
            values.Add([type == ValType.FuncRef && Plan.HidesFunctions ? Seen.Unknown : See(_instance.GetGlobal(name)!.GetValue())]);
        foreach ((string name, ValType type) in Plan.Tables)
        {
            if (type == ValType.FuncRef && Plan.HidesFunctions)
            {
                values.Add([Seen.Unknown]);
                continue;
            }
            Table table = _instance.GetTable(name)!;
            var elements = new Seen[table.GetSize()];
            for (int i = 0; i < elements.Length; i++) elements[i] = See(table.GetElement((uint)i));
            values.Add(elements);
        }
    }

    public override ReadOnlySpan<byte> Memory(string name) => _memories[name].GetSpan(0, (int)_memories[name].GetLength());

    public override void Dispose()
    {
        _module?.Dispose();
        _store.Dispose();
        base.Dispose();
    }

    private static Outcome Try(Func<Seen[]> action)
    {
        try
        {
            return new Outcome(Outcome.Returned, action());
        }
        catch (TrapException trap)
        {
            return Outcome.Of(KindOf(trap));
        }
        catch (WasmtimeException failure) when (IsThrown(failure))
        {
            // What a start function throws.
            return Outcome.Of(Outcome.Thrown);
        }
    }

    private static bool IsThrown(Exception failure) => failure.Message.Contains("thrown Wasm exception", StringComparison.Ordinal);

    private static string KindOf(TrapException trap) => trap.Type switch
    {
        TrapCode.StackOverflow => "StackExhausted",
        TrapCode.MemoryOutOfBounds => "OutOfBoundsMemoryAccess",
        TrapCode.HeapMisaligned => "UnalignedAtomic",
        TrapCode.TableOutOfBounds => "OutOfBoundsTableAccess",
        TrapCode.IndirectCallToNull => "UninitializedElement",
        TrapCode.BadSignature => "IndirectCallTypeMismatch",
        TrapCode.IntegerDivisionByZero => "IntegerDivideByZero",
        TrapCode.BadConversionToInteger => "InvalidConversionToInteger",
        TrapCode.AtomicWaitNonSharedMemory => "ExpectedSharedMemory",
        TrapCode.ArrayOutOfBounds => "OutOfBoundsArrayAccess",
        TrapCode.UncaughtException => Outcome.Thrown,
        TrapCode.Undefined when IsThrown(trap) => Outcome.Thrown,
        TrapCode.Undefined => trap.Message,
        var code => code.ToString(),
    };

    private object Import(Import import)
    {
        ModuleSyntax syntax = Plan.Module;
        int index = (int)import.Index;
        switch (import.Kind)
        {
            case ExternKind.Func:
                return HostFunction(import.Name, syntax.TypeOf(new FuncIdx(import.Index)));
            case ExternKind.Mem:
                MemType memory = syntax.Memories[index];
                return new Memory(_store, (long)memory.Limits.Min, (long?)memory.Limits.Max, memory.Is64);
            case ExternKind.Table:
                TableType table = syntax.Tables[index];
                return new Table(_store, TableKind.FuncRef, null, (uint)table.Limits.Min, (uint?)table.Limits.Max ?? uint.MaxValue);
            default:
                GlobalType global = syntax.Globals[index];
                object value = global.Type == ValType.I32 ? HostWorld.ImportedI32 : (object)HostWorld.ImportedI64;
                return new Global(_store, KindOf(global.Type), value, global.Mutable ? Mutability.Mutable : Mutability.Immutable);
        }
    }

    private Function HostFunction(string name, FuncType type) => Function.FromCallback(
        _store,
        (_, arguments, results) =>
        {
            var seen = new Seen[arguments.Length];
            for (int i = 0; i < seen.Length; i++) seen[i] = See(arguments[i], type.Parameters[i]);
            Seen[] given = World.Call(name, type, seen);
            for (int i = 0; i < given.Length; i++) results[i] = ToHost(given[i], type.Results[i]);
        },
        [.. type.Parameters.Select(KindOf)],
        [.. type.Results.Select(KindOf)]);

    private static ValueKind KindOf(ValType type) => type.Kind switch
    {
        ValKind.I32 => ValueKind.Int32,
        ValKind.I64 => ValueKind.Int64,
        ValKind.F32 => ValueKind.Float32,
        ValKind.F64 => ValueKind.Float64,
        _ => ValueKind.V128,
    };

    private ValueBox ToHost(Seen value, ValType type) => value.Kind switch
    {
        ValKind.I32 => value.AsInt32,
        ValKind.I64 => value.AsInt64,
        ValKind.F32 => value.AsSingle,
        ValKind.F64 => value.AsDouble,
        ValKind.V128 => new V128(MemoryMarshal.AsBytes<ulong>([value.Low, value.High])),
        _ when type == ValType.FuncRef => value.Reference is { } name ? _instance.GetFunction(name)! : Function.Null,
        _ => value.Reference!,
    };

    private static Seen See(ValueBox value, ValType type) => type.Kind switch
    {
        ValKind.I32 => Seen.I32(value.AsInt32()),
        ValKind.I64 => Seen.I64(value.AsInt64()),
        ValKind.F32 => Seen.F32(value.AsSingle()),
        _ => Seen.F64(value.AsDouble()),
    };

    private static Seen See(object? value) => value switch
    {
        int number => Seen.I32(number),
        long number => Seen.I64(number),
        float number => Seen.F32(number),
        double number => Seen.F64(number),
        V128 vector => See(vector),
        Function { IsNull: true } or null => Seen.Ref(null),
        Function => Seen.Ref("function"),
        string text => Seen.Ref(text),
        _ => Seen.Ref("object"),
    };

    private static Seen See(V128 vector)
    {
        ReadOnlySpan<ulong> halves = MemoryMarshal.Cast<byte, ulong>(vector.AsSpan());
        return new Seen(ValKind.V128, halves[0], halves[1]);
    }
}
