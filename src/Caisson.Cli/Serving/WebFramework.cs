using System.Diagnostics;
using System.Runtime.InteropServices;
using Caisson.Cli.Output;

namespace Caisson.Cli.Serving;

/// <summary>
/// The shared framework of web servers. Only this verb needs it: that the host looks for it takes every start of a command 2 ms, and machines that run programs may not have it. So the command starts without, and
/// serves as a program that begins again with it.
/// </summary>
internal static partial class WebFramework
{
    private const string Configuration = "caisson.serve.runtimeconfig.json", Server = "Microsoft.AspNetCore.Server.Kestrel.dll";

    /// <summary>Whether this process has it.</summary>
    public static bool IsThere => AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is not string assemblies || assemblies.Contains(Server, StringComparison.Ordinal);

    /// <summary>Begins this command again, with the same arguments.</summary>
    /// <returns>Its exit code. Where the system can, the new program takes the place of this one, and nothing returns.</returns>
    /// <exception cref="Failure">It can't be started.</exception>
    public static int StartWithIt()
    {
        string host = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), configuration = Path.Combine(AppContext.BaseDirectory, Configuration);
        if (!File.Exists(host)) throw CantStart($"{host} is missing");
        if (!File.Exists(configuration)) throw CantStart($"{configuration} is missing");
        string[] arguments = ["exec", "--runtimeconfig", configuration, typeof(WebFramework).Assembly.Location, .. Environment.GetCommandLineArgs()[1..]];
        if (OperatingSystem.IsWindows()) return Wait(host, arguments);
        _ = execv(host, [host, .. arguments, null]);
        throw CantStart(Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>Where .NET is installed: above shared/Microsoft.NETCore.App/VERSION.</summary>
    private static string Root => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static int Wait(string host, string[] arguments)
    {
        // Ctrl+C goes to both, and the server decides when to end.
        Console.CancelKeyPress += (_, pressed) => pressed.Cancel = true;
        using Process process = Process.Start(host, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Failure CantStart(string reason) =>
        new(ExitCode.Failed, $"`serve` needs ASP.NET Core and can't start with it: {reason}") { Help = "run `dotnet --list-runtimes` to see whether Microsoft.AspNetCore.App is there" };

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execv(string path, string?[] arguments);
}
