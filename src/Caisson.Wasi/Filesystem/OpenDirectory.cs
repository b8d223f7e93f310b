using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// An open directory: a guest's only way to files. Every path is resolved below it. A read-only one refuses every change, as a
/// read-only mount would, and so does everything opened through it.
/// </summary>
/// <param name="handle">The descriptor; closed with this.</param>
/// <param name="isReadOnly">Whether it refuses changes.</param>
/// <param name="resolver">How paths are resolved.</param>
/// <param name="waiter">For files that block.</param>
internal sealed unsafe class OpenDirectory(FileHandle handle, bool isReadOnly, PathResolver resolver, Waiter waiter) : Descriptor
{
    private const uint NewDirectoryMode = 0x1ff; // 0777, narrowed by the umask

    private readonly DirectoryEntries _entries = new(handle);

    /// <inheritdoc/>
    public override FileType Type => FileType.Directory;

    /// <inheritdoc/>
    public override Errno Read(Span<byte> destination, out int count)
    {
        count = 0;
        return Errno.IsDirectory;
    }

    /// <inheritdoc/>
    public override Errno Write(ReadOnlySpan<byte> source, out int count)
    {
        count = 0;
        return Errno.IsDirectory;
    }

    /// <summary>Opens a file or directory below this one.</summary>
    public Errno OpenAt(ReadOnlySpan<byte> path, OpenRequest request, out Descriptor? opened)
    {
        opened = null;
        if (isReadOnly && (request.Write || request.Truncate || request is { Create: true, Exclusive: true })) return Errno.ReadOnly;

        bool creates = request.Create && !isReadOnly;
        Errno errno = resolver.Open(handle, path, (request with { Create = creates }).ToNative(), request.Follow, out FileHandle? file);
        if (errno == Errno.NoEntry && request.Create && isReadOnly) return Errno.ReadOnly;
        if (errno != Errno.Success) return errno;

        errno = FileStat.Of(file!, PathName.Empty, out FileStat stat);
        if (errno == Errno.Success && request.Write && ProcessFiles.Contain(file!, stat)) errno = Errno.NotPermitted;
        if (errno != Errno.Success) file!.Dispose();
        else if (stat.Type == FileType.Directory) opened = new OpenDirectory(file!, isReadOnly, resolver, waiter);
        else opened = new OpenFile(file!, stat.Type, request.Flags, isReadOnly, waiter);
        return errno;
    }

    /// <summary>Gives entries to a sink, in the order of the directory, until it has enough or there are no more.</summary>
    /// <param name="cookie">Zero for the start, or what came with the entry before the first one wanted.</param>
    /// <param name="sink">Receives them.</param>
    public Errno ReadEntries<TSink>(ulong cookie, ref TSink sink) where TSink : IDirectorySink, allows ref struct =>
        _entries.Read(cookie, ref sink);

    /// <inheritdoc/>
    public override Errno Stat(out FileStat stat) => FileStat.Of(handle, PathName.Empty, out stat);

    /// <summary>Describes what a path leads to.</summary>
    public Errno StatAt(ReadOnlySpan<byte> path, bool follow, out FileStat stat)
    {
        stat = default;
        Errno errno = resolver.Lookup(handle, path, follow, out ResolvedPath resolved);
        if (errno != Errno.Success) return errno;
        using (resolved) return FileStat.Of(resolved.Directory, resolved.Name, out stat);
    }

    /// <inheritdoc/>
    public override Errno SetTimes(TimeUpdate access, TimeUpdate modify)
    {
        if (isReadOnly) return Errno.ReadOnly;
        TimeSpec* times = stackalloc TimeSpec[] { access.ToTimeSpec(), modify.ToTimeSpec() };
        return NativeErrno.Of(Libc.SetTimes(handle, times));
    }

    /// <summary>Changes the times of what a path leads to.</summary>
    public Errno SetTimesAt(ReadOnlySpan<byte> path, bool follow, TimeUpdate access, TimeUpdate modify)
    {
        if (isReadOnly) return Errno.ReadOnly;
        Errno errno = resolver.Lookup(handle, path, follow, out ResolvedPath resolved);
        if (errno != Errno.Success) return errno;
        TimeSpec* times = stackalloc TimeSpec[] { access.ToTimeSpec(), modify.ToTimeSpec() };
        using (resolved)
            fixed (byte* name = resolved.Name.Terminated)
                return NativeErrno.Of(Libc.SetTimesAt(resolved.Directory, name, times, Libc.SymlinkNoFollow));
    }

    /// <summary>Makes a directory.</summary>
    public Errno CreateDirectoryAt(ReadOnlySpan<byte> path)
    {
        if (isReadOnly) return Errno.ReadOnly;
        Errno errno = resolver.Locate(handle, path, out ResolvedPath resolved);
        if (errno != Errno.Success) return errno;
        using (resolved)
            fixed (byte* name = resolved.Name.Terminated)
                return NativeErrno.Of(Libc.CreateDirectoryAt(resolved.Directory, name, NewDirectoryMode));
    }

