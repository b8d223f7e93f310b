using System.Diagnostics;

namespace Caisson.Bench;

/// <summary>The host functions bench.start and bench.end.</summary>
internal sealed class Stopclock
{
    private readonly Stopwatch _watch = new();

    /// <summary>Time between start and end, in milliseconds.</summary>
    public double Milliseconds => _watch.Elapsed.TotalMilliseconds;

    /// <summary>The inner part begins.</summary>
    public void Start() => _watch.Restart();

    /// <summary>The inner part is over.</summary>
    public void End() => _watch.Stop();
}
