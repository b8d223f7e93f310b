using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>Lets the kernel see to it that a path stays below its directory: <c>openat2</c> with <c>RESOLVE_BENEATH</c>, Linux 5.6.</summary>
internal sealed unsafe class BeneathResolver : PathResolver
{
    private const uint NewFileMode = 0x1b6; // 0666, narrowed by the umask

    private static readonly WalkingResolver Walking = new();

    /// <summary>Whether this kernel, and the filter that may stand before it, has the call.</summary>
    public static bool IsSupported { get; } = Libc.IsSupported && Probe();

    /// <inheritdoc/>
    protected override Errno OpenChecked(FileHandle root, ReadOnlySpan<byte> path, int flags, bool follow, out FileHandle? file)
    {
        var how = new OpenHow
        {
            Flags = (ulong)(uint)(follow ? flags : flags | OpenFlags.NoFollow),
            Mode = (flags & OpenFlags.Create) != 0 ? NewFileMode : 0,
            Resolve = OpenHow.Beneath | OpenHow.NoMagicLinks,
        };
        fixed (byte* name = PathName.Of(path).Terminated)
        {
            for (int tries = 0; tries < Limits.RacingTries; tries++)
            {
                nint descriptor = Libc.OpenAt2(root, name, &how);
                if (descriptor >= 0)
                {
                    file = new FileHandle(descriptor);
                    return Errno.Success;
                }
                Errno errno = NativeErrno.Last();
                if (errno is Errno.Again or Errno.Interrupted) continue;
                file = null;
                return errno == Errno.CrossDevice ? Errno.NotCapable : errno;
            }
        }
        return Walking.Open(root, path, flags, follow, out file);
    }

    /// <inheritdoc/>
    protected override Errno OpenDirectory(FileHandle root, ReadOnlySpan<byte> path, out FileHandle? directory) =>
        OpenChecked(root, path, OpenFlags.PathOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, follow: true, out directory);

    private static bool Probe()
    {
        var how = new OpenHow { Flags = (ulong)(OpenFlags.PathOnly | OpenFlags.CloseOnExec), Resolve = OpenHow.Beneath };
        fixed (byte* name = PathName.Self.Terminated)
        {
            nint descriptor = Libc.OpenAt2(Libc.CurrentDirectory, name, &how);
            if (descriptor >= 0) _ = Libc.Close(descriptor);
            return descriptor >= 0;
        }
    }
}
