using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;
using Wasmtime;

namespace Caisson.Bench.Validation;

/// <summary>
/// How fast a module is decoded and validated by one thread, beside Wasmtime's Module.Validate. The two take turns, so that a slow
/// moment of the machine hits both; the best of many rounds counts, in processor time, of which other programs take none.
/// </summary>
internal static class ValidationBench
{
    private const Features Supported = Features.All;
    private const int Rounds = 40;

    private static readonly string[] Modules =
    [
        "python-3.11/python-3.11.3.wasm",
        "compile-only/dotnet.native.wasm",
        "compile-only/rapier3d-simd.wasm",
        "wasmedge-quickjs/wasmedge_quickjs.wasm",
        "compile-only/dart-flute-todomvc.wasm",
        "sightglass-tinygo/tinygo-regex.wasm",
        "sqlite-3.26/sqlite.wasm",
        "sightglass-hashset/benchmark.wasm",
        "compile-only/brotli_wasm_bg.wasm",
    ];

    /// <summary>Prints a table.</summary>
    /// <param name="names">Modules whose path contains one of these; none for all.</param>
    public static void Run(string[] names)
    {
        Console.WriteLine($"decoding and validating, one thread, processor time, best of {Rounds} rounds; MB/s: of the whole module, and of its code section");
        Console.WriteLine("ratio: Caisson's time over Wasmtime's, below 1 Caisson is faster\n");
        Console.WriteLine($"{"module",-42}{"MB",7}{"code MB",9}{"MB/s",8}{"code MB/s",11}{"Wasmtime MB/s",15}{"ratio",8}");
        using var engine = new Engine(new Config().WithParallelCompilation(false).WithGc(true).WithFunctionReferences(true).WithExceptions(true));
        foreach (string module in Modules)
        {
            string path = Path.Combine(Places.Programs!, module);
            if (!File.Exists(path) || (names.Length > 0 && !names.Any(module.Contains))) continue;
            Measure(module, File.ReadAllBytes(path), engine);
        }
    }

    private static void Measure(string name, byte[] bytes, Engine engine)
    {
        double caisson = double.MaxValue, wasmtime = double.MaxValue;
        string? refusal = Module.Validate(engine, bytes);
        for (int round = 0; round < Rounds; round++)
        {
            caisson = Math.Min(caisson, Seconds(() => ModuleValidator.Validate(ModuleDecoder.Decode(bytes, Supported), Supported)));
            if (refusal is null) wasmtime = Math.Min(wasmtime, Seconds(() => Module.Validate(engine, bytes)));
        }

        double size = bytes.Length / 1e6, code = ModuleDecoder.Decode(bytes, Supported).SectionAt(SectionId.Code).Length / 1e6;
        string theirs = refusal is null ? $"{size / wasmtime,15:0}{caisson / wasmtime,8:0.00}" : $"  refused: {refusal.Split('\n')[^1].Trim()}";
        Console.WriteLine($"{name,-42}{size,7:0.00}{code,9:0.00}{size / caisson,8:0}{code / caisson,11:0}{theirs}");
    }

    private static double Seconds(Action action)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }
}
