using System.Text;
using Caisson.Runtime;
using Caisson.Wasi.Preview1;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasi.Tests.Preview1;

/// <summary>A guest reduced to its memory: calls the ABI as compiled code would, with strings and vectors laid out by hand.</summary>
internal sealed class Guest : IDisposable
{
    /// <summary>Where results go.</summary>
    public const uint Result = 16;

    /// <summary>Where buffers are.</summary>
    public const uint Buffer = 0x1000;

    private const uint FirstPath = 0x8000, SecondPath = 0xA000, Vectors = 0xC000;

    private readonly WasiPreview1 _wasi;

    public Guest(WasiOptions? options = null, ResolverKind kind = ResolverKind.Walking, bool isReadOnly = false)
    {
        options ??= new WasiOptions();
        _wasi = new WasiPreview1(options with { Preopens = [new WasiPreopen(Folder.Root, "/", isReadOnly), .. options.Preopens] }, kind.Resolver());
    }

    public TemporaryFolder Folder { get; } = new();

    public Memory Memory { get; } = new(new MemType(new Wasm.Syntax.Limits(2, 2)));

    public GuestFunctions Functions => _wasi.Functions;

    public IReadOnlyList<int> ChangedDescriptors => _wasi.ChangedDescriptors;

    public FdFunctions Fd => Functions.Fd;

    public T ResultAs<T>() where T : unmanaged => Memory.Read<T>(Result);

    public Errno Open(string path, out uint fd, Rights rights = Rights.FdRead | Rights.FdWrite, uint openFlags = 0, uint flags = 0, uint directory = 3, uint lookup = 0)
    {
        (uint address, uint length) = Put(FirstPath, path);
        Errno errno = Functions.Path.Open(Memory, directory, lookup, address, length, openFlags, rights, Rights.All, flags, Result);
        fd = Memory.Read<uint>(Result);
        return errno;
    }

    public uint Create(string path, Rights rights = Rights.All)
    {
        Assert.Equal(Errno.Success, Open(path, out uint fd, rights, openFlags: 1));
        return fd;
    }

    public Errno Write(uint fd, params ReadOnlySpan<string> parts)
    {
        uint address = Buffer;
        for (int i = 0; i < parts.Length; i++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(parts[i]);
            Memory.Write(address, bytes);
            PutVector(i, address, (uint)bytes.Length);
            address += (uint)bytes.Length;
        }
        return Fd.Write(Memory, fd, Vectors, (uint)parts.Length, Result);
    }

    public Errno Read(uint fd, out string text, params ReadOnlySpan<uint> lengths)
    {
        uint address = Buffer;
        for (int i = 0; i < lengths.Length; i++)
        {
            PutVector(i, address, lengths[i]);
            address += lengths[i];
        }
        Memory.Write(Result, 0);
        Errno errno = Fd.Read(Memory, fd, Vectors, (uint)lengths.Length, Result);
        text = Memory.ReadString(Buffer, ResultAs<int>());
        return errno;
    }

    public uint PutVector(int index, uint address, uint length)
    {
        Memory.Write(Vectors + (index * 8), address);
        Memory.Write(Vectors + (index * 8) + 4, length);
        return Vectors;
    }

    public (uint Address, uint Length) PutPath(string path) => Put(FirstPath, path);

    public (uint Address, uint Length) PutOtherPath(string path) => Put(SecondPath, path);

    public FdStatLayout FdStat(uint fd)
    {
        Assert.Equal(Errno.Success, Fd.FdStatGet(Memory, fd, Result));
        return ResultAs<FdStatLayout>();
    }

    public void Dispose()
    {
        _wasi.Dispose();
        Folder.Dispose();
    }

    private (uint Address, uint Length) Put(uint address, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Memory.Write(address, bytes);
        return (address, (uint)bytes.Length);
    }
}
