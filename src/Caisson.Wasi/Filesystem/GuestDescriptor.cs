using System.Text;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// A descriptor as 0.2 and 0.3 have it: a file or a directory, and what may be done with it. Paths are text. Safe from any thread.
/// </summary>
internal sealed class GuestDescriptor : IDisposable
{
    private const DescriptorRights SyncRights = DescriptorRights.FileIntegritySync | DescriptorRights.DataIntegritySync | DescriptorRights.RequestedWriteSync;

    private readonly Descriptor _item;

    /// <summary>A descriptor that takes its user of the item over.</summary>
    private GuestDescriptor(Descriptor item, DescriptorRights rights) => (_item, Rights) = (item, rights);

    /// <summary>What may be done with it.</summary>
    public DescriptorRights Rights { get; }

    /// <summary>What it is.</summary>
    public FileType Type => _item.Type;

    /// <summary>One of a directory that the guest was granted.</summary>
    public static GuestDescriptor OfPreopen(OpenDirectory directory)
    {
        directory.Acquire();
        return new GuestDescriptor(directory, DescriptorRights.Read | (directory.IsReadOnly ? DescriptorRights.None : DescriptorRights.MutateDirectory));
    }

    /// <summary>The file's bytes.</summary>
    public Errno OpenSource(ulong offset, out ByteSource? source)
    {
        source = null;
        if (AsFile(DescriptorRights.Read, out OpenFile? file) is not Errno.Success and var errno) return errno;
        file!.Acquire();
        source = new FileSource(file, offset);
        return Errno.Success;
    }

    /// <summary>The file, to be written from an offset on, or at its end.</summary>
    public Errno OpenSink(ulong? offset, out ByteSink? sink)
    {
        sink = null;
        if (AsFile(DescriptorRights.Write, out OpenFile? file) is not Errno.Success and var errno) return errno;
        file!.Acquire();
        sink = new FileSink(file, offset);
        return Errno.Success;
    }

    /// <summary>Reads some bytes.</summary>
    public Errno Read(Span<byte> destination, ulong offset, out int count)
    {
        count = 0;
        if (AsFile(DescriptorRights.Read, out OpenFile? file) is not Errno.Success and var errno) return errno;
        return offset > long.MaxValue ? Errno.Invalid : file!.ReadAt(destination, (long)offset, out count);
    }

    /// <summary>Writes some bytes.</summary>
    public Errno Write(ReadOnlySpan<byte> source, ulong offset, out int count)
    {
        count = 0;
        if (AsFile(DescriptorRights.Write, out OpenFile? file) is not Errno.Success and var errno) return errno;
        return offset > long.MaxValue ? Errno.Invalid : file!.WriteAt(source, (long)offset, out count);
    }

    /// <summary>Tells the system what the guest is going to do with a range.</summary>
    public Errno Advise(ulong offset, ulong length, FileAdvice advice)
    {
        if (_item is not OpenFile file) return Errno.BadDescriptor;
        return offset > long.MaxValue || length > long.MaxValue ? Errno.Invalid : file.Advise((long)offset, (long)length, advice);
    }

    /// <summary>Makes the file longer, with zeros, or shorter.</summary>
    public Errno SetSize(ulong size)
    {
        if (AsFile(DescriptorRights.Write, out OpenFile? file) is not Errno.Success and var errno) return errno;
        return size > long.MaxValue ? Errno.Invalid : file!.SetSize((long)size);
    }

    /// <summary>Changes the times.</summary>
    public Errno SetTimes(TimeUpdate access, TimeUpdate modify) => _item.SetTimes(access, modify);

    /// <summary>Has what is written brought to where it is safe.</summary>
    public Errno Sync(bool dataOnly) => _item.Sync(dataOnly);

    /// <summary>Describes it.</summary>
    public Errno Stat(out FileStat stat) => _item.Stat(out stat);

    /// <summary>Describes what a path leads to.</summary>
    public Errno StatAt(string path, bool follow, out FileStat stat)
    {
        stat = default;
        return AsDirectory(DescriptorRights.None, out OpenDirectory? directory) is not Errno.Success and var errno ? errno : directory!.StatAt(Utf8(path), follow, out stat);
    }

