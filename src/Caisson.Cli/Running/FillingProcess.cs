using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Caisson.Runtime;

namespace Caisson.Cli.Running;

/// <summary>
/// A process that fills a cache: this command with <c>cache fill --detached</c>. It outlives whoever started it, has none of its streams, and makes way for
/// everything else.
/// </summary>
internal static class FillingProcess
{
    /// <summary>Starts it, where there is something to compile. Where it can't start, the next run tries.</summary>
    public static void Start(CodeCache cache)
    {
        try
        {
            if (cache.WantedCount == 0 || Environment.ProcessPath is not { } program) return;
            bool isHosted = Path.GetFileNameWithoutExtension(program) == "dotnet";
            string[] arguments = [.. isHosted ? [typeof(FillingProcess).Assembly.Location] : Array.Empty<string>(), "cache", "--cache", cache.Directory, "--detached", "fill"];

            // What is redirected isn't inherited: whoever reads the output of this process doesn't wait for that one.
            using Process? process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = cache.Directory,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            // What is wanted stays in the folder.
        }
    }

    /// <summary>In that process: leaves the terminal, whose Ctrl+C is for others, and lowers its own priority.</summary>
    public static void Detach()
    {
        try
        {
            if (!OperatingSystem.IsWindows()) _ = setsid();
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Win32Exception)
        {
            // Then it is as urgent as others.
        }
    }

    [DllImport("libc")]
    private static extern int setsid();
}
