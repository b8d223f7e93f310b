using System.Diagnostics;

namespace Caisson.Build.Tests;

/// <summary>Runs programs, <c>dotnet</c> above all, with a limit of time.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs <c>dotnet</c>, which must succeed.</summary>
    /// <param name="folder">Where; packages of its own go there, too.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it wrote.</returns>
    public static async Task<string> Succeed(string folder, params string[] arguments)
    {
        (int code, string text) = await Run("dotnet", folder, arguments);
        Assert.True(code == 0, text);
        return text;
    }

    /// <summary>Runs a program.</summary>
    /// <param name="file">The program.</param>
    /// <param name="folder">Where; null for here.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<(int Code, string Text)> Run(string file, string? folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };

        // What the runner of the tests tells its own children isn't meant for another build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);

        // Packages of the same version as those that somebody uses on this machine aren't theirs.
        if (File.Exists(Path.Combine(start.WorkingDirectory, "nuget.config"))) start.Environment["NUGET_PACKAGES"] = Path.Combine(start.WorkingDirectory, "restored");
        using Process process = Process.Start(start)!;
        using var source = new CancellationTokenSource(Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(source.Token), errors = process.StandardError.ReadToEndAsync(source.Token);
        try
        {
            await process.WaitForExitAsync(source.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
