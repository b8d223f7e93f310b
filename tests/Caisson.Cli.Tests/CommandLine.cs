using System.Diagnostics;

namespace Caisson.Cli.Tests;

/// <summary>What a run of the command left behind.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Out">Bytes of standard output.</param>
/// <param name="Error">Bytes of standard error.</param>
internal sealed record CommandResult(int ExitCode, byte[] Out, byte[] Error);

/// <summary>Runs the built <c>caisson</c> as a process, as a shell would.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command to its end.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="cancellation">Ends the process early.</param>
    /// <param name="splits">Whether it splits every function, see <see cref="StartupHook"/>.</param>
    /// <param name="environment">Environment variables that are set besides.</param>
    public static Task<CommandResult> RunAsync(
        string folder, IEnumerable<string> arguments, byte[] input, CancellationToken cancellation, bool splits = false, params IEnumerable<(string Name, string Value)> environment) =>
        RunAsync("caisson", folder, arguments, input, cancellation, splits, environment);

    /// <summary>Runs another program of this repository, that stands beside the tests, to its end.</summary>
    /// <param name="program">Its name without extension.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="cancellation">Ends the process early.</param>
    /// <param name="splits">Whether it splits every function, see <see cref="StartupHook"/>.</param>
    /// <param name="environment">Environment variables that are set besides.</param>
    public static async Task<CommandResult> RunAsync(
        string program, string folder, IEnumerable<string> arguments, byte[] input, CancellationToken cancellation, bool splits = false, params IEnumerable<(string Name, string Value)> environment)
    {
        string file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? program + ".exe" : program);
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (splits) start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration registration = cancellation.Register(process.Kill);
        Task<byte[]> output = ReadAsync(process.StandardOutput.BaseStream);
        Task<byte[]> error = ReadAsync(process.StandardError.BaseStream);
        await WriteAsync(process.StandardInput.BaseStream, input);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return new CommandResult(process.ExitCode, await output, await error);
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task WriteAsync(Stream stream, byte[] input)
    {
        try
        {
            await using (stream) await stream.WriteAsync(input);
        }
        catch (IOException)
        {
            // A guest that ends without reading its input closes the pipe.
        }
    }
}
