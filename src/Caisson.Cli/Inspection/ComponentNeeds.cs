using Caisson.Components.Types;
using Caisson.Wit;

namespace Caisson.Cli.Inspection;

/// <summary>What the imports of a component ask of the host, in a person's words, and what <c>caisson run</c> gives without options.</summary>
internal static class ComponentNeeds
{
    // The first prefix that fits an interface decides; in order of how much a guest can do with it.
    private static readonly (string Prefix, string Capability, string ByDefault)[] Wasi =
    [
        ("wasi:filesystem/", "files and folders", "none; --dir grants a folder"),
        ("wasi:sockets/", "sockets", "none; --allow-net grants hosts and addresses"),
        ("wasi:http/", "HTTP requests", "none; --allow-net grants hosts and addresses"),
        ("wasi:cli/environment", "arguments and environment variables", "the file's name and what follows it; --env and --inherit-env grant variables"),
        ("wasi:cli/exit", "ending itself", "granted"),
        ("wasi:cli/", "stdin, stdout, stderr", "granted"),
        ("wasi:clocks/", "clocks", "granted"),
        ("wasi:random/", "random numbers", "granted"),
        ("wasi:io/", "waiting and streams", "granted"),
    ];

    /// <summary>The needs of a component, one for each capability or import that isn't WASI's. An instance without functions needs nobody.</summary>
    public static IReadOnlyList<NeedReport> Of(ComponentType component) =>
        [.. component.Imports.Where(import => NeedsSomebody(import.Type)).GroupBy(Classify).Select(group => new NeedReport(group.Key.Capability, group.Count(), group.Key.ByDefault))];

    private static (string Capability, string ByDefault) Classify(ExternDecl import)
    {
        foreach ((string prefix, string capability, string byDefault) in Wasi)
        {
            if (IsKnown(import.Name) && import.Name.StartsWith(prefix, StringComparison.Ordinal)) return (capability, byDefault);
        }

        return import.Type is InstanceType or ComponentFuncType
            ? (import.Type is InstanceType ? $"functions of host instance \"{import.Name}\"" : $"host function \"{import.Name}\"", $"missing; --stub {import.Name} gives empty ones")
            : ($"\"{import.Name}\"", "missing");
    }

    // Compatible versions stand for each other.
    private static bool IsKnown(string name) =>
        PackageName.TryParseItem(name, out PackageName? package, out _) && package.Version is { PreRelease: "", Track: "0.2" or "0.3" };

    private static bool NeedsSomebody(ComponentExternType type) => type switch
    {
        TypeExternType { IsAbstract: false } => false,
        InstanceType instance => instance.Exports.Any(export => NeedsSomebody(export.Type)),
        _ => true,
    };
}
