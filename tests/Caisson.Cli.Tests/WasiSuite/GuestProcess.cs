using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Caisson.Cli.Tests.WasiSuite;

/// <summary>The built <c>caisson</c> while it runs a guest, and both talk to each other through its streams.</summary>
internal sealed partial class GuestProcess : IDisposable
{
    private readonly Process _process;

    public GuestProcess(IEnumerable<string> arguments)
    {
        string file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "caisson.exe" : "caisson");
        // Tests that run in the background ignore this signal, and so would what they start.
        _process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", file, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Reads as many characters as are expected.</summary>
    public async Task<string> ReadAsync(string stream, int count, CancellationToken cancellation)
    {
        char[] text = new char[count];
        int read = await ReaderOf(stream).ReadBlockAsync(text, cancellation);
        return new string(text, 0, read);
    }

    /// <summary>Reads one line.</summary>
    public async Task<string> ReadLineAsync(string stream, CancellationToken cancellation) => await ReaderOf(stream).ReadLineAsync(cancellation) ?? "";

    public async Task WriteAsync(string text, CancellationToken cancellation)
    {
        await _process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await _process.StandardInput.BaseStream.FlushAsync(cancellation);
    }

    /// <summary>Ends standard input and waits for the end.</summary>
    public async Task<(int ExitCode, string Out, string Error)> WaitAsync(CancellationToken cancellation)
    {
        _process.StandardInput.Close();
        Task<string> output = _process.StandardOutput.ReadToEndAsync(cancellation), error = _process.StandardError.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return (_process.ExitCode, await output, await error);
    }

    public void Signal(string name)
    {
        int signal = name switch { "SIGINT" => 2, "SIGTERM" => 15, _ => throw new NotSupportedException($"the suite sends {name}, which this runner doesn't know") };
        Assert.Equal(0, Kill(_process.Id, signal));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    /// <summary>What the process has said so far, for a failure.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {_process.Id}, {(_process.HasExited ? $"ended with {_process.ExitCode}" : "running")}");

    private StreamReader ReaderOf(string stream) => stream switch
    {
        "stdout" => _process.StandardOutput,
        "stderr" => _process.StandardError,
        _ => throw new NotSupportedException($"the suite reads `{stream}`, which this runner doesn't know"),
    };

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
