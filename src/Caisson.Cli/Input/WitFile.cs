using Caisson.Cli.Output;
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
    public static WitResolution Read(string path, string[] dependencies, ResolveOptions options)
    {
        if (dependencies.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing) throw new Failure(ExitCode.Usage, $"can't read `{missing}` for --deps: no such directory");
        try
        {
            if (!Directory.Exists(path) && ModuleFile.ReadBytes(path) is var bytes && bytes.AsSpan().StartsWith(Magic)) return Decode(path, bytes);
            return WitResolver.Resolve(WitInput.FromPath(path, dependencies), options);
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

    private static WitResolution Decode(string path, byte[] bytes)
    {
        if (!WitDecoder.IsComponent(bytes))
        {
            throw new Failure(ExitCode.Failed, "this is a core module, which has no WIT")
            {
                Where = path,
                Help = "`caisson inspect` shows what it imports and exports",
            };
        }

        return WitDecoder.IsPackage(bytes) ? WitDecoder.Decode(bytes) : throw new Failure(ExitCode.Failed, "this is a component that runs, and only the WIT of packages is printed")
        {
            Where = path,
            Help = "give the WIT package that it was made of",
        };
    }

    private static string Where(WitException error, string path) =>
        error.Position is { } position ? $"{error.File}:{position}" : error.Offset >= 0 ? $"{path}, byte {error.Offset} (0x{error.Offset:x})" : path;
}
