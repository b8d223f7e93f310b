using Caisson.Bench.Workloads;
using Caisson.Runtime;
using Wasmtime;

namespace Caisson.Bench.Contenders;

/// <summary>Who runs workloads: one line a variant.</summary>
/// <param name="Name">Its name, in tables and on the command line.</param>
/// <param name="Needs">The program that it needs on the path, or null.</param>
/// <param name="OnKernel">Prepares a kernel.</param>
/// <param name="OnProgram">Prepares a real program.</param>
internal sealed record Contender(string Name, string? Needs, Func<Kernel, IRunner> OnKernel, Func<GuestProgram, IRunner> OnProgram)
{
    /// <summary>Caisson with its defaults: memory behind guard pages, and interruptible.</summary>
    public const string Caisson = "caisson";

    /// <summary>Wasmtime with its defaults: Cranelift, optimizing for speed, no interruption.</summary>
    public const string Wasmtime = "wasmtime";

    /// <summary>Native code.</summary>
    public const string Clang = "clang";

    /// <summary>All of them, in the order of the columns.</summary>
    public static readonly IReadOnlyList<Contender> All =
    [
        OfCaisson(Caisson, EngineOptions.Default),
        OfCaisson("explicit", EngineOptions.Default with { MemoryChecks = MemoryChecks.Explicit }),
        OfCaisson("endless", EngineOptions.Default with { Interruption = false }),
        OfCaisson("fuel", EngineOptions.Default with { Fuel = long.MaxValue }),
        OfWasmtime(Wasmtime, () => new Config(), _ => { }),
        OfWasmtime("wasmtime-epoch", () => new Config().WithEpochInterruption(true), store => store.SetEpochDeadline(1000)),
        OfWasmtime("wasmtime-fuel", () => new Config().WithFuelConsumption(true), store => store.Fuel = long.MaxValue),
        new("v8", "node", ChildKernel.OnV8, program => new NodeProgram(program)),
        OfNative(Clang, "clang-16"),
        OfNative("clang-v3", "clang-16", "-march=x86-64-v3"),
        OfNative("gcc", "gcc"),
    ];

    /// <summary>Whether it compiles programs from their source: it can't run a module.</summary>
    public bool IsNative { get; init; }

    /// <summary>Whether the program that it needs is there.</summary>
    public bool IsThere => Needs is null || Places.Has(Needs);

    /// <summary>Whether it runs workloads of this kind.</summary>
    /// <param name="workload">A workload.</param>
    public bool Runs(Workload workload) => !IsNative || workload is Kernel or GuestProgram { Source: not null };

    /// <summary>Prepares a workload.</summary>
    /// <param name="workload">One that it <see cref="Runs"/>.</param>
    public IRunner Prepare(Workload workload) => workload is Kernel kernel ? OnKernel(kernel) : OnProgram((GuestProgram)workload);

    private static Contender OfCaisson(string name, EngineOptions options) =>
        new(name, null, kernel => CaissonKernel.Prepare(kernel, options), program => new CaissonProgram(program, options));

    private static Contender OfWasmtime(string name, Func<Config> config, Action<Store> prepare) =>
        new(name, null, kernel => WasmtimeKernel.Prepare(kernel, config(), prepare), program => new WasmtimeProgram(program, config(), prepare));

    private static Contender OfNative(string name, string compiler, params string[] flags) =>
        new(name, compiler, kernel => ChildKernel.Compile(kernel, compiler, flags), program => new NativeCoreMark(program, compiler, flags)) { IsNative = true };
}
