using System.Diagnostics;

namespace Caisson.Bench.Startup;

/// <summary>A process that starts, does little and ends.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Program">What is started.</param>
/// <param name="Args">Its arguments.</param>
internal sealed record StartContender(string Name, string Program, params string[] Args)
{
    /// <summary>Its folder of kept code, or <c>off</c>.</summary>
    public string Cache { get; init; } = "off";

    /// <summary>Whether it writes the milliseconds that count, instead of them being those of the process.</summary>
    public bool TellsTime { get; init; }

    /// <summary>Runs it once.</summary>
    /// <returns>Milliseconds.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public double Run()
    {
        var start = new ProcessStartInfo(Program, Args) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["CAISSON_CACHE"] = Cache } };
        long before = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double milliseconds = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Name} ended with {process.ExitCode}: {process.StandardError.ReadToEnd()}");
        return TellsTime ? double.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], System.Globalization.CultureInfo.InvariantCulture) : milliseconds;
    }
}