    /// <summary>Removes an empty directory.</summary>
    public Errno RemoveDirectoryAt(ReadOnlySpan<byte> path) => UnlinkAt(path, Libc.RemoveDirectory);

    /// <summary>Removes anything but a directory.</summary>
    public Errno UnlinkFileAt(ReadOnlySpan<byte> path) => UnlinkAt(path, 0);

    /// <summary>Makes a symbolic link. Its target is not looked at, but must not be absolute.</summary>
    public Errno SymlinkAt(ReadOnlySpan<byte> target, ReadOnlySpan<byte> path)
    {
        if (isReadOnly) return Errno.ReadOnly;
        Errno errno = PathResolver.Check(target);
        if (errno != Errno.Success) return errno;
        errno = resolver.Locate(handle, path, out ResolvedPath resolved);
        if (errno != Errno.Success) return errno;
        using (resolved)
            fixed (byte* content = PathName.Of(target).Terminated)
            fixed (byte* name = resolved.Name.Terminated)
                return NativeErrno.Of(Libc.SymlinkAt(content, resolved.Directory, name));
    }

    /// <summary>Reads a symbolic link, as much of it as there is room for.</summary>
    public Errno ReadLinkAt(ReadOnlySpan<byte> path, Span<byte> target, out int count)
    {
        count = 0;
        Errno errno = resolver.Lookup(handle, path, follow: false, out ResolvedPath resolved);
        if (errno != Errno.Success) return errno;
        Span<byte> whole = stackalloc byte[Limits.PathBytes];
        nint length;
        using (resolved)
            fixed (byte* name = resolved.Name.Terminated)
            fixed (byte* buffer = whole)
                length = Libc.ReadLinkAt(resolved.Directory, name, buffer, (nuint)whole.Length);
        if (length < 0) return NativeErrno.Last();
        count = Math.Min((int)length, target.Length);
        whole[..count].CopyTo(target);
        return Errno.Success;
    }

    /// <summary>
    /// Gives a file another name. Symbolic links are linked, not followed. Neither side may be read-only: the new name would let
    /// the guest write what the old one doesn't.
    /// </summary>
    public Errno LinkAt(ReadOnlySpan<byte> path, OpenDirectory newDirectory, ReadOnlySpan<byte> newPath)
    {
        if (isReadOnly || newDirectory.IsReadOnly) return Errno.ReadOnly;
        Errno errno = resolver.Lookup(handle, path, follow: false, out ResolvedPath from);
        if (errno != Errno.Success) return errno;
        using (from)
        {
            errno = newDirectory.Locate(newPath, out ResolvedPath to);
            if (errno != Errno.Success) return errno;
            using (to)
                fixed (byte* oldName = from.Name.Terminated)
                fixed (byte* newName = to.Name.Terminated)
                    return NativeErrno.Of(Libc.LinkAt(from.Directory, oldName, to.Directory, newName, 0));
        }
    }

    /// <summary>Moves a file or directory.</summary>
    public Errno RenameAt(ReadOnlySpan<byte> path, OpenDirectory newDirectory, ReadOnlySpan<byte> newPath)
    {
        if (isReadOnly || newDirectory.IsReadOnly) return Errno.ReadOnly;
        Errno errno = Locate(path, out ResolvedPath from);
        if (errno != Errno.Success) return errno;
        using (from)
        {
            errno = newDirectory.Locate(newPath, out ResolvedPath to);
            if (errno != Errno.Success) return errno;
            using (to)
                fixed (byte* oldName = from.Name.Terminated)
                fixed (byte* newName = to.Name.Terminated)
                    return NativeErrno.Of(Libc.RenameAt(from.Directory, oldName, to.Directory, newName));
        }
    }

    /// <inheritdoc/>
    public override Errno Sync(bool dataOnly) => NativeErrno.Of(dataOnly ? Libc.SyncData(handle) : Libc.Sync(handle));

    /// <inheritdoc/>
    protected override void Close() => handle.Dispose();

    /// <summary>Whether it refuses changes.</summary>
    public bool IsReadOnly => isReadOnly;

    private Errno Locate(ReadOnlySpan<byte> path, out ResolvedPath resolved) => resolver.Locate(handle, path, out resolved);

    private Errno UnlinkAt(ReadOnlySpan<byte> path, int flags)
    {
        if (isReadOnly) return Errno.ReadOnly;
        Errno errno = Locate(path, out ResolvedPath resolved);
        if (errno != Errno.Success) return errno;
        using (resolved)
            fixed (byte* name = resolved.Name.Terminated)
                return NativeErrno.Of(Libc.UnlinkAt(resolved.Directory, name, flags));
    }
}
