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
    /// <summary>Offers the functions of one version for import.</summary>
    public void AddTo(Imports imports, Snapshot snapshot)
    {
        string module = snapshot == Snapshot.Preview1 ? "wasi_snapshot_preview1" : "wasi_unstable";
        void Add(string name, Delegate function) => imports.Add(module, name, function);

        Add("args_get", (Caller c, uint addresses, uint bytes) => (int)Args.Get(c.Memory, addresses, bytes));
        Add("args_sizes_get", (Caller c, uint count, uint size) => (int)Args.SizesGet(c.Memory, count, size));
        Add("environ_get", (Caller c, uint addresses, uint bytes) => (int)Environ.Get(c.Memory, addresses, bytes));
        Add("environ_sizes_get", (Caller c, uint count, uint size) => (int)Environ.SizesGet(c.Memory, count, size));
        Add("clock_res_get", (Caller c, uint id, uint result) => (int)Clock.ResGet(c.Memory, (ClockId)id, result));
        Add("clock_time_get", (Caller c, uint id, ulong precision, uint result) => (int)Clock.TimeGet(c.Memory, (ClockId)id, result));
        Add("fd_advise", (uint fd, ulong offset, ulong length, uint advice) => (int)Fd.Advise(fd, offset, length, advice));
        Add("fd_allocate", (uint fd, ulong offset, ulong length) => (int)Fd.Allocate(fd, offset, length));
        Add("fd_close", (uint fd) => (int)Fd.Close(fd));
        Add("fd_datasync", (uint fd) => (int)Fd.DataSync(fd));
        Add("fd_fdstat_get", (Caller c, uint fd, uint result) => (int)Fd.FdStatGet(c.Memory, fd, result));
        Add("fd_fdstat_set_flags", (uint fd, uint flags) => (int)Fd.FdStatSetFlags(fd, flags));
        Add("fd_fdstat_set_rights", (uint fd, ulong rights, ulong inheriting) => (int)Fd.FdStatSetRights(fd, (Rights)rights, (Rights)inheriting));
        Add("fd_filestat_get", (Caller c, uint fd, uint result) => (int)Fd.FileStatGet(c.Memory, snapshot, fd, result));
        Add("fd_filestat_set_size", (uint fd, ulong size) => (int)Fd.FileStatSetSize(fd, size));
        Add("fd_filestat_set_times", (uint fd, ulong access, ulong modify, uint flags) => (int)Fd.FileStatSetTimes(fd, access, modify, flags));
        Add("fd_pread", (Caller c, uint fd, uint vectors, uint count, ulong offset, uint total) => (int)Fd.ReadAt(c.Memory, fd, vectors, count, offset, total));
        Add("fd_prestat_get", (Caller c, uint fd, uint result) => (int)Fd.PrestatGet(c.Memory, fd, result));
        Add("fd_prestat_dir_name", (Caller c, uint fd, uint buffer, uint length) => (int)Fd.PrestatDirName(c.Memory, fd, buffer, length));
        Add("fd_pwrite", (Caller c, uint fd, uint vectors, uint count, ulong offset, uint total) => (int)Fd.WriteAt(c.Memory, fd, vectors, count, offset, total));
        Add("fd_read", (Caller c, uint fd, uint vectors, uint count, uint total) => (int)Fd.Read(c.Memory, fd, vectors, count, total));
        Add("fd_readdir", (Caller c, uint fd, uint buffer, uint length, ulong cookie, uint used) => (int)Fd.ReadDirectory(c.Memory, fd, buffer, length, cookie, used));
        Add("fd_renumber", (uint from, uint to) => (int)Fd.Renumber(from, to));
        Add("fd_seek", (Caller c, uint fd, long offset, uint whence, uint result) => (int)Fd.Seek(c.Memory, snapshot, fd, offset, whence, result));
        Add("fd_sync", (uint fd) => (int)Fd.Sync(fd));
        Add("fd_tell", (Caller c, uint fd, uint result) => (int)Fd.Tell(c.Memory, fd, result));
        Add("fd_write", (Caller c, uint fd, uint vectors, uint count, uint total) => (int)Fd.Write(c.Memory, fd, vectors, count, total));
        Add("path_create_directory", (Caller c, uint fd, uint path, uint length) => (int)Path.CreateDirectory(c.Memory, fd, path, length));
        Add("path_filestat_get", (Caller c, uint fd, uint lookup, uint path, uint length, uint result) =>
            (int)Path.FileStatGet(c.Memory, snapshot, fd, lookup, path, length, result));
        Add("path_filestat_set_times", (Caller c, uint fd, uint lookup, uint path, uint length, ulong access, ulong modify, uint flags) =>
            (int)Path.FileStatSetTimes(c.Memory, fd, lookup, path, length, access, modify, flags));
        Add("path_link", (Caller c, uint oldFd, uint lookup, uint oldPath, uint oldLength, uint newFd, uint newPath, uint newLength) =>
            (int)Path.Link(c.Memory, oldFd, lookup, oldPath, oldLength, newFd, newPath, newLength));
        Add("path_open", (Caller c, uint fd, uint lookup, uint path, uint length, uint openFlags, ulong rights, ulong inheriting, uint flags, uint result) =>
            (int)Path.Open(c.Memory, fd, lookup, path, length, openFlags, (Rights)rights, (Rights)inheriting, flags, result));
        Add("path_readlink", (Caller c, uint fd, uint path, uint length, uint buffer, uint bufferLength, uint used) =>
            (int)Path.ReadLink(c.Memory, fd, path, length, buffer, bufferLength, used));
        Add("path_remove_directory", (Caller c, uint fd, uint path, uint length) => (int)Path.RemoveDirectory(c.Memory, fd, path, length));
        Add("path_rename", (Caller c, uint oldFd, uint oldPath, uint oldLength, uint newFd, uint newPath, uint newLength) =>
            (int)Path.Rename(c.Memory, oldFd, oldPath, oldLength, newFd, newPath, newLength));
        Add("path_symlink", (Caller c, uint target, uint targetLength, uint fd, uint path, uint length) =>
            (int)Path.Symlink(c.Memory, target, targetLength, fd, path, length));
        Add("path_unlink_file", (Caller c, uint fd, uint path, uint length) => (int)Path.UnlinkFile(c.Memory, fd, path, length));
        Add("poll_oneoff", (Caller c, uint subscriptions, uint events, uint count, uint result) =>
            (int)Poll.OneOff(c.Memory, snapshot, subscriptions, events, count, result));
        Add("proc_exit", (int exitCode) => ProcFunctions.Exit(exitCode));
        Add("proc_raise", (uint signal) => (int)ProcFunctions.Raise(signal));
        Add("random_get", (Caller c, uint buffer, uint length) => (int)Random.Get(c.Memory, buffer, length));
        Add("sched_yield", () => (int)SchedFunctions.Yield());
        if (snapshot == Snapshot.Preview1)
            Add("sock_accept", (Caller c, uint fd, uint flags, uint result) => (int)Sock.Accept(c.Memory, fd, flags, result));
        Add("sock_recv", (Caller c, uint fd, uint vectors, uint count, uint flags, uint total, uint resultFlags) =>
            (int)Sock.Receive(c.Memory, fd, vectors, count, flags, total, resultFlags));
        Add("sock_send", (Caller c, uint fd, uint vectors, uint count, uint flags, uint total) => (int)Sock.Send(c.Memory, fd, vectors, count, flags, total));
        Add("sock_shutdown", (uint fd, uint how) => (int)Sock.Shutdown(fd, how));
    }
}
