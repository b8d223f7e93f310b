using System.Diagnostics;
using Caisson.Runtime;
using Wasmtime;

namespace Caisson.Bench.Kernels;

/// <summary>Who runs kernels: one line a variant.</summary>
/// <param name="Name">The column.</param>
/// <param name="Needs">The program that it needs on the path, or null.</param>
/// <param name="Make">Compiles a kernel for it.</param>
internal sealed record Contender(string Name, string? Needs, Func<Kernel, KernelContender> Make)
{
    /// <summary>The column that others are compared with.</summary>
    public const string Wasmtime = "Wasmtime";

    /// <summary>The column that says how fast the machine is.</summary>
    public const string Clang = "clang -O3";

    /// <summary>All of them, in the order of the columns.</summary>
    public static readonly IReadOnlyList<Contender> All =
    [
        new("Caisson", null, kernel => OnCaisson(kernel, EngineOptions.Default)),
        new("explicit", null, kernel => OnCaisson(kernel, EngineOptions.Default with { MemoryChecks = MemoryChecks.Explicit })),
        new("endless", null, kernel => OnCaisson(kernel, EngineOptions.Default with { Interruption = false })),
        new("fuel", null, kernel => OnCaisson(kernel, EngineOptions.Default with { Fuel = long.MaxValue })),
        new(Wasmtime, null, kernel => OnWasmtime(kernel, new Config(), _ => { })),
        new("Wasmtime epoch", null, kernel => OnWasmtime(kernel, new Config().WithEpochInterruption(true), store => store.SetEpochDeadline(1000))),
        new("Wasmtime fuel", null, kernel => OnWasmtime(kernel, new Config().WithFuelConsumption(true), store => store.Fuel = long.MaxValue)),
        new("V8", "node", kernel => new ChildKernel("node", "--no-liftoff", Path.Combine(kernel.Folder, "v8.mjs"), kernel.Wasm)),
        new(Clang, "clang-16", kernel => Native(kernel, "clang-16")),
        new("clang v3", "clang-16", kernel => Native(kernel, "clang-16", "-march=x86-64-v3")),
        new("gcc -O3", "gcc", kernel => Native(kernel, "gcc")),
    ];

    /// <summary>Whether the program that it needs is there.</summary>
    public bool IsThere => Needs is null ||
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Needs)));

    private static CalledKernel OnCaisson(Kernel kernel, EngineOptions options)
    {
        Runtime.Module module = new Runtime.Engine(options).CompileFile(kernel.Wasm);
        module.CompileAll();
        return new CalledKernel(module.Instantiate().GetFunction<Func<int, int>>("run"));
    }

    private static CalledKernel OnWasmtime(Kernel kernel, Config config, Action<Store> prepare)
    {
        var engine = new global::Wasmtime.Engine(config);
        var module = global::Wasmtime.Module.FromFile(engine, kernel.Wasm);
        var store = new Store(engine);
        prepare(store);
        global::Wasmtime.Instance instance = new Linker(engine).Instantiate(store, module);
        return new CalledKernel(instance.GetFunction<int, int>("run")!, store);
    }

    private static ChildKernel Native(Kernel kernel, string compiler, params string[] flags)
    {
        string program = Path.Combine(Path.GetTempPath(), $"caisson-kernel-{kernel.Name}-{compiler}{string.Concat(flags)}-{Environment.ProcessId}");
        string[] args = ["-O3", "-ffp-contract=off", "-fno-math-errno", .. flags, "-o", program, kernel.Source, Path.Combine(kernel.Folder, "native.c"), "-lm"];
        using Process made = Process.Start(compiler, args);
        made.WaitForExit();
        if (made.ExitCode != 0) throw new InvalidOperationException($"{compiler} refuses {kernel.Source}");
        var child = new ChildKernel(program);
        File.Delete(program);
        return child;
    }
}
