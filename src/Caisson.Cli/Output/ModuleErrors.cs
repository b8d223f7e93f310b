using Caisson.Wasm;

namespace Caisson.Cli.Output;

/// <summary>Turns what is wrong with a module into a <see cref="Failure"/>.</summary>
internal static class ModuleErrors
{
    /// <summary>What is wrong, and at which byte or line.</summary>
    public static Failure From(ModuleException error, string path)
    {
        string outcome = error is MalformedException ? "malformed" : "invalid";
        return new Failure(ExitCode.Failed, $"{outcome} module: {error.Message}")
        {
            Where = error.Position is { } position ? $"{path}:{position}" : $"{path}, byte {error.Offset} (0x{error.Offset:x})",
            Help = Help(error),
        };
    }

    private static string? Help(ModuleException error) => error switch
    {
        MalformedException { Offset: 0 } => "a binary module starts with the bytes 00 61 73 6d; text needs the extension .wat",
        MalformedException { Offset: > 0 } => "the file may be cut off or damaged",
        _ => null,
    };
}