    /// <summary>Changes the times of what a path leads to.</summary>
    public Errno SetTimesAt(string path, bool follow, TimeUpdate access, TimeUpdate modify) =>
        AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? directory) is not Errno.Success and var errno ? errno : directory!.SetTimesAt(Utf8(path), follow, access, modify);

    /// <summary>Makes a directory.</summary>
    public Errno CreateDirectoryAt(string path) =>
        AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? directory) is not Errno.Success and var errno ? errno : directory!.CreateDirectoryAt(Utf8(path));

    /// <summary>Removes an empty directory. A link with a slash behind it is none; but where it leads out, that is what the guest learns.</summary>
    public Errno RemoveDirectoryAt(string path)
    {
        if (AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? directory) is not Errno.Success and var errno) return errno;
        errno = directory!.RemoveDirectoryAt(Utf8(path));
        bool mayLeadOut = errno == Errno.NotDirectory && path.EndsWith('/');
        return mayLeadOut && directory.StatAt(Utf8(path), follow: true, out _) == Errno.NotCapable ? Errno.NotCapable : errno;
    }

    /// <summary>Removes anything but a directory.</summary>
    public Errno UnlinkFileAt(string path) =>
        AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? directory) is not Errno.Success and var errno ? errno : directory!.UnlinkFileAt(Utf8(path));

    /// <summary>Makes a symbolic link.</summary>
    public Errno SymlinkAt(string target, string path) =>
        AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? directory) is not Errno.Success and var errno ? errno : directory!.SymlinkAt(Utf8(target), Utf8(path));

    /// <summary>Reads a symbolic link; one that leads out by being absolute is not for the guest to know.</summary>
    public Errno ReadLinkAt(string path, out string target)
    {
        target = "";
        if (AsDirectory(DescriptorRights.None, out OpenDirectory? directory) is not Errno.Success and var errno) return errno;
        Span<byte> buffer = stackalloc byte[Limits.PathBytes];
        errno = directory!.ReadLinkAt(Utf8(path), buffer, out int count);
        if (errno != Errno.Success) return errno;
        if (buffer[..count] is [(byte)'/', ..]) return Errno.NotPermitted;
        if (!System.Text.Unicode.Utf8.IsValid(buffer[..count])) return Errno.IllegalSequence;
        target = Encoding.UTF8.GetString(buffer[..count]);
        return Errno.Success;
    }

    /// <summary>Gives a file another name.</summary>
    public Errno LinkAt(string path, GuestDescriptor newDirectory, string newPath)
    {
        if (AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? from) is not Errno.Success and var errno) return errno;
        errno = newDirectory.AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? to);
        return errno != Errno.Success ? errno : from!.LinkAt(Utf8(path), to!, Utf8(newPath));
    }

    /// <summary>Moves a file or directory.</summary>
    public Errno RenameAt(string path, GuestDescriptor newDirectory, string newPath)
    {
        if (AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? from) is not Errno.Success and var errno) return errno;
        errno = newDirectory.AsDirectory(DescriptorRights.MutateDirectory, out OpenDirectory? to);
        return errno != Errno.Success ? errno : from!.RenameAt(Utf8(path), to!, Utf8(newPath));
    }

    /// <summary>
    /// Opens a file or directory. Making a file implies that it will be written; without any flag it will be read. A directory can't be written,
    /// and what is opened through one that may not be changed can't be, either.
    /// </summary>
    public Errno OpenAt(string path, OpenRequest request, DescriptorRights rights, out GuestDescriptor? opened)
    {
        opened = null;
        if (AsDirectory(DescriptorRights.None, out OpenDirectory? directory) is not Errno.Success and var errno) return errno;
        rights = Implied(rights, request);
        bool changes = request.Create || request.Truncate || (rights & (DescriptorRights.Write | DescriptorRights.MutateDirectory)) != 0;
        if (changes && (Rights & DescriptorRights.MutateDirectory) == 0) return directory!.IsReadOnly ? Errno.ReadOnly : Errno.NotPermitted;
        errno = directory!.OpenAt(Utf8(path), request with
        {
            Read = (rights & DescriptorRights.Read) != 0,
            Write = (rights & DescriptorRights.Write) != 0,
            Exclusive = request.Create && request.Exclusive,
            Flags = SyncFlags(rights),
        }, out Descriptor? item);
        if (errno != Errno.Success) return errno;
        opened = new GuestDescriptor(item!, item is OpenDirectory ? rights & ~DescriptorRights.Write | DescriptorRights.Read : rights & ~DescriptorRights.MutateDirectory);
        return Errno.Success;
    }

    /// <summary>Gives entries to a sink, from where a cookie says.</summary>
    public Errno ReadEntries<TSink>(ulong cookie, ref TSink sink) where TSink : IDirectorySink, allows ref struct =>
        AsDirectory(DescriptorRights.Read, out OpenDirectory? directory) is not Errno.Success and var errno ? errno : directory!.ReadEntries(cookie, ref sink);

    /// <summary>Whether two are open on the same object.</summary>
    public bool IsSameObject(GuestDescriptor other) =>
        Stat(out FileStat mine) == Errno.Success && other.Stat(out FileStat its) == Errno.Success && (mine.Device, mine.Inode) == (its.Device, its.Inode);

    /// <summary>The same file, for somebody who goes on with it when this is closed.</summary>
    public GuestDescriptor Share()
    {
        _item.Acquire();
        return new GuestDescriptor(_item, Rights);
    }

    /// <inheritdoc/>
    public void Dispose() => _item.Release();

    private static byte[] Utf8(string path) => Encoding.UTF8.GetBytes(path);

    private static DescriptorRights Implied(DescriptorRights rights, OpenRequest request)
    {
        const DescriptorRights access = DescriptorRights.Read | DescriptorRights.Write;
        bool isUnsaid = (rights & access) == 0;
        if (request.Create) return (isUnsaid ? rights | DescriptorRights.Read : rights) | DescriptorRights.Write;
        if (request.Truncate) rights |= DescriptorRights.Write;
        return isUnsaid ? rights | DescriptorRights.Read : rights;
    }

    private static DescriptorFlags SyncFlags(DescriptorRights rights)
    {
        DescriptorFlags flags = (rights & SyncRights) switch
        {
            var sync when (sync & DescriptorRights.FileIntegritySync) != 0 => DescriptorFlags.Sync,
            DescriptorRights.None => DescriptorFlags.None,
            _ => DescriptorFlags.DataSync,
        };
        return (rights & DescriptorRights.RequestedWriteSync) != 0 ? flags | DescriptorFlags.ReadSync : flags;
    }

    private Errno AsFile(DescriptorRights needed, out OpenFile? file)
    {
        file = _item as OpenFile;
        if (file is null) return Errno.IsDirectory;
        return (Rights & needed) == needed ? Errno.Success : Errno.BadDescriptor;
    }

    private Errno AsDirectory(DescriptorRights needed, out OpenDirectory? directory)
    {
        directory = _item as OpenDirectory;
        if (directory is null) return Errno.NotDirectory;
        if ((Rights & needed) == needed) return Errno.Success;
        return directory.IsReadOnly ? Errno.ReadOnly : Errno.NotPermitted;
    }
}
