using System.Diagnostics;
using System.Globalization;
using Caisson.Bench.Workloads;
using Caisson.Runtime;
using Wasmtime;

namespace Caisson.Bench.Contenders;

/// <summary>A kernel that is called in this process.</summary>
/// <param name="n">What it is given.</param>
/// <param name="run">The function.</param>
/// <param name="owners">What lives as long as it.</param>
internal sealed class CalledKernel(int n, Func<int, int> run, params IDisposable[] owners) : IRunner
{
    /// <inheritdoc/>
    public (double Milliseconds, Answer Answer) Run()
    {
        long start = Stopwatch.GetTimestamp();
        uint result = (uint)run(n);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, new Answer(0, result.ToString(CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable owner in owners) owner.Dispose();
    }
}

/// <summary>Kernels on Caisson.</summary>
internal static class CaissonKernel
{
    /// <summary>Instantiates a kernel; its functions are compiled when they are first called.</summary>
    public static CalledKernel Prepare(Kernel kernel, EngineOptions options) =>
        new(kernel.N, new Runtime.Engine(options).CompileFile(kernel.Wasm).Instantiate().GetFunction<Func<int, int>>("run"));
}

/// <summary>Kernels on Wasmtime.</summary>
internal static class WasmtimeKernel
{
    /// <summary>Compiles and instantiates a kernel.</summary>
    public static CalledKernel Prepare(Kernel kernel, Config config, Action<Store> prepare)
    {
        var engine = new global::Wasmtime.Engine(config);
        var module = global::Wasmtime.Module.FromFile(engine, kernel.Wasm);
        var linker = new Linker(engine);
        var store = new Store(engine);
        prepare(store);
        return new CalledKernel(kernel.N, linker.Instantiate(store, module).GetFunction<int, int>("run")!, store, linker, module, engine);
    }
}
