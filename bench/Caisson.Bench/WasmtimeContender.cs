using System.Diagnostics;
using Wasmtime;

namespace Caisson.Bench;

/// <summary>Wasmtime with its defaults: Cranelift, optimizing for speed, no interruption.</summary>
internal sealed class WasmtimeContender : IContender
{
    private readonly Workload _workload;
    private readonly Engine _engine = new();
    private readonly Module _module;

    /// <summary>Compiles everything.</summary>
    public WasmtimeContender(Workload workload)
    {
        _workload = workload;
        _module = Module.FromBytes(_engine, workload.Name, workload.Bytes);
    }

    /// <inheritdoc/>
    public void Run(Stopclock bench, string outputFile)
    {
        using var linker = new Linker(_engine);
        using var store = new Store(_engine);
        linker.DefineWasi();
        linker.DefineFunction("bench", "start", bench.Start);
        linker.DefineFunction("bench", "end", bench.End);
        if (_workload.MeasuresItself) DefineProcessClock(linker);
        store.SetWasiConfiguration(new WasiConfiguration()
            .WithArgs("program")
            .WithEnvironmentVariable("A", "B")
            .WithPreopenedDirectory(_workload.Input, ".", mutable: true)
            .WithStandardOutput(outputFile)
            .WithStandardError(outputFile + ".err"));
        try
        {
            linker.Instantiate(store, _module).GetAction("_start")!();
        }
        catch (WasmtimeException exit) when (exit.ExitCode == 0)
        {
            // How many programs end.
        }
    }

    /// <summary>CoreMark reads the clock of the process, which Wasmtime's WASI doesn't have: without it the program never ends.</summary>
    private static void DefineProcessClock(Linker linker)
    {
        linker.AllowShadowing = true;
        linker.DefineFunction("wasi_snapshot_preview1", "clock_time_get", (Caller caller, int _, long _, int result) =>
        {
            caller.GetMemory("memory")!.WriteInt64(result, (long)(Stopwatch.GetElapsedTime(0).TotalSeconds * 1e9));
            return 0;
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        _engine.Dispose();
    }
}
