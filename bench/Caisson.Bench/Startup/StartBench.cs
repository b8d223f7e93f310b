using System.Globalization;
using Caisson.Bench.Measuring;
using Caisson.Bench.Report;
using Caisson.Wasm.Text;

namespace Caisson.Bench.Startup;

/// <summary>
/// What it takes to start: processes that do next to nothing, one after the other, in many rounds. Medians count, and the median of the
/// ratios within each round.
/// </summary>
internal static class StartBench
{
    private const string Hello = """
        (module
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\08\00\00\00\06\00\00\00hello\n")
          (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100)))))
        """;

    private static string Caisson => Built("Caisson.Cli", OperatingSystem.IsWindows() ? "caisson.exe" : "caisson");

    /// <summary>Measures and writes the table.</summary>
    /// <param name="rounds">How many rounds count.</param>
    public static int Run(int rounds)
    {
        if (!File.Exists(Caisson))
        {
            Console.Error.WriteLine($"error: {Caisson} is not there: build src/Caisson.Cli first, with -c Release");
            return 2;
        }

        string folder = Directory.CreateTempSubdirectory("caisson-start-").FullName;
        try
        {
            StartContender[] contenders = [.. Contenders(folder)];
            foreach (StartContender contender in contenders) Prepare(contender);
            Write(contenders, Measure(contenders, rounds));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<StartContender> Contenders(string folder)
    {
        string hello = Path.Combine(folder, "hello.wasm"), cache = Path.Combine(folder, "code");
        File.WriteAllBytes(hello, WatParser.Parse(Hello));
        yield return new StartContender("`dotnet hello.dll`", "dotnet", Built("Hello", "Hello.dll"));
        yield return new StartContender("`caisson --version`", Caisson, "--version");
        yield return new StartContender("`caisson run hello.wasm`, code kept", Caisson, "run", hello) { Cache = cache };
        yield return new StartContender("`caisson run hello.wasm`, nothing kept", Caisson, "run", hello);
        yield return Wasmtime("hello.wasm on Wasmtime, precompiled, without its process", hello, "", "hello.wasm");
        if (Places.Programs is not { } programs) yield break;
        string python = Path.Combine(programs, "python-3.11", "python-3.11.3.wasm"), root = Path.Combine(programs, "python-3.11", "root");
        string[] script = ["-B", "-c", "print('hello')"];
        yield return new StartContender("`caisson run` CPython, code kept", Caisson, ["run", "--dir", $"{root}::/", python, .. script]) { Cache = cache };
        yield return Wasmtime("CPython on Wasmtime, precompiled, without its process", python, root, [Path.GetFileName(python), .. script]);
    }

    private static StartContender Wasmtime(string name, string wasm, string root, params string[] args)
    {
        string precompiled = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.cwasm");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(precompiled);
        WasmtimeOnce.Precompile(wasm, precompiled);
        return new StartContender(name, Environment.ProcessPath!, ["wasmtime-once", precompiled, root, "--", .. args]) { TellsTime = true };
    }

    /// <summary>Has code kept, where it is to be, and files in the system's memory.</summary>
    private static void Prepare(StartContender contender)
    {
        contender.Run();
        if (contender.Cache != "off") new StartContender("cache", Caisson, "cache", "fill") { Cache = contender.Cache }.Run();
        contender.Run();
    }

    private static double[][] Measure(StartContender[] contenders, int rounds)
    {
        double[][] times = [.. contenders.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
            for (int i = 0; i < contenders.Length; i++) times[i][round] = contenders[i].Run();
        return times;
    }

    private static void Write(StartContender[] contenders, double[][] times)
    {
        Console.Write(MarkdownTable.Head(["", "ms", "of `dotnet hello.dll`"]));
        for (int i = 0; i < contenders.Length; i++)
        {
            double ratio = Statistics.Median(times[i].Zip(times[0], (its, least) => its / least));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {contenders[i].Name} | {Statistics.Median(times[i]):0.0} | {MarkdownTable.Ratio(ratio)} |"));
        }
    }

    private static string Built(string project, string file) => Path.Combine(Places.Repository, "artifacts", "bin", project, "release", file);
}
