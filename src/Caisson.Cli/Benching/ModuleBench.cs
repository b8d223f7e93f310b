using System.Diagnostics;
using Caisson.Cli.Input;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Running;
using Caisson.Runtime;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Cli.Benching;

/// <summary>Measures each step of a module's life, one after the other.</summary>
/// <param name="settings">What to measure.</param>
/// <param name="terminal">Where the table goes.</param>
internal sealed class ModuleBench(BenchSettings settings, Terminal terminal)
{
    private readonly LapTimer _timer = new(settings.Runs);
    private readonly Engine _engine = new(EngineOptions.Default with
    {
        MemoryChecks = settings.MemoryChecks,
        MaxCompilationThreads = settings.Threads,
    });

    /// <summary>Measures, and writes the table.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="Failure">The module is bad, can't be linked, or trapped.</exception>
    public int Run()
    {
        ModuleFile file = ModuleFile.ReadCore(settings.File);
        return GuestThread.Run(EngineOptions.Default.MaxStackBytes, () => Run(file));
    }

    private int Run(ModuleFile file)
    {
        try
        {
            Module module = _engine.Compile(file.Bytes);
            GuestBench? guest = GuestBench.For(settings, module, _timer, terminal);
            List<Lap> ahead = new ImageBench(_engine, _timer, terminal).Measure(module, CodeBytes(module.Syntax), out Module? loaded);
            List<Lap> laps = [.. FrontEnd(file.Bytes), .. BackEnd(file.Bytes), .. ahead, .. guest?.Measure(() => _engine.Compile(file.Bytes), loaded) ?? []];
            Write(file, module, laps, guest?.MeasureFootprint(module));
            return ExitCode.Success;
        }
        catch (Exception error) when (GuestFailures.Of(error, file) is { } failure)
        {
            throw failure;
        }
    }

    private IEnumerable<Lap> FrontEnd(byte[] bytes)
    {
        EngineOptions options = _engine.Options;
        ModuleSyntax module = ModuleDecoder.Decode(bytes, options.Features);
        yield return _timer.Measure("decode", bytes.Length, () => bytes, each => ModuleDecoder.Decode(each, options.Features));
        yield return _timer.Measure("validate", CodeBytes(module), () => module, each => ModuleValidator.Validate(each, options.Features));
        if (settings.Threads > 1)
        {
            yield return _timer.Measure(
                Parallel("validate"), CodeBytes(module), () => module, each => ModuleValidator.Validate(each, options.Features, settings.Threads));
        }
    }

    private IEnumerable<Lap> BackEnd(byte[] bytes)
    {
        long code = CodeBytes(_engine.Compile(bytes).Syntax);
        yield return _timer.Measure("lower, emit IL", code, Compile, module => module.CompileAll());
        yield return _timer.Measure("compile IL (JIT)", code, CompileToIl, module => module.PrepareAsync(1).GetAwaiter().GetResult());
        if (settings.Threads > 1)
            yield return _timer.Measure(Parallel("lower and JIT"), code, Compile, module => module.PrepareAsync(settings.Threads).GetAwaiter().GetResult());

        Module Compile() => _engine.Compile(bytes);

        Module CompileToIl()
        {
            Module module = Compile();
            module.CompileAll();
            return module;
        }
    }

    private string Parallel(string step) => $"{step}, {settings.Threads} threads";

    private void Write(ModuleFile file, Module module, List<Lap> laps, Footprint? instance)
    {
        int functions = module.Syntax.Code.Length;
        new Sheet(
            $"{file.Path}: {ByteSize.Format(file.Bytes.LongLength)}, {functions} {(functions == 1 ? "function" : "functions")} of {ByteSize.Format(CodeBytes(module.Syntax))}",
            ["step", "time", "throughput", "allocated"],
            [.. laps.Select(lap => lap.Cells)]).Write(terminal);
        if (instance is { } kept)
            new Sheet("memory of an instance", ["", ""], [["managed", ByteSize.Format(kept.Managed)], ["resident", ByteSize.Format(kept.Resident)]]).Write(terminal);
        using var process = Process.GetCurrentProcess();
        new Sheet("memory at most", ["", ""], [["managed", ByteSize.Format(_timer.PeakHeap)], ["resident", ByteSize.Format(process.PeakWorkingSet64)]]).Write(terminal);
    }

    private static long CodeBytes(ModuleSyntax module) => module.Code.Sum(body => (long)body.Instructions.Length);
}
