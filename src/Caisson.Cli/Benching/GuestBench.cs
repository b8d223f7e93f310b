using Caisson.Cli.Output;
using Caisson.Cli.Running;
using Caisson.Runtime;
using Caisson.Wasi;

namespace Caisson.Cli.Benching;

/// <summary>
/// Measures instances and calls. What a program prints goes nowhere, and it has neither files nor input; a program is run by a new instance
/// each time, an export of <c>--invoke</c> called in one.
/// </summary>
internal sealed class GuestBench
{
    /// <summary>Bytes of memories that are enough to see what one instance takes.</summary>
    private const ulong EnoughMemory = 256 << 20;

    /// <summary>Pages that a small request writes.</summary>
    private const int WrittenPages = 10;

    private readonly BenchSettings _settings;
    private readonly LapTimer _timer;
    private readonly Terminal _terminal;
    private readonly Value[] _arguments;

    /// <summary>The function to call; null when there is none to call.</summary>
    private readonly string? _function;

    private GuestBench(BenchSettings settings, LapTimer timer, Terminal terminal, string? function, Value[] arguments) =>
        (_settings, _timer, _terminal, _function, _arguments) = (settings, timer, terminal, function, arguments);

    /// <summary>What can be measured; null, after a warning, when the module can't be instantiated here.</summary>
    /// <exception cref="Failure">The call that the settings ask for is impossible.</exception>
    public static GuestBench? For(BenchSettings settings, Module module, LapTimer timer, Terminal terminal)
    {
        Value[] arguments = settings.Invoke is { } name ? Invocation.ParseArguments(name, Invocation.Find(module, name), settings.Arguments) : [];
        string? function = settings.Invoke ?? (HasFunction(module, "_start") ? "_start" : null);
        var bench = new GuestBench(settings, timer, terminal, function, arguments);
        if (WasiThreads.AreUsedBy(module)) return Skip("it has threads");
        try
        {
            bench.Link(module).Wasi.Dispose();
            return bench;
        }
        catch (Failure failure) when (settings.Invoke is null)
        {
            return Skip($"{failure.Message}, such as {failure.Details[0]}");
        }

        GuestBench? Skip(string why)
        {
            if (settings.Invoke is not null) throw new Failure(ExitCode.Failed, $"`{settings.Invoke}` can't be called: {why}") { Where = settings.File };
            terminal.Error.WriteLine($"warning: not instantiated: {why}");
            return null;
        }
    }

    /// <summary>What one of several instances that have done nothing keeps.</summary>
    /// <param name="module">The module.</param>
    public Footprint MeasureFootprint(Module module)
    {
        // Small ones are many, so that what else the process does doesn't count.
        ulong memories = module.Syntax.Memories.Aggregate(1UL, (sum, memory) => sum + (memory.Limits.Min << memory.PageSizeLog2));
        int count = (int)Math.Clamp(EnoughMemory / memories, 4, 256);
        Linked[] linked = [.. Enumerable.Range(0, count).Select(_ => Link(module))];
        var instances = new Instance[count];
        Footprint before = Footprint.OfProcess();
        for (int i = 0; i < count; i++) instances[i] = module.Instantiate(linked[i].Imports);
        Footprint after = Footprint.OfProcess();
        GC.KeepAlive(instances);
        return Footprint.Of(before, after, count);
    }

    /// <summary>Measures.</summary>
    /// <param name="compile">Makes the module anew, with none of its code.</param>
    /// <param name="loaded">The module as it was loaded; null where it wasn't.</param>
    public List<Lap> Measure(Func<Module> compile, Module? loaded)
    {
        Module prepared = compile();
        prepared.PrepareAsync(_settings.Threads).GetAwaiter().GetResult();
        List<Lap> laps = [_timer.Measure("instantiate", null, () => Link(prepared), linked => linked.Module.Instantiate(linked.Imports)), .. MeasureReset(prepared)];
        if (_function is null) return laps;
        try
        {
            laps.Add(_timer.Measure("first call", null, () => Start(compile()), Call));
            if (loaded is not null && Start(loaded) is var first) laps.Add(_timer.MeasureOnce("first call, loaded", null, () => Call(first)));
            laps.Add(_timer.Measure("first call, prepared", null, () => Start(prepared), Call));
            if (_settings.Invoke is not null) laps.Add(MeasureLaterCalls(Start(prepared)));
        }
        catch (WasiExitException exit)
        {
            _terminal.Error.WriteLine($"warning: the program exits with code {exit.ExitCode}, so that its calls aren't worth measuring: it has no files and no input here");
        }
        return laps;
    }

    /// <summary>An instance of a pool with some pages to restore; nothing where modules of this kind have no pools, or no such memory.</summary>
    private List<Lap> MeasureReset(Module module)
    {
        try
        {
            using InstancePool pool = module.CreatePool(Link(module).Imports);
            Use(pool);
            return [_timer.MeasureRepeated($"rent, write {WrittenPages} pages, reset", () => Use(pool))];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private static void Use(InstancePool pool)
    {
        using PooledInstance instance = pool.Rent();
        Memory memory = instance.Memory;
        if (memory.ByteLength < WrittenPages * Environment.SystemPageSize) throw new ArgumentException("its memory is too small");
        for (int page = 0; page < WrittenPages; page++) memory.Write(page * Environment.SystemPageSize, (byte)page);
    }

    private Lap MeasureLaterCalls(Guest guest) => _timer.MeasureRepeated("later calls", () => Call(guest));

    private Guest Start(Module module)
    {
        Linked linked = Link(module);
        Instance instance = module.Instantiate(linked.Imports);
        if (_settings.Invoke is not null && HasFunction(module, "_initialize")) instance.GetFunction("_initialize").Invoke();
        return new Guest(instance.GetFunction(_function!), linked);
    }

    private void Call(Guest guest)
    {
        try
        {
            guest.Function.Invoke(_arguments);
        }
        catch (WasiExitException exit) when (exit.ExitCode == 0)
        {
            // The program is done.
        }
    }

    private Linked Link(Module module)
    {
        var wasi = new WasiPreview1(new WasiOptions { Args = [Path.GetFileName(_settings.File), .. _settings.Arguments] });
        Imports imports = [];
        wasi.AddTo(imports);
        new ImportResolver(module, _settings.Stubs).Complete(imports);
        return new Linked(module, imports, wasi);
    }

    private static bool HasFunction(Module module, string name) =>
        module.Exports.Any(export => export.Name == name && export.Type is FuncExternType);

    private sealed record Linked(Module Module, Imports Imports, WasiPreview1 Wasi);

    /// <summary>Keeps its world alive.</summary>
    private sealed record Guest(Function Function, Linked World);
}
