using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Preview1;

/// <summary>Which rights mean something for what, and how a guest is told that it lacks one.</summary>
internal static class RightsRules
{
    private const Rights OfDirectoriesOnly = Rights.Directory & ~Rights.File;

    private const Rights OfSockets = Rights.SocketShutdown | Rights.SocketAccept;

    /// <summary>The rights that mean something for a descriptor; it never has others.</summary>
    public static Rights Applicable(Descriptor target) => target switch
    {
        OpenDirectory => Rights.Directory,
        OpenFile => Rights.File,
        OpenSocket { IsListener: true } => Rights.Listener,
        OpenSocket => Rights.Connection,
        _ => Rights.Stream,
    };

    /// <summary>
    /// Whether an entry has the rights that a call requires. First comes what the descriptor is, as in POSIX: a directory can't be
    /// read, a file has no entries, a stream can't seek. Only then comes what the guest may do with it.
    /// </summary>
    public static Errno Check(DescriptorEntry entry, Rights required)
    {
        Rights missing = required & ~entry.Base;
        if (missing == Rights.None) return Errno.Success;
        Rights senseless = required & ~Applicable(entry.Target);
        if (senseless != Rights.None) return Senseless(entry.Target, senseless);
        // Reading what was opened for writing only is EBADF in POSIX, and programs look for that.
        return (missing & (Rights.FdRead | Rights.FdWrite)) != 0 ? Errno.BadDescriptor : Errno.NotCapable;
    }

    private static Errno Senseless(Descriptor target, Rights senseless) => target switch
    {
        _ when (senseless & OfSockets) != 0 => Errno.NotSocket,
        OpenDirectory => Errno.IsDirectory,
        _ when (senseless & OfDirectoriesOnly) != 0 => Errno.NotDirectory,
        _ when (senseless & (Rights.FdFileStatSetSize | Rights.FdFileStatSetTimes)) != 0 => Errno.Invalid,
        _ when (senseless & (Rights.FdRead | Rights.FdWrite)) != 0 => Errno.BadDescriptor,
        _ => Errno.IllegalSeek,
    };
}
