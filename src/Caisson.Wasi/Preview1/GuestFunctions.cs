using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>
/// Every function of the ABI under its name, with its wasm signature: one line each, in the order of the witx file. Addresses,
/// lengths, descriptors and flags are unsigned.
/// </summary>
internal sealed record GuestFunctions(
    ArgsFunctions Args,
    EnvironFunctions Environ,
    ClockFunctions Clock,
    FdFunctions Fd,
    PathFunctions Path,
    PollFunctions Poll,
    RandomFunctions Random,
    SockFunctions Sock)
{
    /// <summary>All names, in the order of the witx file.</summary>
    public static readonly string[] Names =
    [
        "args_get", "args_sizes_get", "environ_get", "environ_sizes_get", "clock_res_get", "clock_time_get", "fd_advise", "fd_allocate", "fd_close", "fd_datasync",
        "fd_fdstat_get", "fd_fdstat_set_flags", "fd_fdstat_set_rights", "fd_filestat_get", "fd_filestat_set_size", "fd_filestat_set_times", "fd_pread",
        "fd_prestat_get", "fd_prestat_dir_name", "fd_pwrite", "fd_read", "fd_readdir", "fd_renumber", "fd_seek", "fd_sync", "fd_tell", "fd_write",
        "path_create_directory", "path_filestat_get", "path_filestat_set_times", "path_link", "path_open", "path_readlink", "path_remove_directory", "path_rename",
        "path_symlink", "path_unlink_file", "poll_oneoff", "proc_exit", "proc_raise", "random_get", "sched_yield", "sock_accept", "sock_recv", "sock_send",
        "sock_shutdown",
    ];

    /// <summary>The name of a version's import module.</summary>
    public static string ModuleOf(Snapshot snapshot) => snapshot == Snapshot.Preview1 ? "wasi_snapshot_preview1" : "wasi_unstable";

    /// <summary>A function of one version; null where it has none of the name. Made when somebody asks: most programs import few.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="name">The name.</param>
    public Delegate? Find(Snapshot snapshot, string name) => name switch
    {
        "args_get" => (Caller c, uint addresses, uint bytes) => (int)Args.Get(c.Memory, addresses, bytes),
        "args_sizes_get" => (Caller c, uint count, uint size) => (int)Args.SizesGet(c.Memory, count, size),
        "environ_get" => (Caller c, uint addresses, uint bytes) => (int)Environ.Get(c.Memory, addresses, bytes),
        "environ_sizes_get" => (Caller c, uint count, uint size) => (int)Environ.SizesGet(c.Memory, count, size),
        "clock_res_get" => (Caller c, uint id, uint result) => (int)Clock.ResGet(c.Memory, (ClockId)id, result),
        "clock_time_get" => (Caller c, uint id, ulong precision, uint result) => (int)Clock.TimeGet(c.Memory, (ClockId)id, result),
        "fd_advise" => (uint fd, ulong offset, ulong length, uint advice) => (int)Fd.Advise(fd, offset, length, advice),
        "fd_allocate" => (uint fd, ulong offset, ulong length) => (int)Fd.Allocate(fd, offset, length),
        "fd_close" => (uint fd) => (int)Fd.Close(fd),
        "fd_datasync" => (uint fd) => (int)Fd.DataSync(fd),
        "fd_fdstat_get" => (Caller c, uint fd, uint result) => (int)Fd.FdStatGet(c.Memory, fd, result),
        "fd_fdstat_set_flags" => (uint fd, uint flags) => (int)Fd.FdStatSetFlags(fd, flags),
        "fd_fdstat_set_rights" => (uint fd, ulong rights, ulong inheriting) => (int)Fd.FdStatSetRights(fd, (Rights)rights, (Rights)inheriting),
        "fd_filestat_get" => (Caller c, uint fd, uint result) => (int)Fd.FileStatGet(c.Memory, snapshot, fd, result),
        "fd_filestat_set_size" => (uint fd, ulong size) => (int)Fd.FileStatSetSize(fd, size),
        "fd_filestat_set_times" => (uint fd, ulong access, ulong modify, uint flags) => (int)Fd.FileStatSetTimes(fd, access, modify, flags),
        "fd_pread" => (Caller c, uint fd, uint vectors, uint count, ulong offset, uint total) => (int)Fd.ReadAt(c.Memory, fd, vectors, count, offset, total),
        "fd_prestat_get" => (Caller c, uint fd, uint result) => (int)Fd.PrestatGet(c.Memory, fd, result),
        "fd_prestat_dir_name" => (Caller c, uint fd, uint buffer, uint length) => (int)Fd.PrestatDirName(c.Memory, fd, buffer, length),
        "fd_pwrite" => (Caller c, uint fd, uint vectors, uint count, ulong offset, uint total) => (int)Fd.WriteAt(c.Memory, fd, vectors, count, offset, total),
        "fd_read" => (Caller c, uint fd, uint vectors, uint count, uint total) => (int)Fd.Read(c.Memory, fd, vectors, count, total),
        "fd_readdir" => (Caller c, uint fd, uint buffer, uint length, ulong cookie, uint used) => (int)Fd.ReadDirectory(c.Memory, fd, buffer, length, cookie, used),
        "fd_renumber" => (uint from, uint to) => (int)Fd.Renumber(from, to),
        "fd_seek" => (Caller c, uint fd, long offset, uint whence, uint result) => (int)Fd.Seek(c.Memory, snapshot, fd, offset, whence, result),
        "fd_sync" => (uint fd) => (int)Fd.Sync(fd),
        "fd_tell" => (Caller c, uint fd, uint result) => (int)Fd.Tell(c.Memory, fd, result),
        "fd_write" => (Caller c, uint fd, uint vectors, uint count, uint total) => (int)Fd.Write(c.Memory, fd, vectors, count, total),
        "path_create_directory" => (Caller c, uint fd, uint path, uint length) => (int)Path.CreateDirectory(c.Memory, fd, path, length),
        "path_filestat_get" => (Caller c, uint fd, uint lookup, uint path, uint length, uint result) =>
            (int)Path.FileStatGet(c.Memory, snapshot, fd, lookup, path, length, result),
        "path_filestat_set_times" => (Caller c, uint fd, uint lookup, uint path, uint length, ulong access, ulong modify, uint flags) =>
            (int)Path.FileStatSetTimes(c.Memory, fd, lookup, path, length, access, modify, flags),
        "path_link" => (Caller c, uint oldFd, uint lookup, uint oldPath, uint oldLength, uint newFd, uint newPath, uint newLength) =>
            (int)Path.Link(c.Memory, oldFd, lookup, oldPath, oldLength, newFd, newPath, newLength),
        "path_open" => (Caller c, uint fd, uint lookup, uint path, uint length, uint openFlags, ulong rights, ulong inheriting, uint flags, uint result) =>
            (int)Path.Open(c.Memory, fd, lookup, path, length, openFlags, (Rights)rights, (Rights)inheriting, flags, result),
        "path_readlink" => (Caller c, uint fd, uint path, uint length, uint buffer, uint bufferLength, uint used) =>
            (int)Path.ReadLink(c.Memory, fd, path, length, buffer, bufferLength, used),
        "path_remove_directory" => (Caller c, uint fd, uint path, uint length) => (int)Path.RemoveDirectory(c.Memory, fd, path, length),
        "path_rename" => (Caller c, uint oldFd, uint oldPath, uint oldLength, uint newFd, uint newPath, uint newLength) =>
            (int)Path.Rename(c.Memory, oldFd, oldPath, oldLength, newFd, newPath, newLength),
        "path_symlink" => (Caller c, uint target, uint targetLength, uint fd, uint path, uint length) =>
            (int)Path.Symlink(c.Memory, target, targetLength, fd, path, length),
        "path_unlink_file" => (Caller c, uint fd, uint path, uint length) => (int)Path.UnlinkFile(c.Memory, fd, path, length),
        "poll_oneoff" => (Caller c, uint subscriptions, uint events, uint count, uint result) =>
            (int)Poll.OneOff(c.Memory, snapshot, subscriptions, events, count, result),
        "proc_exit" => (int exitCode) => ProcFunctions.Exit(exitCode),
        "proc_raise" => (uint signal) => (int)ProcFunctions.Raise(signal),
        "random_get" => (Caller c, uint buffer, uint length) => (int)Random.Get(c.Memory, buffer, length),
        "sched_yield" => () => (int)SchedFunctions.Yield(),
        "sock_accept" when snapshot == Snapshot.Preview1 => (Caller c, uint fd, uint flags, uint result) => (int)Sock.Accept(c.Memory, fd, flags, result),
        "sock_recv" => (Caller c, uint fd, uint vectors, uint count, uint flags, uint total, uint resultFlags) =>
            (int)Sock.Receive(c.Memory, fd, vectors, count, flags, total, resultFlags),
        "sock_send" => (Caller c, uint fd, uint vectors, uint count, uint flags, uint total) => (int)Sock.Send(c.Memory, fd, vectors, count, flags, total),
        "sock_shutdown" => (uint fd, uint how) => (int)Sock.Shutdown(fd, how),
        _ => null,
    };
}
