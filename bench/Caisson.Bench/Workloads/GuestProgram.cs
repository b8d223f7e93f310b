using System.Text.RegularExpressions;

namespace Caisson.Bench.Workloads;

/// <summary>
/// A real program for WASI. What is timed is the part between its calls of bench.start and bench.end; of a program that calls
/// neither, the whole run of <c>_start</c>; of one that tells its time itself, what it tells.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Set">The set that it belongs to.</param>
/// <param name="File">The path of its module.</param>
internal sealed record GuestProgram(string Name, string Set, string File) : Workload(Name, Set)
{
    /// <summary>Arguments without the program's name.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment variables. Some programs end early when they find none.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string> { ["A"] = "B" };

    /// <summary>Folders of the host and their names for the guest.</summary>
    public IReadOnlyList<(string Host, string Guest)> Dirs { get; init; } = [];

    /// <summary>What it must leave behind.</summary>
    public required Expectation Expected { get; init; }

    /// <summary>How the program tells its own time: reads milliseconds from what it wrote.</summary>
    public Func<Answer, double>? OwnTime { get; init; }

    /// <summary>
    /// How many times faster the guest's clock runs. CoreMark runs until its clock says that ten seconds have passed, which is
    /// longer than a round should take.
    /// </summary>
    public int ClockSpeed { get; init; } = 1;

    /// <summary>The folder of its source, from which native code is made; null when that isn't there. Only CoreMark's may be.</summary>
    public string? Source { get; init; }

    /// <summary>The name of its file.</summary>
    public string FileName => Path.GetFileName(File);

    /// <inheritdoc/>
    public override string? Problem(Answer answer) => Expected.Problem(answer);
}

/// <summary>What a program must leave behind; null for what isn't checked.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="OutputGlob">Standard output, where <c>*</c> stands for anything.</param>
internal sealed record Expectation(int ExitCode, string? Output, string? Error = null, string? OutputGlob = null)
{
    /// <summary>What is wrong with an answer, or null when it is right.</summary>
    /// <param name="answer">What a contender answered.</param>
    public string? Problem(Answer answer) => this switch
    {
        _ when answer.ExitCode != ExitCode => $"exit code {answer.ExitCode}, not {ExitCode}: {Start(answer.Output + answer.Error)}",
        { Output: { } output } when answer.Output != output => $"wrote {Start(answer.Output)}, not {Start(output)}",
        { Error: { } error } when answer.Error != error => $"wrote {Start(answer.Error)} to standard error, not {Start(error)}",
        { OutputGlob: { } glob } when !Matches(glob, answer.Output) => $"wrote {Start(answer.Output)}, not {Start(glob)}",
        _ => null,
    };

    private static bool Matches(string glob, string text) =>
        Regex.IsMatch(text, $"^{Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline);

    private static string Start(string text) => $"`{(text.Length > 80 ? text[..80] + "…" : text).ReplaceLineEndings(" ")}`";
}
