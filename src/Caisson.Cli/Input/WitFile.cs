using Caisson.Cli.Output;
using Caisson.Components.Binary;
using Caisson.Components.Validation;
using Caisson.Components.Worlds;
using Caisson.Wasm;
using Caisson.Wit;
using Caisson.Wit.Encoding;

namespace Caisson.Cli.Input;

/// <summary>A file or folder that holds a WIT package, as text or in the binary form.</summary>
internal static class WitFile
{
    private static ReadOnlySpan<byte> Magic => "\0asm"u8;

    /// <summary>Reads and checks a package.</summary>
    /// <param name="path">A file, or a folder of texts.</param>
    /// <param name="dependencies">Folders of packages that it depends on.</param>
    /// <param name="options">What of it is to be there.</param>
    /// <exception cref="Failure">It can't be read, or isn't a package: where and why.</exception>
    public static WitFileContent Read(string path, string[] dependencies, ResolveOptions options)
    {
        if (dependencies.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing) throw new Failure(ExitCode.Usage, $"can't read `{missing}` for --deps: no such directory");
        try
        {
            if (!Directory.Exists(path) && ModuleFile.ReadBytes(path) is var bytes && IsModule(path, bytes)) return Decode(ModuleFile.Read(path));
            return new WitFileContent(WitResolver.Resolve(WitInput.FromPath(path, dependencies), options));
        }
        catch (WitException error)
        {
            throw new Failure(ExitCode.Failed, error.Message) { Where = Where(error, path) };
        }
        catch (Exception error) when (PathErrors.IsAboutPath(error))
        {
            throw new Failure(ExitCode.Usage, $"can't read `{path}`: {error.Message}");
        }
    }

    private static bool IsModule(string path, byte[] bytes) =>
        bytes.AsSpan().StartsWith(Magic) || path.EndsWith(".wat", StringComparison.OrdinalIgnoreCase);

    private static WitFileContent Decode(ModuleFile file)
    {
        if (!file.IsComponent)
        {
            throw new Failure(ExitCode.Failed, "this is a core module, which has no WIT")
            {
                Where = file.Path,
                Help = "`caisson inspect` shows what it imports and exports",
            };
        }

        if (WitDecoder.IsPackage(file.Bytes)) return new WitFileContent(WitDecoder.Decode(file.Bytes));
        try
        {
            var world = ComponentWorld.Of(ComponentValidator.Validate(ComponentDecoder.Decode(file.Bytes, Features.All), Features.All).Type);
            return new WitFileContent(world.Packages) { Component = world };
        }
        catch (ModuleException error)
        {
            throw ModuleErrors.From(error, file);
        }
    }

    private static string Where(WitException error, string path) =>
        error.Position is { } position ? $"{error.File}:{position}" : error.Offset >= 0 ? $"{path}, byte {error.Offset} (0x{error.Offset:x})" : path;
}

/// <summary>WIT, and where it comes from.</summary>
/// <param name="Packages">The packages.</param>
internal sealed record WitFileContent(WitResolution Packages)
{
    /// <summary>The component that they were read from; null for a package.</summary>
    public ComponentWorld? Component { get; init; }
}
