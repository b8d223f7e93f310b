using Caisson.Cli.Input;
using Caisson.Wasm;

namespace Caisson.Cli.Output;

/// <summary>Turns what is wrong with a module or component into a <see cref="Failure"/>.</summary>
internal static class ModuleErrors
{
    /// <summary>What is wrong, and at which byte or line.</summary>
    public static Failure From(ModuleException error, ModuleFile file)
    {
        string outcome = error is MalformedException ? "malformed" : "invalid";
        string what = file.IsComponent ? "component" : "module";
        return new Failure(ExitCode.Failed, $"{outcome} {what}: {error.Message}") { Where = Where(error, file), Help = Help(error) };
    }

    private static string Where(ModuleException error, ModuleFile file)
    {
        if (error.Position is { } position) return $"{file.Path}:{position}";
        string form = file.IsText ? " of its binary form" : "";
        return $"{file.Path}, byte {error.Offset} (0x{error.Offset:x}){form}";
    }

    private static string? Help(ModuleException error) => error switch
    {
        MalformedException { Offset: 0 } => "a binary module starts with the bytes 00 61 73 6d, text with a parenthesis or a comment",
        MalformedException { Offset: > 0 } => "the file may be cut off or damaged",
        _ => null,
    };
}
