using System.Buffers.Binary;
using Caisson.Cli.Output;
using Caisson.Compiler;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Cli.Input;

/// <summary>A file that holds a module or component, as bytes. Text is parsed on the way in.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="Bytes">The binary module or component.</param>
/// <param name="Kind">What the file itself holds.</param>
internal sealed record ModuleFile(string Path, byte[] Bytes, FileKind Kind)
{
    private static readonly IlBackend Images = new();

    private static ReadOnlySpan<byte> Magic => "\0asm"u8;

    /// <summary>Whether it is a component.</summary>
    public bool IsComponent => Kind is FileKind.Component or FileKind.ComponentText;

    /// <summary>Whether the file itself is text.</summary>
    public bool IsText => Kind is FileKind.CoreText or FileKind.ComponentText;

    /// <summary>Reads a file, and parses it when it is text. Of an image, the module in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="leavesImage">Whether nothing of an image is read, because the engine will.</param>
    /// <exception cref="Failure">The file can't be read or parsed.</exception>
    public static ModuleFile Read(string path, bool leavesImage = false)
    {
        if (Images.IsImage(path)) return new ModuleFile(path, leavesImage ? [] : ReadWasm(path), FileKind.Image);
        byte[] bytes = ReadBytes(path);
        FileKind kind = KindOf(path, bytes);
        return kind is FileKind.CoreText or FileKind.ComponentText ? TextInput.Parse(path, bytes) : new ModuleFile(path, bytes, kind);
    }

    /// <summary>Reads a file that must be a core module.</summary>
    /// <exception cref="Failure">The file can't be read or parsed, or is a component.</exception>
    public static ModuleFile ReadCore(string path)
    {
        ModuleFile file = Read(path);
        return !file.IsComponent ? file : throw new Failure(ExitCode.Failed, "this is a component, and this version takes core modules only")
        {
            Where = path,
            Help = "build the program for the target wasm32-wasip1",
        };
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="Failure">It can't be read: which one and why.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (PathErrors.IsAboutPath(error))
        {
            throw new Failure(ExitCode.Usage, $"can't read `{path}`: {PathErrors.Reason(path, error)}")
            {
                Help = PathErrors.Nearest(path) is { } nearest ? $"did you mean `{nearest}`?" : null,
            };
        }
    }

    /// <summary>The module in an image.</summary>
    /// <exception cref="Failure">It is damaged.</exception>
    public static byte[] ReadWasm(string image)
    {
        try
        {
            return Images.ReadWasm(image);
        }
        catch (ImageException error)
        {
            throw new Failure(ExitCode.Failed, error.Message) { Help = "make it again with `caisson compile`" };
        }
    }

    private static FileKind KindOf(string path, byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(Magic)) return LooksLikeText(path, bytes) ? TextInput.KindOf(bytes) : FileKind.CoreBinary;
        bool isComponent = bytes.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) >> 16 == 1;
        return isComponent ? FileKind.Component : FileKind.CoreBinary;
    }

    private static bool LooksLikeText(string path, byte[] bytes) =>
        path.EndsWith(".wat", StringComparison.OrdinalIgnoreCase) || WatParser.LooksLikeText(bytes);
}
