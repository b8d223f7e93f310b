using Caisson.Runtime;
using Caisson.Wasi;

namespace Caisson.Bench;

/// <summary>Caisson with its defaults.</summary>
internal sealed class CaissonContender : IContender
{
    private readonly Workload _workload;
    private readonly Module _module;

    /// <summary>Compiles everything, so that no run does.</summary>
    public CaissonContender(Workload workload)
    {
        _workload = workload;
        _module = new Engine().Compile(workload.Bytes);
        _module.CompileAll();
    }

    /// <inheritdoc/>
    public void Run(Stopclock bench, string outputFile)
    {
        using FileStream output = File.Create(outputFile);
        using var wasi = new WasiPreview1(new WasiOptions
        {
            Args = ["program"],
            Environment = [new("A", "B")],
            Preopens = [new WasiPreopen(_workload.Input, ".")],
            Stdout = output,
        });
        Imports imports = new() { { "bench", "start", bench.Start }, { "bench", "end", bench.End } };
        wasi.AddTo(imports);
        try
        {
            _module.Instantiate(imports).GetFunction("_start").Invoke();
        }
        catch (WasiExitException exit) when (exit.ExitCode == 0)
        {
            // How many programs end.
        }
    }

    /// <inheritdoc/>
    public void Dispose() { }
}
