using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Text;
using Caisson.Bench.Measuring;
using Caisson.Bench.Report;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Bench.Loading;

/// <summary>
/// From a file with machine code to the end of a first call, in a process that has done that before: Caisson's images beside Wasmtime's. Each time another file, since what is loaded stays. Both take turns; medians
/// count. Of a large module, and of one so small that what is left is what any takes. Tells what a page costs that is touched for the first time, too.
/// </summary>
internal static class LoadBench
{
    private const int Functions = 5000, SmallFunctions = 20, Rounds = 25, WarmUps = 40, LargeWarmUps = 5;

    private static readonly string[] Parts = ["load", "instantiate", "first call", "all"];

    /// <summary>Measures and writes the tables.</summary>
    public static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("caisson-load-").FullName;
        try
        {
            var engine = new Engine();
            using var wasmtime = new Wasmtime.Engine();
            int[] sizes =
            [
                .. Enumerable.Repeat(SmallFunctions, WarmUps - LargeWarmUps), .. Enumerable.Repeat(Functions, LargeWarmUps),
                .. Enumerable.Repeat(Functions, Rounds), .. Enumerable.Repeat(SmallFunctions, Rounds),
            ];
            var files = new List<(string Ours, string Theirs)>();
            foreach (int size in sizes) files.Add(await CompileAsync(engine, wasmtime, Guest(size, files.Count), Path.Combine(folder, $"{files.Count}")));
            foreach ((string ours, string theirs) in files.Take(WarmUps))
            {
                Load(engine, ours);
                Load(wasmtime, theirs);
            }

            // The runtime compiles what was called thirty times again, in the background.
            Thread.Sleep(1000);
            Measure(engine, wasmtime, Functions, files.GetRange(WarmUps, Rounds));
            Measure(engine, wasmtime, SmallFunctions, files.GetRange(WarmUps + Rounds, Rounds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A page that is touched for the first time: {FirstTouch():0.0} µs."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Ours, string Theirs)> CompileAsync(Engine engine, Wasmtime.Engine wasmtime, string guest, string path)
    {
        byte[] wasm = WatParser.Parse(guest);
        (string Ours, string Theirs) files = (path + ".image", path + ".cwasm");
        if (!(await engine.Compile(wasm).SaveAsync(files.Ours)).HasMachineCode) throw new InvalidOperationException("there is no crossgen2, so that images have no machine code");
        using Wasmtime.Module module = Wasmtime.Module.FromBytes(wasmtime, "guest", wasm);
        File.WriteAllBytes(files.Theirs, module.Serialize());
        return files;
    }

    private static void Measure(Engine engine, Wasmtime.Engine wasmtime, int functions, List<(string Ours, string Theirs)> files)
    {
        List<double[]> ours = [], theirs = [];
        long compiled = 0;
        for (int i = 0; i < files.Count; i++)
        {
            if (i % 2 == 0) theirs.Add(Load(wasmtime, files[i].Theirs));
            long before = JitInfo.GetCompiledMethodCount(currentThread: true);
            ours.Add(Load(engine, files[i].Ours));
            compiled += JitInfo.GetCompiledMethodCount(currentThread: true) - before;
            if (i % 2 != 0) theirs.Add(Load(wasmtime, files[i].Theirs));
        }
        Console.Write(MarkdownTable.Head([$"{functions} functions, µs", "Caisson", "best", "Wasmtime", "best", "÷ Wasmtime"]));
        for (int part = 0; part < Parts.Length; part++)
        {
            double[] our = [.. ours.Select(times => times[part])], their = [.. theirs.Select(times => times[part])];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {Parts[part]} | {Statistics.Median(our):0} | {our.Min():0} | {Statistics.Median(their):0} | {their.Min():0} | {MarkdownTable.Ratio(Statistics.Median(our) / Statistics.Median(their))} |"));
        }
        Console.WriteLine($"\n{new FileInfo(files[^1].Ours).Length / 1024} KiB here, {new FileInfo(files[^1].Theirs).Length / 1024} there. Compiled by the JIT meanwhile: {compiled} methods.\n");
    }

    private static double[] Load(Engine engine, string path)
    {
        long start = Stopwatch.GetTimestamp();
        Module module = engine.Load(path);
        long loaded = Stopwatch.GetTimestamp();
        Instance instance = module.Instantiate();
        long instantiated = Stopwatch.GetTimestamp();
        Check(instance.GetFunction<Func<int, int>>("run")(3));
        return Times(start, loaded, instantiated);
    }

    private static double[] Load(Wasmtime.Engine engine, string path)
    {
        long start = Stopwatch.GetTimestamp();
        using Wasmtime.Module module = Wasmtime.Module.DeserializeFile(engine, "guest", path);
        long loaded = Stopwatch.GetTimestamp();
        using var store = new Wasmtime.Store(engine);
        var instance = new Wasmtime.Instance(store, module);
        long instantiated = Stopwatch.GetTimestamp();
        Check(instance.GetFunction<int, int>("run")!(3));
        return Times(start, loaded, instantiated);
    }

    private static void Check(int answer)
    {
        if (answer != 3 * 17 + 8) throw new InvalidOperationException($"wrong answer {answer}");
    }

    private static double[] Times(long start, long loaded, long instantiated)
    {
        long end = Stopwatch.GetTimestamp();
        return [.. new[] { loaded - start, instantiated - loaded, end - instantiated, end - start }.Select(ticks => ticks * 1e6 / Stopwatch.Frequency)];
    }

    /// <summary>What it takes to touch a page of new memory, in microseconds.</summary>
    private static double FirstTouch()
    {
        const int Pages = 1024;
        nint memory = Marshal.AllocHGlobal(Pages * Environment.SystemPageSize);
        long start = Stopwatch.GetTimestamp();
        for (int page = 0; page < Pages; page++) Marshal.WriteByte(memory, page * Environment.SystemPageSize, 1);
        double all = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        Marshal.FreeHGlobal(memory);
        return all / Pages;
    }

    /// <summary>Small functions, of which the first call needs two. Another constant each time, so that no two are the same.</summary>
    private static string Guest(int functions, int number)
    {
        var text = new StringBuilder("(module (memory 1)");
        for (int i = 0; i < functions; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                (func (param i32 i32) (result i32) (local i32)
                  (local.set 2 (i32.add (i32.mul (local.get 0) (i32.const {i})) (i32.load offset={i % 1000} (local.get 1))))
                  (if (i32.gt_u (local.get 2) (i32.const {i * 7 + 1000})) (then (local.set 2 (i32.xor (local.get 2) (i32.const {number})))))
                  (i32.store (local.get 1) (i32.add (local.get 2) (local.get 1)))
                  (i32.load (local.get 1)))
                """);
        }
        return text.Append("""(func (export "run") (param i32) (result i32) (call 17 (local.get 0) (i32.const 8))))""").ToString();
    }
}
