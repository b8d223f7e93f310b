using Caisson.Bench.Workloads;

namespace Caisson.Bench.Contenders;

/// <summary>One workload on one contender, ready to run again and again with fresh state and the same code.</summary>
internal interface IRunner : IDisposable
{
    /// <summary>Runs it once.</summary>
    /// <returns>How long the timed part took, and what came out.</returns>
    (double Milliseconds, Answer Answer) Run();
}

/// <summary>A contender can't run a workload, for a reason of its own: it is left out, which is not a failure.</summary>
internal sealed class UnsupportedException(string message) : Exception(message);
