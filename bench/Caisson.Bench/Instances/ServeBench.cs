using System.Diagnostics;
using System.Globalization;

namespace Caisson.Bench.Instances;

/// <summary>How many requests <c>caisson serve</c> answers in a second, asked over loopback by this process.</summary>
internal static class ServeBench
{
    private const int Connections = 16;

    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(3), Time = TimeSpan.FromSeconds(3);

    /// <summary>The table, as Markdown.</summary>
    public static string Run()
    {
        string folder = Directory.CreateTempSubdirectory("caisson-bench").FullName, toy = Path.Combine(folder, "toy.wasm");
        File.WriteAllBytes(toy, HttpGuest.Make());
        var guests = new List<(string Name, string File, string Path)> { ("0.2, 1 MiB of memory", toy, "/") };
        if (Places.Programs is { } programs && Path.Combine(programs, "..", "suites", "wasi-testsuite", "tests", "rust", "testsuite", "wasm32-wasip3", "http-service.wasm") is var service && File.Exists(service))
            guests.Add(("0.3, in Rust", service, "/"));
        return InstanceBench.Table(
            ["requests a second that `caisson serve` answers, 16 connections", "a new instance for each request", "one instance for 1,000,000"],
            guests.Select(guest => (string[])[guest.Name, Text(Measure(guest.File, guest.Path, reuse: 1)), Text(Measure(guest.File, guest.Path, reuse: 1_000_000))]));

        static string Text(double rate) => rate.ToString("#,0", CultureInfo.InvariantCulture);
    }

    /// <summary>Requests a second.</summary>
    private static double Measure(string file, string path, int reuse)
    {
        string tool = Path.Combine(Places.Repository, "artifacts", "bin", "Caisson.Cli", "release", OperatingSystem.IsWindows() ? "caisson.exe" : "caisson");
        using var server = Process.Start(new ProcessStartInfo(tool, ["serve", "--addr", "127.0.0.1:0", "--max-instance-reuse-count", $"{reuse}", file]) { RedirectStandardError = true })!;
        try
        {
            var address = new Uri(new Uri(server.StandardError.ReadLine()!), path);
            _ = AskAsync(address, Warmup).Result;
            long start = Stopwatch.GetTimestamp();
            return AskAsync(address, Time).Result / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
        }
    }

    /// <summary>Asks on all connections for a time.</summary>
    /// <returns>How many answers there were.</returns>
    private static async Task<int> AskAsync(Uri address, TimeSpan time)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        long start = Stopwatch.GetTimestamp();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => AskAsync()));
        return counts.Sum();

        async Task<int> AskAsync()
        {
            int count = 0;
            for (; Stopwatch.GetElapsedTime(start) < time; count++)
            {
                using HttpResponseMessage answer = await client.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                _ = await answer.Content.ReadAsByteArrayAsync();
            }
            return count;
        }
    }
}
