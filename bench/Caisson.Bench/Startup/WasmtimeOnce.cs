using System.Diagnostics;
using System.Globalization;
using Wasmtime;

namespace Caisson.Bench.Startup;

/// <summary>One run of a precompiled program on Wasmtime, in a process that did nothing else before.</summary>
internal static class WasmtimeOnce
{
    /// <summary>Precompiles a module.</summary>
    public static void Precompile(string wasm, string precompiled)
    {
        using var engine = new Engine();
        using Module module = Module.FromFile(engine, wasm);
        File.WriteAllBytes(precompiled, module.Serialize());
    }

    /// <summary>Loads it, runs it and writes the milliseconds that both took.</summary>
    /// <param name="precompiled">What <see cref="Precompile"/> made.</param>
    /// <param name="root">A folder that the guest gets as <c>/</c>; empty for none.</param>
    /// <param name="args">The guest's arguments, its name first.</param>
    public static int Run(string precompiled, string root, string[] args)
    {
        long before = Stopwatch.GetTimestamp();
        using var engine = new Engine();
        using Module module = Module.DeserializeFile(engine, "guest", precompiled);
        using var linker = new Linker(engine);
        using var store = new Store(engine);
        WasiConfiguration configuration = new WasiConfiguration().WithArgs(args).WithInheritedStandardOutput();
        if (root.Length > 0) configuration.WithPreopenedDirectory(root, "/", mutable: true);
        store.SetWasiConfiguration(configuration);
        linker.DefineWasi();
        try
        {
            linker.Instantiate(store, module).GetAction("_start")!();
        }
        catch (WasmtimeException exit) when (exit.ExitCode is 0)
        {
            // Programs may end so.
        }
        Console.WriteLine(Stopwatch.GetElapsedTime(before).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
