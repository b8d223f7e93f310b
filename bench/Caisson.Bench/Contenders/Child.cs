using System.Diagnostics;

namespace Caisson.Bench.Contenders;

/// <summary>A process that answers each line with a line.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="args">Its arguments.</param>
    public Child(string program, params string[] args) =>
        _process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Says a line and waits for the answer.</summary>
    /// <param name="line">What it is told.</param>
    public string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw Ended();
    }

    private ChildEndedException Ended()
    {
        _process.WaitForExit();
        return new ChildEndedException($"{Path.GetFileName(_process.StartInfo.FileName)} ended with {_process.ExitCode}");
    }

    /// <summary>Ends its input, and waits until it has ended.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <summary>A process ended instead of answering.</summary>
internal sealed class ChildEndedException(string message) : Exception(message);
