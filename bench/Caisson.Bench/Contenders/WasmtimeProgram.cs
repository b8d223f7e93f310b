using System.Diagnostics;
using Caisson.Bench.Measuring;
using Caisson.Bench.Workloads;
using Wasmtime;

namespace Caisson.Bench.Contenders;

/// <summary>A real program on Wasmtime.</summary>
internal sealed class WasmtimeProgram : IRunner
{
    private const string Wasi = "wasi_snapshot_preview1";

    private readonly GuestProgram _program;
    private readonly Engine _engine;
    private readonly Module _module;
    private readonly Action<Store> _prepare;

    /// <summary>Compiles everything.</summary>
    public WasmtimeProgram(GuestProgram program, Config config, Action<Store> prepare)
    {
        _program = program;
        _prepare = prepare;
        _engine = new Engine(config);
        _module = Module.FromFile(_engine, program.File);
    }

    /// <inheritdoc/>
    public (double Milliseconds, Answer Answer) Run()
    {
        using var streams = new ProgramStreams();
        (int exitCode, double milliseconds) = Run(streams);
        return streams.Result(_program, exitCode, milliseconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        _engine.Dispose();
    }

    private (int ExitCode, double Milliseconds) Run(ProgramStreams streams)
    {
        var clock = new Stopclock();
        using var linker = new Linker(_engine) { AllowShadowing = true };
        using var store = new Store(_engine);
        _prepare(store);
        store.SetWasiConfiguration(Configuration(streams));
        linker.DefineWasi();
        linker.DefineFunction("bench", "start", clock.Start);
        linker.DefineFunction("bench", "end", clock.End);
        if (_program.ClockSpeed != 1) DefineClock(linker);
        foreach (FunctionImport import in _module.Imports.OfType<FunctionImport>()) Complete(linker, store, import);
        Action start = linker.Instantiate(store, _module).GetAction("_start")!;
        return clock.Time(() => Start(start));
    }

    private static int Start(Action start)
    {
        try
        {
            start();
            return 0;
        }
        catch (WasmtimeException exit) when (exit.ExitCode is not null)
        {
            return exit.ExitCode.Value;
        }
    }

    private WasiConfiguration Configuration(ProgramStreams streams)
    {
        WasiConfiguration configuration = new WasiConfiguration()
            .WithArgs([_program.FileName, .. _program.Args])
            .WithEnvironmentVariables(_program.Env.Select(variable => (variable.Key, variable.Value)))
            .WithStandardOutput(streams.Output)
            .WithStandardError(streams.Error);
        foreach ((string host, string guest) in _program.Dirs) configuration.WithPreopenedDirectory(host, guest, mutable: true);
        return configuration;
    }

    /// <summary>
    /// Wasmtime doesn't have wasi_unstable: it becomes its successor, whose functions that the programs here call are the same. And
    /// it lacks extensions of WASI, which trap.
    /// </summary>
    private static void Complete(Linker linker, Store store, FunctionImport import)
    {
        bool isOld = import.ModuleName == "wasi_unstable";
        if (linker.GetFunction(store, isOld ? Wasi : import.ModuleName, import.Name) is { } found && Fits(found, import))
        {
            if (isOld) linker.Define(import.ModuleName, import.Name, found);
            return;
        }
        linker.Define(import.ModuleName, import.Name, Function.FromCallback(store, (_, _, _) => throw new InvalidOperationException($"{import.Name} was called"), import.Parameters, import.Results));
    }

    private static bool Fits(Function function, FunctionImport import) =>
        function.Parameters.SequenceEqual(import.Parameters) && function.Results.SequenceEqual(import.Results);

    /// <summary>Also gives CoreMark the clock of the process that it reads, which Wasmtime's WASI doesn't have.</summary>
    private void DefineClock(Linker linker) =>
        linker.DefineFunction(Wasi, "clock_time_get", (Caller caller, int _, long _, int result) =>
        {
            caller.GetMemory("memory")!.WriteInt64(result, (long)(Stopwatch.GetElapsedTime(0).TotalSeconds * 1e9 * _program.ClockSpeed));
            return 0;
        });
}
