using Caisson.Cli.Output;
using Caisson.Runtime;
using Caisson.Wasi;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Running;

/// <summary>
/// Fills what a module imports and the host doesn't offer: shared memories with new ones, which a program's threads will have in
/// common; with empty functions where <c>--stub</c> says so; with functions that stop the guest where a WASI module asks for more than WASI. What is left is an error that names every import.
/// </summary>
/// <param name="module">The module.</param>
/// <param name="stubs">Names of import modules whose functions do nothing and return zero.</param>
internal sealed class ImportResolver(Module module, IReadOnlyCollection<string> stubs)
{
    /// <summary>Names under which programs import WASI preview 1.</summary>
    public static readonly string[] WasiModules = ["wasi_snapshot_preview1", "wasi_unstable"];

    /// <summary>Completes the imports.</summary>
    /// <returns>The names of the functions that stop the guest when it calls them.</returns>
    /// <exception cref="Failure">Imports are missing: each one with its type.</exception>
    public IReadOnlyList<string> Complete(Imports imports)
    {
        for (int i = 0; i < module.Syntax.Imports.Length; i++)
            if (!IsOffered(module.Syntax.Imports[i], imports)) return Fill(imports);
        return [];
    }

    private List<string> Fill(Imports imports)
    {
        List<string> unknown = [], missing = [];
        for (int i = 0; i < module.Imports.Length; i++)
        {
            ImportType import = module.Imports[i];
            if (IsOffered(module.Syntax.Imports[i], imports)) continue;
            if (import.Type is MemExternType { Type: { Shared: true } shared })
            {
                imports.Add(import.Module, import.Name, new Memory(shared, module.Engine.Options.MaxMemoryBytes));
            }
            else if (import.Type is FuncExternType function && stubs.Contains(import.Module))
            {
                imports.Add(import.Module, import.Name, Function.FromHost(module.Engine, function.Type, (_, _, _) => { }));
            }
            else if (import.Type is FuncExternType extension && IsWasi(import.Module))
            {
                imports.Add(import.Module, import.Name, Function.FromHost(module.Engine, extension.Type, (_, _, _) => throw NotProvided(import)));
                unknown.Add($"{import.Module}.{import.Name}");
            }
            else
            {
                missing.Add($"{import.Module}.{import.Name}: {import.Type}");
            }
        }

        return missing.Count == 0 ? unknown : throw Missing(missing);
    }

    /// <summary>Whether something is offered for an import. A WASI function of another type is as good as none: some toolchains' older ones differ.</summary>
    private bool IsOffered(Import import, Imports imports) => imports.Find(import.Module, import.Name) is { } item
        ? item is not Delegate function || !IsWasi(import.Module) || import.Kind != ExternKind.Func || HostTypes.Fits(function.GetType(), module.Syntax.TypeOf(new FuncIdx(import.Index)))
        : IsThreadSpawn(import);

    private static bool IsWasi(string module) => Array.IndexOf(WasiModules, module) >= 0;

    /// <summary>Comes with the threads.</summary>
    private bool IsThreadSpawn(Import import) => import is { Module: "wasi", Name: "thread-spawn" } && WasiThreads.AreUsedBy(module);

    private static Failure NotProvided(ImportType import) =>
        new(ExitCode.Trapped, $"the guest called {import.Module}.{import.Name}, which WASI doesn't have, or not with this type");

    private Failure Missing(List<string> missing)
    {
        string noun = missing.Count == 1 ? "an import that nobody provides" : $"{missing.Count} imports that nobody provides";
        string? stub = module.Imports.FirstOrDefault(import => missing.Contains($"{import.Module}.{import.Name}: {import.Type}") && import.Type is FuncExternType)?.Module;
        return new Failure(ExitCode.Failed, $"the module needs {noun}")
        {
            Details = missing,
            Help = stub is null ? null : $"`--stub {stub}` provides functions of {stub} that do nothing and return zero",
        };
    }
}
