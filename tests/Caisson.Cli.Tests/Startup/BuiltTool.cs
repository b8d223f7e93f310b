using System.Diagnostics;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Caisson.Tests;

namespace Caisson.Cli.Tests.Startup;

/// <summary>The command where its own build leaves it: what stands beside the tests has libraries without machine code.</summary>
internal static class BuiltTool
{
    /// <summary>Its assemblies.</summary>
    public static IEnumerable<string> Assemblies => Directory.EnumerateFiles(Folder, "*.dll").Where(file => Path.GetFileName(file).StartsWith("caisson", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it was built with crossgen2 at hand.</summary>
    public static bool HasMachineCode => HasMachineCodeIn(Path.Combine(Folder, "caisson.dll"));

    private static string Folder => Path.Combine(Suites.Repository, "artifacts", "bin", "Caisson.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));

    /// <summary>Whether an assembly is a ReadyToRun image.</summary>
    public static bool HasMachineCodeIn(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    /// <summary>What one of its runtime configurations asks for: frameworks, and settings as they are written.</summary>
    public static (string[] Frameworks, string Settings) Configuration(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name)));
        JsonElement options = document.RootElement.GetProperty("runtimeOptions");
        JsonElement[] frameworks = options.TryGetProperty("framework", out JsonElement only) ? [only] : [.. options.GetProperty("frameworks").EnumerateArray()];
        return ([.. frameworks.Select(framework => framework.GetProperty("name").GetString()!)], options.GetProperty("configProperties").GetRawText());
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where it may leave its report, and keeps code.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it wrote to standard output, and what it took.</returns>
    public static async Task<(string Output, StartReport Report)> RunAsync(string folder, params string[] arguments)
    {
        string report = Path.Combine(folder, "start-report");
        var start = new ProcessStartInfo(Path.Combine(Folder, OperatingSystem.IsWindows() ? "caisson.exe" : "caisson"), arguments)
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
                [StartReport.Variable] = report,
                [StartReport.CacheVariable] = Path.Combine(folder, "code"),
            },
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output, StartReport.Read(report));
    }
}
