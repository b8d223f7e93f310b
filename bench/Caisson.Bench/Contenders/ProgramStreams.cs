using Caisson.Bench.Workloads;

namespace Caisson.Bench.Contenders;

/// <summary>Two files for what a program writes. Every contender writes to files, since Wasmtime can't write elsewhere at the same cost.</summary>
internal sealed class ProgramStreams : IDisposable
{
    /// <summary>Standard output.</summary>
    public string Output { get; } = Path.GetTempFileName();

    /// <summary>Standard error.</summary>
    public string Error { get; } = Path.GetTempFileName();

    /// <summary>What came out of a program that has ended, and how long it took by what it tells, else by the clock.</summary>
    /// <param name="program">The program.</param>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="milliseconds">By the clock.</param>
    public (double Milliseconds, Answer Answer) Result(GuestProgram program, int exitCode, double milliseconds)
    {
        var answer = new Answer(exitCode, File.ReadAllText(Output), File.ReadAllText(Error));
        bool tells = program.OwnTime is not null && program.Problem(answer) is null;
        return (tells ? program.OwnTime!(answer) : milliseconds, answer);
    }

    /// <summary>Deletes the files.</summary>
    public void Dispose()
    {
        File.Delete(Output);
        File.Delete(Error);
    }
}
