using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Snapshotting;

/// <summary>Why there is no snapshot, and what to do about it.</summary>
internal static class SnapshotFailures
{
    public static Failure Component(ModuleFile file) => new(ExitCode.Failed, "this is a component; snapshots are taken of core modules only")
    {
        Where = file.Path,
        Help = "take a snapshot of the core module, then make a component of that",
    };

    public static Failure NoInitializer(Module module, SnapshotSettings settings)
    {
        string[] functions = Functions(module);
        return new(ExitCode.Usage, $"the module exports no function named `{settings.Initializer}`")
        {
            Help = Suggestion.For(settings.Initializer, functions) is { } nearest ? $"did you mean `{nearest}`?"
                : functions.Length == 0 ? "it exports no function at all"
                : $"`--init-func NAME` calls another one: it exports {string.Join(", ", functions.Take(10).Select(name => $"`{name}`"))}{(functions.Length > 10 ? ", …" : "")}",
        };
    }

    public static Failure NothingToRename(Module module, string name, string old) => new(ExitCode.Usage, $"the module exports no function named `{old}`, which `{name}` is to be")
    {
        Help = Suggestion.For(old, Functions(module)) is { } nearest ? $"did you mean `{nearest}`?" : "write `--func-rename NEW=OLD`",
    };

    public static Failure WrongType(string name, FuncType type) => new(ExitCode.Failed, $"`{name}` can't be called to initialise: its type is {type}")
    {
        Help = "an initialiser takes and returns nothing",
    };

    public static Failure Exited(int code) => new(ExitCode.Failed, $"the initialiser ended the program, with code {code}")
    {
        Help = "an initialiser returns: a program that has ended can't be started where it stands",
    };

    public static Failure Descriptors(IReadOnlyList<int> changed) => new(
        ExitCode.Failed, $"the initialiser opened or closed {(changed.Count == 1 ? "descriptor" : "descriptors")} {string.Join(", ", changed)}, which whoever runs the snapshot won't have so")
    {
        Help = "close in the initialiser what it opens, and leave the streams and folders that it was granted open",
    };

    public static Failure From(SnapshotException error, ModuleFile file)
    {
        string[] lines = error.Message.Split('\n');
        return new(ExitCode.Failed, lines[0].TrimEnd(':')) { Where = file.Path, Details = [.. lines[1..].Select(line => line.Trim())] };
    }

    private static string[] Functions(Module module) =>
        [.. module.Exports.Where(export => export.Type is FuncExternType).Select(export => export.Name)];
}
