using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>
/// Which file something is, and when it last changed: device, inode, size, and the times of the last change and of the last change to the file's own data, which no program can set. A file of the same state
/// has the content it had before, until the system is started anew: what is read from a disk then may be something else. Immutable.
/// </summary>
internal sealed unsafe class FileState : IEquatable<FileState>
{
    /// <summary>Of one in bytes.</summary>
    public const int Size = 48;

    /// <summary>Times may be coarse, and a file may change twice in one tick. Older ones have had all changes of theirs.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(2);

    private const int EmptyPath = 0x1000, AllBasic = 0x7FF, BufferSize = 512;
    private const int InodeAt = 32, SizeAt = 40, ChangedAt = 96, ModifiedAt = 112, DeviceAt = 136, TimeBytes = 12, NumberBytes = 8;

    private readonly byte[] _bytes;

    private FileState(byte[] bytes) => _bytes = bytes;

    /// <summary>All of it.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A name for the file, whatever becomes of it.</summary>
    public string Name => Hex.Of(Bytes[^NumberBytes..]) + Hex.Of(Bytes[..NumberBytes]);

    /// <summary>Whether so much time has passed that a change from now on shows.</summary>
    public bool IsSettled => BitConverter.ToInt64(_bytes, 2 * NumberBytes) < (DateTimeOffset.UtcNow - Settles).ToUnixTimeSeconds();

    /// <summary>That of an open file; null where the system doesn't tell.</summary>
    public static FileState? Of(SafeFileHandle file)
    {
        byte* buffer = stackalloc byte[BufferSize];
        byte nothing = 0;
        bool added = false;
        try
        {
            file.DangerousAddRef(ref added);
            if (!OperatingSystem.IsLinux() || !FileOwner.TryStatx(file.DangerousGetHandle(), &nothing, EmptyPath, AllBasic, buffer)) return null;
        }
        finally
        {
            if (added) file.DangerousRelease();
        }
        var bytes = new byte[Size];
        Span<byte> rest = bytes;
        foreach ((int at, int length) in ((int, int)[])[(InodeAt, NumberBytes), (SizeAt, NumberBytes), (ChangedAt, TimeBytes), (ModifiedAt, TimeBytes), (DeviceAt, NumberBytes)])
        {
            new ReadOnlySpan<byte>(buffer + at, length).CopyTo(rest);
            rest = rest[length..];
        }
        return new FileState(bytes);
    }

    /// <summary>That of a file; null where there is none, or the system doesn't tell.</summary>
    public static FileState? Of(string path)
    {
        try
        {
            using SafeFileHandle file = PlainFile.OpenToRead(path);
            return Of(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>One that was kept.</summary>
    /// <param name="bytes"><see cref="Size"/> of them.</param>
    public static FileState Read(ReadOnlySpan<byte> bytes) => new(bytes[..Size].ToArray());

    /// <inheritdoc/>
    public bool Equals(FileState? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FileState);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);
}
