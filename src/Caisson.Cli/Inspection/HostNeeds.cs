using Caisson.Cli.Running;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Inspection;

/// <summary>What imports ask of the host, in a person's words, and what <c>caisson run</c> gives without options.</summary>
internal static class HostNeeds
{
    // The first prefix that fits a WASI function decides; in order of how much a guest can do with it.
    private static readonly (string Prefix, string Capability, string ByDefault)[] Wasi =
    [
        ("path_", "files and folders", "none; --dir grants a folder"),
        ("fd_", "streams and open files", "stdin, stdout, stderr; files only below --dir"),
        ("sock_", "sockets", "none"),
        ("environ_", "environment variables", "none; --env and --inherit-env grant them"),
        ("args_", "arguments", "the file's name and what follows it"),
        ("clock_", "clocks", "granted"),
        ("random_", "random numbers", "granted"),
        ("poll_", "waiting", "granted"),
        ("proc_", "ending itself", "granted"),
        ("sched_", "giving up its turn", "granted"),
    ];

    /// <summary>The needs of a module, one for each capability or foreign import module.</summary>
    public static IReadOnlyList<NeedReport> Of(ModuleSyntax module) =>
        [.. module.Imports.GroupBy(import => Classify(module, import)).Select(group => new NeedReport(group.Key.Capability, group.Count(), group.Key.ByDefault))];

    private static (string Capability, string ByDefault) Classify(ModuleSyntax module, Import import)
    {
        if (import is { Module: "wasi", Name: "thread-spawn" }) return ("threads", "granted, up to 256; --max-threads sets another limit");
        if (import.Kind == ExternKind.Mem && module.Memories[(int)import.Index].Shared) return ("a memory that its threads share", "granted");
        if (!ImportResolver.WasiModules.Contains(import.Module))
        {
            return import.Kind == ExternKind.Func
                ? ($"functions of host module \"{import.Module}\"", $"missing; --stub {import.Module} gives empty ones")
                : ($"state of host module \"{import.Module}\"", "missing");
        }

        foreach ((string prefix, string capability, string byDefault) in Wasi)
        {
            if (import.Name.StartsWith(prefix, StringComparison.Ordinal)) return (capability, byDefault);
        }

        return ("beyond WASI", "traps when called");
    }
}
