using System.Runtime.InteropServices;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Finds crossgen2, which .NET publishes as the package <c>Microsoft.NETCore.App.Crossgen2.{rid}</c>: where a variable says, beside the
/// program, in the folders of NuGet, in this order. Downloads nothing.
/// </summary>
internal static class ReadyToRunTool
{
    /// <summary>Name of the tool's folder beside the program.</summary>
    private const string FolderName = "crossgen2";

    /// <summary>Name of the package for this machine.</summary>
    public static string PackageName => $"Microsoft.NETCore.App.Crossgen2.{System}-{Architecture}";

    private static string System =>
        OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : IsMusl ? "linux-musl"
        : "linux";

    /// <summary>Distributions that build .NET themselves give identifiers of their own.</summary>
    private static bool IsMusl => RuntimeInformation.RuntimeIdentifier is var rid && (rid.Contains("musl", StringComparison.Ordinal) || rid.StartsWith("alpine", StringComparison.Ordinal));

    private static string Architecture => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>The tool, or why there is none.</summary>
    public static string? Find(string? named, out string? reason)
    {
        if (!string.IsNullOrEmpty(named))
        {
            string? there = Tool(named);
            reason = there is null ? PrecompilationErrors.NoToolAt(named) : null;
            return there;
        }
        string? found = Tool(Path.Combine(AppContext.BaseDirectory, FolderName)) ?? PackageFolders().Select(InPackages).FirstOrDefault(tool => tool is not null);
        reason = found is null ? PrecompilationErrors.NoTool(PackageName, Environment.Version) : null;
        return found;
    }

    /// <summary>A file, or the tool in a folder.</summary>
    private static string? Tool(string path) =>
        File.Exists(path) ? path
        : new[] { OperatingSystem.IsWindows() ? "crossgen2.exe" : "crossgen2", "crossgen2.dll" }.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> PackageFolders()
    {
        if (Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named) yield return named;
        if (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home) yield return Path.Combine(home, ".nuget", "packages");
    }

    /// <summary>The best version: this runtime's own, else the latest of the same release, whose code it takes too.</summary>
    private static string? InPackages(string folder)
    {
        string package = Path.Combine(folder, PackageName.ToLowerInvariant());
        if (!Directory.Exists(package)) return null;
        Version runtime = Environment.Version;
        return Directory.EnumerateDirectories(package)
            .Select(directory => (Path: directory, Version: Version.TryParse(Path.GetFileName(directory), out Version? version) ? version : null))
            .Where(candidate => candidate.Version is { } version && version.Major == runtime.Major && version.Minor == runtime.Minor)
            .OrderByDescending(candidate => candidate.Version == runtime)
            .ThenByDescending(candidate => candidate.Version)
            .Select(candidate => Tool(Path.Combine(candidate.Path, "tools")))
            .FirstOrDefault(tool => tool is not null);
    }
}
