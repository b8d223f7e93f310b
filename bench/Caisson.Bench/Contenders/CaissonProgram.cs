using Caisson.Bench.Measuring;
using Caisson.Bench.Workloads;
using Caisson.Runtime;
using Caisson.Wasi;

namespace Caisson.Bench.Contenders;

/// <summary>A real program on Caisson. Its functions are compiled when they are first called: in the round that warms up.</summary>
/// <param name="program">The program.</param>
/// <param name="options">The engine's.</param>
internal sealed class CaissonProgram(GuestProgram program, EngineOptions options) : IRunner
{
    private readonly Module _module = new Engine(options).Compile(File.ReadAllBytes(program.File));

    /// <inheritdoc/>
    public (double Milliseconds, Answer Answer) Run()
    {
        // Memories of earlier runs go when the collector finds them; Wasmtime's go with their store.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var streams = new ProgramStreams();
        var clock = new Stopclock();
        (int exitCode, double milliseconds) = Run(streams, clock);
        return streams.Result(program, exitCode, milliseconds);
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private (int ExitCode, double Milliseconds) Run(ProgramStreams streams, Stopclock clock)
    {
        using Stream output = Open(streams.Output), error = Open(streams.Error);
        using var wasi = new WasiPreview1(new WasiOptions
        {
            Args = [program.FileName, .. program.Args],
            Environment = [.. program.Env],
            Preopens = [.. program.Dirs.Select(dir => new WasiPreopen(dir.Host, dir.Guest))],
            Stdout = output,
            Stderr = error,
            Clock = program.ClockSpeed == 1 ? TimeProvider.System : new FastClock(program.ClockSpeed),
        });
        Imports imports = new() { { "bench", "start", clock.Start }, { "bench", "end", clock.End } };
        wasi.AddTo(imports);
        foreach (ImportType import in _module.Imports.Where(import => !IsOffered(import, imports)))
            imports.Add(import.Module, import.Name, Function.FromHost(_module.Engine, ((FuncExternType)import.Type).Type, (_, _, _) => throw new InvalidOperationException($"{import.Name} was called")));
        Function start = _module.Instantiate(imports).GetFunction("_start");
        return clock.Time(() => Start(start));
    }

    private static int Start(Function start)
    {
        try
        {
            start.Invoke();
            return 0;
        }
        catch (WasiExitException exit)
        {
            return exit.ExitCode;
        }
    }

    /// <summary>No program here uses sockets, but one imports functions that WASI doesn't have, and some under WASI's names with other types.</summary>
    private static bool IsOffered(ImportType import, Imports imports) =>
        imports.Contains(import.Module, import.Name) && !import.Name.StartsWith("sock_", StringComparison.Ordinal);

    /// <summary>Each write of the guest is one of the system, as with the other contenders.</summary>
    private static FileStream Open(string file) => new(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
}

/// <summary>A clock that runs faster than it should.</summary>
internal sealed class FastClock(int speed) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => System.TimestampFrequency / speed;
}
