using System.Buffers;
using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// Follows a guest's path from a directory without ever leaving it: not by <c>..</c>, not by absolute paths, not by symbolic links
/// anywhere on the way, not while the guest renames things under it. Answers <see cref="Errno.NotCapable"/> where a path would
/// leave. Stateless. Two implementations: the kernel's own check, and a walk for kernels without it.
/// </summary>
internal abstract class PathResolver
{
    /// <summary>The best one that this system has.</summary>
    public static PathResolver Default { get; } = BeneathResolver.IsSupported ? new BeneathResolver() : new WalkingResolver();

    /// <summary>Opens what a path leads to.</summary>
    /// <param name="root">Directory that the path starts in.</param>
    /// <param name="path">The path.</param>
    /// <param name="flags">Flags of the system call, without the one about following.</param>
    /// <param name="follow">Whether to follow the path's last component when it is a symbolic link.</param>
    /// <param name="file">The open file.</param>
    public Errno Open(FileHandle root, ReadOnlySpan<byte> path, int flags, bool follow, out FileHandle? file)
    {
        file = null;
        Errno errno = Check(path);
        return errno != Errno.Success ? errno : OpenChecked(root, path, flags | OpenFlags.CloseOnExec, follow, out file);
    }

    /// <summary>Finds what a path names, for a call that looks at it. A slash at its end asks for a directory.</summary>
    /// <param name="root">Directory that the path starts in.</param>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether to follow the path's last component when it is a symbolic link.</param>
    /// <param name="resolved">Where it led; to be disposed on success.</param>
    public Errno Lookup(FileHandle root, ReadOnlySpan<byte> path, bool follow, out ResolvedPath resolved)
    {
        resolved = default;
        Errno errno = Check(path);
        if (errno != Errno.Success) return errno;

        byte[] link = ArrayPool<byte>.Shared.Rent(Limits.PathBytes);
        try
        {
            for (int expansions = 0; expansions <= Limits.SymlinkExpansions; expansions++)
            {
                errno = path[^1] == '/' ? OpenWhole(root, path, out resolved) : OpenParent(root, path, out resolved);
                if (errno != Errno.Success || !follow || resolved.Name.Bytes.SequenceEqual("."u8)) return errno;
                if (!TryReadLink(resolved, link, out int length)) return Errno.Success;

                resolved.Dispose();
                errno = Splice(ref path, link.AsSpan(0, length));
                if (errno != Errno.Success) return errno;
            }
            return Errno.Loop;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(link);
        }
    }

    /// <summary>
    /// Finds where a path's last component is or would be, for a call that creates, moves or removes it. A slash at the end stays:
    /// such calls don't follow the last component even then.
    /// </summary>
    /// <param name="root">Directory that the path starts in.</param>
    /// <param name="path">The path.</param>
    /// <param name="resolved">Where it led; to be disposed on success.</param>
    public Errno Locate(FileHandle root, ReadOnlySpan<byte> path, out ResolvedPath resolved)
    {
        resolved = default;
        Errno errno = Check(path);
        return errno != Errno.Success ? errno : OpenParent(root, path, out resolved);
    }

    /// <summary>What is wrong with a path before any directory is looked at.</summary>
    public static Errno Check(ReadOnlySpan<byte> path) => path switch
    {
        [] => Errno.NoEntry,
        [(byte)'/', ..] => Errno.NotCapable,
        _ when path.Length > Limits.PathBytes => Errno.NameTooLong,
        _ when path.IndexOf((byte)0) >= 0 => Errno.Invalid,
        _ => Errno.Success,
    };

    /// <summary>Opens a checked path.</summary>
    protected abstract Errno OpenChecked(FileHandle root, ReadOnlySpan<byte> path, int flags, bool follow, out FileHandle? file);

    /// <summary>Opens the directory that a checked path leads to, only to be used in further calls.</summary>
    protected abstract Errno OpenDirectory(FileHandle root, ReadOnlySpan<byte> path, out FileHandle? directory);

    /// <summary>Reads a symbolic link.</summary>
    /// <returns>False when the entry isn't one, or can't be looked at; whoever uses the entry will meet the reason again.</returns>
    private static unsafe bool TryReadLink(in ResolvedPath resolved, Span<byte> target, out int length)
    {
        fixed (byte* name = resolved.Name.Terminated)
        fixed (byte* buffer = target)
            length = (int)Libc.ReadLinkAt(resolved.Directory, name, buffer, (nuint)target.Length);
        return length >= 0;
    }

    /// <summary>Puts a link's target in the place of the last component.</summary>
    private static Errno Splice(ref ReadOnlySpan<byte> path, ReadOnlySpan<byte> target)
    {
        if (target is [(byte)'/', ..]) return Errno.NotCapable;
        path = (byte[])[.. path[..(path.LastIndexOf((byte)'/') + 1)], .. target];
        return Check(path);
    }

    private Errno OpenParent(FileHandle root, ReadOnlySpan<byte> path, out ResolvedPath resolved)
    {
        ReadOnlySpan<byte> trimmed = path;
        while (trimmed is [.., (byte)'/']) trimmed = trimmed[..^1];
        int slash = trimmed.LastIndexOf((byte)'/');
        ReadOnlySpan<byte> last = trimmed[(slash + 1)..];
        if (last.SequenceEqual("."u8) || last.SequenceEqual(".."u8)) return OpenWhole(root, path, out resolved);

        PathName name = PathName.Of(trimmed.Length < path.Length ? [.. last, (byte)'/'] : last);
        if (slash < 0)
        {
            resolved = new ResolvedPath(root, owned: false, name);
            return Errno.Success;
        }
        Errno errno = OpenDirectory(root, trimmed[..slash], out FileHandle? parent);
        resolved = errno == Errno.Success ? new ResolvedPath(parent!, owned: true, name) : default;
        return errno;
    }

    private Errno OpenWhole(FileHandle root, ReadOnlySpan<byte> path, out ResolvedPath resolved)
    {
        Errno errno = OpenDirectory(root, path, out FileHandle? directory);
        resolved = errno == Errno.Success ? new ResolvedPath(directory!, owned: true, PathName.Self) : default;
        return errno;
    }
}
