using System.Diagnostics;

namespace Caisson.Fuzz.Running;

/// <summary>A process that runs a range of seeds.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private readonly Task<string> _errors;
    private int _seen = -1;

    public WorkerProcess(int first, int count, IEnumerable<string> arguments)
    {
        (Seed, End) = (first, first + count);
        ProgressPath = Path.GetTempFileName();
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };

        // Run by the dotnet command, the program is its first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(WorkerProcess).Assembly.Location);
        foreach (string argument in arguments.Concat(["--progress", ProgressPath])) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public string ProgressPath { get; }

    /// <summary>The seed that it is at, or ended at.</summary>
    public int Seed { get; private set; }

    /// <summary>The seed behind its last one.</summary>
    public int End { get; }

    /// <summary>What is wrong with the way it ended, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether it is no longer there; one that is at a seed for too long is killed.</summary>
    public bool HasEnded(TimeSpan patience)
    {
        Seed = Progress.SeedOf(ProgressPath) ?? Seed;
        if (_process.HasExited)
        {
            if (_process.ExitCode != 0) Failure = $"the process ended with {_process.ExitCode}\n{_errors.Result}";
            return true;
        }
        if (Seed != _seen)
        {
            _seen = Seed;
            _sinceProgress.Restart();
        }
        if (_sinceProgress.Elapsed < patience) return false;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        Failure = $"the process hung for {patience.TotalSeconds} seconds";
        return true;
    }

    public void Dispose()
    {
        _process.Dispose();
        File.Delete(ProgressPath);
    }
}
