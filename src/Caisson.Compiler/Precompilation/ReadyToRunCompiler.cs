using System.Collections.Immutable;
using System.Reflection;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Compiles assemblies to machine code ahead of time, with crossgen2 of .NET in a process of its own: of low priority, with a time limit, and
/// ended with all it started when nobody waits for it any more. Immutable; change a copy with <c>with</c>. Safe to use from several threads.
/// </summary>
public sealed record ReadyToRunCompiler
{
    /// <summary>The environment variable that names crossgen2 or its folder, where it isn't found by itself.</summary>
    public const string PathVariable = "CAISSON_CROSSGEN2";

    private static readonly Lazy<ImmutableArray<string>> References = new(FindReferences);

    private ReadyToRunCompiler(string path) => ToolPath = path;

    /// <summary>The file that is run: crossgen2, or crossgen2.dll, which takes the running program's host.</summary>
    public string ToolPath { get; }

    /// <summary>Longest time that one assembly may take, waiting for a busy machine included. Default 10 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Largest number of threads for one assembly, at least 1. Default: one less than there are processors, but at least 1.</summary>
    public int MaxThreads { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>
    /// Finds crossgen2: where <see cref="PathVariable"/> says, in the folder crossgen2 beside the program, or in the packages of NuGet, of the same release
    /// as the running .NET. Reads folders at each call, and downloads nothing.
    /// </summary>
    /// <param name="reason">Why there is none, for people: what to do about it.</param>
    /// <returns>Null where there is none: then IL is compiled as it is needed.</returns>
    public static ReadyToRunCompiler? Find(out string? reason) => Find(Environment.GetEnvironmentVariable(PathVariable), out reason);

    /// <summary>As <see cref="Find(out string?)"/>, with a path in the place of <see cref="PathVariable"/>.</summary>
    /// <param name="path">crossgen2, crossgen2.dll or the folder of one; null or empty to look for it.</param>
    /// <param name="reason">Why there is none, for people: what to do about it.</param>
    /// <returns>Null where there is none: then IL is compiled as it is needed.</returns>
    public static ReadyToRunCompiler? Find(string? path, out string? reason)
    {
        string? tool = ReadyToRunTool.Find(path, out reason);
        if (tool is not null && References.Value.IsEmpty) reason = PrecompilationErrors.NoReferences();
        return reason is null ? new ReadyToRunCompiler(tool!) : null;
    }

    /// <summary>
    /// Makes an image with machine code for this machine of an assembly. It appears at once and complete, or not at all, and has been checked to be made
    /// of this assembly.
    /// </summary>
    /// <param name="assembly">Path of the assembly. It may refer to the framework, Caisson.Runtime and Caisson.Wasm.</param>
    /// <param name="image">Path of the image, another one; what is there is replaced.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <exception cref="ReadyToRunException">crossgen2 can't be started, failed, took too long, or wrote something else.</exception>
    /// <exception cref="IOException">The image can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The image may not be written.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public async Task CompileAsync(string assembly, string image, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(image);
        string made = $"{Path.GetFullPath(image)}.{Guid.NewGuid():N}.tmp";
        try
        {
            await new ToolProcess(ToolPath, Arguments(Path.GetFullPath(assembly), made), Timeout, MaxThreads).RunAsync(cancellation).ConfigureAwait(false);
            if (!File.Exists(made)) throw PrecompilationErrors.BadOutput(ToolPath, "there is no file");
            if (ReadyToRunImage.Problem(made, assembly) is { } problem) throw PrecompilationErrors.BadOutput(ToolPath, problem);
            File.Move(made, image, overwrite: true);
        }
        finally
        {
            File.Delete(made);
        }
    }

    private IEnumerable<string> Arguments(string assembly, string image) =>
    [
        assembly,
        $"--out:{image}",
        "--optimize",
        $"--targetos:{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "osx" : "linux")}",
        $"--targetarch:{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
        $"--parallelism:{MaxThreads}",
        .. CpuLevel.Current is { } level ? [$"--instruction-set:{level}"] : Array.Empty<string>(),
        .. References.Value.Select(reference => $"--reference:{reference}"),
    ];

    /// <summary>The framework and what emitted code calls; nothing where they are parts of one file.</summary>
    private static ImmutableArray<string> FindReferences()
    {
        string[] files = [.. new[] { typeof(object), typeof(ModuleSyntax), typeof(Instance) }.Select(type => PathOf(type.Assembly))];
        return files.Contains("") ? [] : [Path.Combine(Path.GetDirectoryName(files[0])!, "*.dll"), .. files[1..]];
    }

    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "an empty path is what tells it")]
    private static string PathOf(Assembly assembly) => assembly.Location;
}
