namespace Caisson.Bench.Workloads;

/// <summary>What contenders run: always the same work, with a known answer.</summary>
/// <param name="Name">Its name; no two workloads share one.</param>
/// <param name="Set">The set that it belongs to: one of <see cref="Sets"/>.</param>
internal abstract record Workload(string Name, string Set)
{
    /// <summary>Whether <c>--quick</c> runs it.</summary>
    public bool IsQuick { get; init; }

    /// <summary>What is wrong with an answer, or null when it is right.</summary>
    /// <param name="answer">What a contender answered.</param>
    public abstract string? Problem(Answer answer);
}

/// <summary>What a run leaves behind.</summary>
/// <param name="ExitCode">The exit code; 0 for a kernel.</param>
/// <param name="Output">Standard output, or the result of a kernel.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Answer(int ExitCode, string Output, string Error = "");
