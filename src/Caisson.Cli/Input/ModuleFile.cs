using System.Buffers.Binary;
using Caisson.Cli.Output;
using Caisson.Compiler;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Cli.Input;

/// <summary>A file that holds a module or component, as bytes. Text is parsed on the way in.</summary>
internal sealed class ModuleFile
{
    private const int HeaderBytes = 8;

    private static readonly IlBackend Images = new();

    private byte[]? _bytes;

    /// <summary>A file that was read.</summary>
    /// <param name="path">As the user wrote it.</param>
    /// <param name="bytes">The binary module or component.</param>
    /// <param name="kind">What the file itself holds.</param>
    public ModuleFile(string path, byte[] bytes, FileKind kind) : this(path, kind) => _bytes = bytes;

    private ModuleFile(string path, FileKind kind) => (Path, Kind) = (path, kind);

    private static ReadOnlySpan<byte> Magic => "\0asm"u8;

    /// <summary>As the user wrote it.</summary>
    public string Path { get; }

    /// <summary>What the file itself holds.</summary>
    public FileKind Kind { get; }

    /// <summary>The binary module or component; of an image, the module in it.</summary>
    /// <exception cref="Failure">The file can't be read.</exception>
    public byte[] Bytes => _bytes ??= Kind == FileKind.Image ? ReadWasm(Path) : ReadBytes(Path);

    /// <summary>Whether it is a component.</summary>
    public bool IsComponent => Kind is FileKind.Component or FileKind.ComponentText;

    /// <summary>Whether the file itself is text.</summary>
    public bool IsText => Kind is FileKind.CoreText or FileKind.ComponentText;

    /// <summary>Reads a file, and parses it when it is text. Of an image, the module in it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Failure">The file can't be read or parsed.</exception>
    public static ModuleFile Read(string path)
    {
        if (Images.IsImage(path)) return new ModuleFile(path, ReadWasm(path), FileKind.Image);
        byte[] bytes = ReadBytes(path);
        FileKind kind = KindOf(path, bytes);
        return kind is FileKind.CoreText or FileKind.ComponentText ? TextInput.Parse(path, bytes) : new ModuleFile(path, bytes, kind);
    }

    /// <summary>As <see cref="Read"/>, but leaves unread what the engine can take from the file itself: images, and core modules.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Failure">The file can't be read or parsed.</exception>
    public static ModuleFile Open(string path)
    {
        if (Reading(path, () => Module.IsBinary(path))) return new ModuleFile(path, FileKind.CoreBinary);
        return Images.IsImage(path) ? new ModuleFile(path, FileKind.Image) : Read(path);
    }

    /// <summary>Compiles the core module in it, or takes its code from the engine's cache.</summary>
    /// <exception cref="Failure">The file can't be read.</exception>
    public Module Compile(Engine engine) => _bytes is null && Kind == FileKind.CoreBinary ? Reading(Path, () => engine.CompileFile(Path)) : engine.Compile(Bytes);

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
    public static byte[] ReadBytes(string path) => Reading(path, () => File.ReadAllBytes(path));

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

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (PathErrors.IsAboutPath(error))
        {
            throw new Failure(ExitCode.Usage, $"can't read `{path}`: {PathErrors.Reason(path, error)}")
            {
                Help = PathErrors.Nearest(path) is { } nearest ? $"did you mean `{nearest}`?" : null,
            };
        }
    }

    private static FileKind KindOf(string path, byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(Magic)) return LooksLikeText(path, bytes) ? TextInput.KindOf(bytes) : FileKind.CoreBinary;
        return HasLayerOfComponents(bytes) ? FileKind.Component : FileKind.CoreBinary;
    }

    private static bool HasLayerOfComponents(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) >> 16 == 1;

    private static bool LooksLikeText(string path, byte[] bytes) =>
        path.EndsWith(".wat", StringComparison.OrdinalIgnoreCase) || WatParser.LooksLikeText(bytes);
}
