using System.Diagnostics;
using System.Globalization;

namespace Caisson.Bench.Kernels;

/// <summary>One kernel, compiled and ready on one engine.</summary>
internal abstract class KernelContender : IDisposable
{
    /// <summary>Runs it once.</summary>
    /// <param name="n">What it is given.</param>
    /// <returns>How long it took, and what it returned.</returns>
    public abstract (double Milliseconds, uint Result) Run(int n);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A kernel that is called in this process.</summary>
internal sealed class CalledKernel(Func<int, int> run, IDisposable? owner = null) : KernelContender
{
    /// <inheritdoc/>
    public override (double Milliseconds, uint Result) Run(int n)
    {
        long start = Stopwatch.GetTimestamp();
        uint result = (uint)run(n);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, result);
    }

    /// <inheritdoc/>
    public override void Dispose() => owner?.Dispose();
}

/// <summary>A kernel in a process of its own, which reads n and writes nanoseconds and the result: native.c and v8.mjs.</summary>
internal sealed class ChildKernel : KernelContender
{
    private readonly Process _child;

    /// <summary>Starts the process.</summary>
    public ChildKernel(string program, params string[] args) =>
        _child = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <inheritdoc/>
    public override (double Milliseconds, uint Result) Run(int n)
    {
        _child.StandardInput.WriteLine(n.ToString(CultureInfo.InvariantCulture));
        _child.StandardInput.Flush();
        string[] answer = (_child.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the process of a kernel ended")).Split(' ');
        return (long.Parse(answer[0], CultureInfo.InvariantCulture) / 1e6, uint.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _child.StandardInput.Close();
        _child.WaitForExit();
        _child.Dispose();
    }
}
