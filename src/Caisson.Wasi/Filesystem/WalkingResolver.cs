using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// Walks a path one component at a time, following nothing by itself: symbolic links are read and their targets walked in turn,
/// and <c>..</c> goes back to a directory that is already open. For kernels without <c>openat2</c>.
/// </summary>
internal sealed unsafe class WalkingResolver : PathResolver
{
    private const uint NewFileMode = 0x1b6; // 0666, narrowed by the umask

    /// <inheritdoc/>
    protected override Errno OpenChecked(FileHandle root, ReadOnlySpan<byte> path, int flags, bool follow, out FileHandle? file)
    {
        file = null;
        Errno errno = Lookup(root, path, follow, out ResolvedPath resolved);
        if (errno != Errno.Success) return errno;
        using (resolved) return OpenEntry(resolved.Directory, resolved.Name, flags, out file);
    }

    /// <inheritdoc/>
    protected override Errno OpenDirectory(FileHandle root, ReadOnlySpan<byte> path, out FileHandle? directory)
    {
        var trail = new Stack<FileHandle>();
        try
        {
            Errno errno = Walk(root, path, trail);
            if (errno == Errno.Success) errno = TakeEnd(root, trail, out directory);
            else directory = null;
            return errno;
        }
        finally
        {
            foreach (FileHandle passed in trail) passed.Dispose();
        }
    }

    private static Errno Walk(FileHandle root, ReadOnlySpan<byte> path, Stack<FileHandle> trail)
    {
        Span<byte> link = stackalloc byte[Limits.PathBytes];
        int expansions = 0;
        while (TryTakeComponent(ref path, out ReadOnlySpan<byte> component))
        {
            if (component.SequenceEqual("."u8)) continue;
            if (component.SequenceEqual(".."u8))
            {
                if (!trail.TryPop(out FileHandle? left)) return Errno.NotCapable;
                left.Dispose();
                continue;
            }
            if (trail.Count == Limits.WalkDepth) return Errno.NameTooLong;

            FileHandle here = trail.Count > 0 ? trail.Peek() : root;
            PathName name = PathName.Of(component);
            Errno errno = OpenEntry(here, name, OpenFlags.PathOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, out FileHandle? next);
            if (errno == Errno.Success)
            {
                trail.Push(next!);
                continue;
            }
            if (errno is not (Errno.NotDirectory or Errno.Loop)) return errno;

            int length;
            fixed (byte* terminated = name.Terminated)
            fixed (byte* buffer = link)
                length = (int)Libc.ReadLinkAt(here, terminated, buffer, (nuint)link.Length);
            if (length < 0) return errno;
            if (++expansions > Limits.SymlinkExpansions) return Errno.Loop;
            if (link[..length] is [(byte)'/', ..]) return Errno.NotCapable;
            path = (byte[])[.. link[..length], (byte)'/', .. path];
        }
        return Errno.Success;
    }

    private static bool TryTakeComponent(ref ReadOnlySpan<byte> path, out ReadOnlySpan<byte> component)
    {
        while (path is [(byte)'/', ..]) path = path[1..];
        int end = path.IndexOf((byte)'/');
        component = end < 0 ? path : path[..end];
        path = path[component.Length..];
        return !component.IsEmpty;
    }

    /// <summary>The directory that a walk ended in; the root is opened anew, because whoever gets it closes it.</summary>
    private static Errno TakeEnd(FileHandle root, Stack<FileHandle> trail, out FileHandle? end)
    {
        if (trail.TryPop(out end)) return Errno.Success;
        return OpenEntry(root, PathName.Self, OpenFlags.PathOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, out end);
    }

    private static Errno OpenEntry(FileHandle directory, PathName name, int flags, out FileHandle? file)
    {
        fixed (byte* path = name.Terminated)
        {
            int descriptor;
            Errno errno;
            do
            {
                descriptor = Libc.OpenAt(directory, path, flags | OpenFlags.NoFollow, NewFileMode);
                errno = NativeErrno.Of(descriptor);
            }
            while (errno == Errno.Interrupted);
            file = errno == Errno.Success ? new FileHandle(descriptor) : null;
            return errno;
        }
    }
}
