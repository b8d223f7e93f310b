using System.Runtime.InteropServices;
using System.Text;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Tests.Filesystem;

/// <summary>A temporary folder opened as a guest's directory, with paths as strings.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly Waiter _waiter;
    private readonly PathResolver _resolver;

    public Sandbox(ResolverKind kind, bool isReadOnly = false, CancellationToken cancellation = default)
    {
        _waiter = new Waiter(cancellation);
        _resolver = kind.Resolver();
        Directory = OpenHost(Folder.Root, isReadOnly);
    }

    public TemporaryFolder Folder { get; } = new();

    public OpenDirectory Directory { get; }

    /// <summary>Opens a directory of the host's as the guest's.</summary>
    public OpenDirectory OpenHost(string path, bool isReadOnly = false)
    {
        int descriptor = Libc.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
        Assert.True(descriptor >= 0, path);
        return new OpenDirectory(new FileHandle(descriptor), isReadOnly, _resolver, _waiter);
    }

    public Errno Open(string path, OpenRequest request = default)
    {
        Errno errno = Directory.OpenAt(Bytes(path), request, out Descriptor? opened);
        opened?.Release();
        return errno;
    }

    public T OpenAs<T>(string path, OpenRequest request = default) where T : Descriptor
    {
        Assert.Equal(Errno.Success, Directory.OpenAt(Bytes(path), request, out Descriptor? opened));
        return Assert.IsType<T>(opened);
    }

    public string ReadText(string path)
    {
        OpenFile file = OpenAs<OpenFile>(path, new OpenRequest { Read = true, Follow = true });
        byte[] buffer = new byte[1000];
        Assert.Equal(Errno.Success, file.Read(buffer, out int count));
        file.Release();
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    public Errno Stat(string path, bool follow, out FileStat stat) => Directory.StatAt(Bytes(path), follow, out stat);

    public Errno Stat(string path, bool follow = true) => Stat(path, follow, out _);

    public Errno Touch(string path, bool follow = true) => Directory.SetTimesAt(Bytes(path), follow, TimeUpdate.At(1), TimeUpdate.At(1));

    public Errno MakeDirectory(string path) => Directory.CreateDirectoryAt(Bytes(path));

    public Errno RemoveDirectory(string path) => Directory.RemoveDirectoryAt(Bytes(path));

    public Errno Unlink(string path) => Directory.UnlinkFileAt(Bytes(path));

    public Errno Symlink(string target, string path) => Directory.SymlinkAt(Bytes(target), Bytes(path));

    public Errno Link(string from, string to) => Directory.LinkAt(Bytes(from), Directory, Bytes(to));

    public Errno Rename(string from, string to) => Directory.RenameAt(Bytes(from), Directory, Bytes(to));

    public Errno ReadLink(string path, out string target)
    {
        byte[] buffer = new byte[4096];
        Errno errno = Directory.ReadLinkAt(Bytes(path), buffer, out int count);
        target = Encoding.UTF8.GetString(buffer, 0, count);
        return errno;
    }

    /// <summary>Makes a link as only the host can: to anywhere.</summary>
    public void HostSymlink(string target, string path) => File.CreateSymbolicLink(Folder[path], target);

    public void WriteText(string path, string text) => File.WriteAllText(Folder[path], text);

    public void Dispose()
    {
        Directory.Release();
        _waiter.Dispose();
        Folder.Dispose();
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path);
}

internal static partial class HostCalls
{
    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);
}
