using System.Diagnostics;

namespace Caisson.Bench.Measuring;

/// <summary>Times a run: the part between the guest's calls of bench.start and bench.end, else all of it.</summary>
internal sealed class Stopclock
{
    private long _start;
    private double? _inner;

    /// <summary>The guest's inner part begins.</summary>
    public void Start() => _start = Stopwatch.GetTimestamp();

    /// <summary>The guest's inner part is over.</summary>
    public void End() => _inner = Stopwatch.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>Runs a guest.</summary>
    /// <param name="guest">What to run; returns the exit code.</param>
    /// <returns>The exit code, and the time of the inner part or of all.</returns>
    public (int ExitCode, double Milliseconds) Time(Func<int> guest)
    {
        long start = Stopwatch.GetTimestamp();
        int exitCode = guest();
        double all = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return (exitCode, _inner ?? all);
    }
}
