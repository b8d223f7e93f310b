using System.Runtime.CompilerServices;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.NativeAot;

/// <summary>What modules that are part of a program must do, in a program that is compiled ahead of time and in one that isn't.</summary>
internal static class EmbeddedChecks
{
    /// <summary>All of them, by name. Each gets checks.wat, and the same that counts fuel.</summary>
    public static readonly IReadOnlyDictionary<string, Action<EmbeddedModule, EmbeddedModule>> All = new Dictionary<string, Action<EmbeddedModule, EmbeddedModule>>
    {
        ["typed calls"] = (module, _) => Equal(26, Instance(module).GetFunction<Func<int, int>>("halves")(4)),
        ["typed calls with unsigned integers"] = (module, _) => Equal(26u, Instance(module).GetFunction<Func<uint, uint>>("halves")(4)),
        ["several results, unsigned"] = (module, _) => Equal((2.5, 1UL), Instance(module).GetFunction<Func<ulong, double, (double, ulong)>>("swap")(1, 2.5)),
        ["dynamic calls"] = (module, _) => Equal(26, Instance(module).GetFunction("halves").Invoke(4)[0].AsInt32()),
        ["several results"] = (module, _) => Equal((2.5, 1L), Instance(module).GetFunction<Func<long, double, (double, long)>>("swap")(1, 2.5)),
        ["typed host functions"] = (module, _) => Equal(5, Instance(module).GetFunction<Func<int, int, int>>("add")(2, 3)),
        ["untyped host functions"] = (module, _) => Equal(3.5, Instance(module).GetFunction("any").Invoke(3L, 0.5f)[0].AsDouble()),
        ["host functions that know their caller"] = (module, _) => Equal('m', Instance(module).GetFunction<Func<int, int>>("caller")(18)),
        ["memory"] = (module, _) => Equal("embedded", Instance(module).GetMemory().ReadString(16, 8)),
        ["growth up to the limit"] = (module, _) => Equal((1, -1), (Instance(module) is var instance ? instance.GetFunction<Func<int, int>>("grow")(2) : 0, instance.GetFunction<Func<int, int>>("grow")(1))),
        ["globals"] = (module, _) => Equal(8, Instance(module).GetFunction<Func<long>>("next")()),
        ["indirect calls"] = (module, _) => Equal(51, Instance(module).GetFunction<Func<int, int, int>>("indirect")(2, 1)),
        ["null in a table"] = (module, _) => Traps(TrapKind.UninitializedElement, () => Instance(module).GetFunction<Func<int, int, int>>("indirect")(2, 2)),
        ["a division by zero, and where"] = (module, _) => Equal("halves", Traps(TrapKind.IntegerDivideByZero, () => Instance(module).GetFunction<Func<int, int>>("halves")(0)).Frames[^1].FunctionName),
        ["an address outside"] = (module, _) => Traps(TrapKind.OutOfBoundsMemoryAccess, () => Instance(module).GetFunction<Func<int, long>>("load")(65536)),
        ["recursion without end"] = (module, _) => Traps(TrapKind.StackExhausted, () => Instance(module).GetFunction<Func<int, int>>("recurse")(0)),
        ["a loop without end, interrupted"] = (module, _) => Traps(TrapKind.Interrupted, () => Interrupted(Instance(module))),
        ["a loop without end, out of fuel"] = (_, fueled) => Traps(TrapKind.OutOfFuel, () => Instance(fueled, fuel: 10_000).GetFunction<Action>("forever")()),
        ["structures"] = (module, _) => Equal(9, Instance(module) is var instance ? instance.GetFunction("x").Invoke(instance.GetFunction("point").Invoke(9)[0])[0].AsInt32() : 0),
        ["fields of structures"] = (module, _) => Equal(3, ((WasmStruct)Instance(module).GetFunction("point").Invoke(9)[0].AsReference()!)[1].AsInt32()),
        ["arrays"] = (module, _) => Equal(200, Instance(module).GetFunction<Func<int, int>>("sum")(100)),
        ["vectors"] = (module, _) => Equal(20, Instance(module).GetFunction<Func<int, int>>("shuffled")(0x0004_0006)),
        ["exceptions within"] = (module, _) => Equal(5, Instance(module).GetFunction<Func<int, int>>("caught")(5)),
        ["exceptions that leave"] = (module, _) => Throws<WasmException>(() => Instance(module).GetFunction<Action<int>>("throw")(5)),
        ["tail calls"] = (module, _) => Equal(42, Instance(module).GetFunction<Func<int, int>>("tail")(1_000_000)),
        ["pools"] = (module, _) => Equal((26, 8L, 8L), Pooled(module)),
        ["engines of other settings"] = (module, fueled) => Equal(ImageProblem.Mismatch, Throws<ImageException>(() => new Engine().Load(fueled)).Problem),
        ["modules that aren't part of the program"] = (_, _) =>
        {
            if (!RuntimeFeature.IsDynamicCodeSupported) Throws<NotSupportedException>(() => new Engine().Compile("\0asm\u0001\0\0\0"u8.ToArray()));
        },
    };

    /// <summary>How an engine is made; a test may give it a backend.</summary>
    public static EngineOptions Options { get; set; } = EngineOptions.Default;

    private static Instance Instance(EmbeddedModule module, long? fuel = null)
    {
        var engine = new Engine(Options with { Fuel = fuel });
        return engine.Load(module).Instantiate(Imports(engine));
    }

    /// <summary>The second use finds the variable as the first did.</summary>
    private static (int Halves, long First, long Second) Pooled(EmbeddedModule module)
    {
        var engine = new Engine(Options);
        using InstancePool pool = engine.Load(module).CreatePool(Imports(engine));
        var halves = pool.GetFunction<Func<PooledInstance, int, int>>("halves");
        var next = pool.GetFunction<Func<PooledInstance, long>>("next");
        (int, long) first = Use();
        return (first.Item1, first.Item2, Use().Item2);

        (int, long) Use()
        {
            using PooledInstance instance = pool.Rent();
            return (halves(instance, 4), next(instance));
        }
    }

    private static Imports Imports(Engine engine)
    {
        var sum = new FuncType([ValType.I64, ValType.F32], [ValType.F64]);
        return new Imports
        {
            { "host", "add", (int left, int right) => left + right },
            { "host", "any", Function.FromHost(engine, sum, (_, arguments, results) => results[0] = arguments[0].AsInt64() + (double)arguments[1].AsSingle()) },
            { "host", "caller", (Caller caller, int address) => (int)caller.Memory.Read<byte>(address - 1) },
        };
    }

    private static void Interrupted(Instance instance)
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using Interruption interruption = instance.InterruptOn(source.Token);
        instance.GetFunction<Action>("forever")();
    }

    private static TrapException Traps(TrapKind kind, Action action)
    {
        TrapException trap = Throws<TrapException>(action);
        Equal(kind, trap.Kind);
        return trap;
    }

    private static T Throws<T>(Action action) where T : Exception
    {
        try
        {
            action();
        }
        catch (T expected)
        {
            return expected;
        }
        throw new InvalidOperationException($"expected {typeof(T).Name}, but nothing was thrown");
    }

    private static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw new InvalidOperationException($"expected {expected}, but found {actual}");
    }
}
