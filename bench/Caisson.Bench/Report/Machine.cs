using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Wasmtime;

namespace Caisson.Bench.Report;

/// <summary>What this machine is.</summary>
internal static class Machine
{
    /// <summary>The circumstances of a command that runs now.</summary>
    /// <param name="args">Its arguments.</param>
    public static Circumstances Describe(IEnumerable<string> args) =>
        new(Processor(), Environment.ProcessorCount, DateOnly.FromDateTime(DateTime.UtcNow), [.. Versions()], Load(), string.Join(' ', args.Select(Quoted)));

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? RuntimeInformation.ProcessArchitecture.ToString()
            : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The third number: the mean of the last 15 minutes. On a quiet machine it is about one, the benchmark itself.</summary>
    private static double? Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[2], CultureInfo.InvariantCulture) : null;

    private static IEnumerable<string> Versions()
    {
        yield return RuntimeInformation.FrameworkDescription;
        yield return $"Wasmtime {typeof(Engine).Assembly.GetName().Version!.ToString(3)}";
        if (FirstLine("node", "-p", "`Node.js ${process.versions.node} with V8 ${process.versions.v8}`") is { } node) yield return node;
        if (FirstLine("clang-16", "--version") is { } clang) yield return clang;
        if (FirstLine("gcc", "--version") is { } gcc) yield return gcc;
    }

    private static string? FirstLine(string program, params string[] args)
    {
        if (!Places.Has(program)) return null;
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true })!;
        string? line = process.StandardOutput.ReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return line;
    }

    private static string Quoted(string arg) => arg.Contains(' ', StringComparison.Ordinal) ? $"\"{arg}\"" : arg;
}
