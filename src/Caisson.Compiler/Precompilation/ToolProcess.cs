using System.ComponentModel;
using System.Diagnostics;
using System.Text;

// The one process that the libraries start; only who asks for code ahead of time gets here.
#pragma warning disable RS0030

namespace Caisson.Compiler.Precompilation;

/// <summary>One run of crossgen2. Nothing of it outlives the call, and where the host dies meanwhile, it ends by a limit of its own.</summary>
internal sealed class ToolProcess(string tool, IEnumerable<string> arguments, TimeSpan timeout, int threads)
{
    private const int MaxOutputChars = 4096;

    /// <summary>Where there is one, it gives the process a limit of processor time, in seconds, that holds when nobody watches it any more.</summary>
    private const string Shell = "/bin/sh";

    private readonly StringBuilder _output = new();

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="ReadyToRunException">It can't be started, failed, or took too long.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using Process process = Start();
        Task drained = Task.WhenAll(Keep(process.StandardOutput), Keep(process.StandardError));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // At once, by the thread that cancels: the host may be about to end.
        using CancellationTokenRegistration end = limit.Token.Register(() => End(process));
        limit.CancelAfter(timeout);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (limit.IsCancellationRequested) throw PrecompilationErrors.TimedOut(tool, timeout);
        await drained.ConfigureAwait(false);
        if (process.ExitCode != 0) throw PrecompilationErrors.Failed(tool, process.ExitCode, Output());
    }

    private Process Start()
    {
        try
        {
            Process process = Process.Start(StartInfo())!;
            process.StandardInput.Close();
            LowerPriority(process);
            return process;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw PrecompilationErrors.CannotStart(tool, failure.Message);
        }
    }

    private ProcessStartInfo StartInfo()
    {
        string[] command = tool.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [Host(), tool, .. arguments] : [tool, .. arguments];
        if (File.Exists(Shell))
        {
            command = [Shell, "-c", "ulimit -t \"$0\"; exec \"$@\"", $"{(long)Math.Max(1, timeout.TotalSeconds * threads)}", .. command];
        }
        return new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
    }

    /// <summary>What runs this program, when that is dotnet; else the one on the path.</summary>
    private static string Host() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>Threads that the tool starts later inherit it.</summary>
    private static void LowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            // It ended already, or the system doesn't allow it: then it runs as any other.
        }
    }

    /// <summary>Reads to the end, and keeps the beginning.</summary>
    private async Task Keep(StreamReader reader)
    {
        var buffer = new char[1024];
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
        {
            lock (_output) _output.Append(buffer, 0, Math.Min(count, MaxOutputChars - _output.Length));
        }
    }

    private string Output()
    {
        lock (_output) return _output.ToString();
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or AggregateException)
        {
            // It ended by itself meanwhile.
        }
    }
}
