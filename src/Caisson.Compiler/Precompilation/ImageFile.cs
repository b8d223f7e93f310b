using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// An image on disk, mapped: an assembly, which has the wasm module among its resources, then the manifest, then 64 bytes that tell where they are and end in a
/// checksum of all before. Whatever stands behind an assembly is no business of its loader. Stays mapped until it is closed: spans of
/// it keep nothing alive.
/// </summary>
internal sealed unsafe class ImageFile : MemoryManager<byte>
{
    private const int TailBytes = 64, HashBytes = 16;
    private const uint Version = 2, HasMachineCodeFlag = 1;

    private readonly FileMapping _mapping;
    private readonly byte* _start;
    private readonly long _length;
    private long _wasm;
    private int _wasmLength;

    private ImageFile(string path, FileMapping mapping)
    {
        (Path, _mapping) = (path, mapping);
        _start = mapping.Start;
        _length = mapping.Length;
    }

    public static ReadOnlySpan<byte> Magic => "CAISSON\u001A"u8;

    public string Path { get; }

    /// <summary>What it claims; believed when <see cref="IsIntact"/> says so.</summary>
    public ImageManifest Manifest { get; private set; } = null!;

    public ImageChecksum Hash { get; private set; }

    public bool HasMachineCode { get; private set; }

    public long AssemblyLength { get; private set; }

    public ReadOnlyMemory<byte> Wasm => Memory;

    /// <summary>The assembly.</summary>
    public UnmanagedMemoryStream OpenAssembly() => new(_start, AssemblyLength);

    /// <summary>Maps an image.</summary>
    /// <exception cref="ImageException">It is none, or cut off.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static ImageFile Open(string path)
    {
        var image = new ImageFile(path, FileMapping.TryOpen(path, TailBytes) ?? throw PrecompilationErrors.NotAnImage(path));
        try
        {
            image.ReadTail();
            return image;
        }
        catch (ImageException)
        {
            image.Close();
            throw;
        }
    }

    /// <summary>Ends the mapping. Nothing may use it any more.</summary>
    public void Close() => ((IDisposable)this).Dispose();

    /// <summary>Whether a file ends as images do.</summary>
    public static bool Is(string path)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
            Span<byte> tail = stackalloc byte[TailBytes];
            long length = RandomAccess.GetLength(file);
            return length >= TailBytes && RandomAccess.Read(file, tail, length - TailBytes) == TailBytes && tail.StartsWith(Magic);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether the checksum is right. Reads the whole file.</summary>
    public bool IsIntact()
    {
        long rest = _length - HashBytes;
        return rest <= int.MaxValue && ImageHash.Of(new ReadOnlySpan<byte>(_start, (int)rest)) == Hash;
    }

    /// <summary>Appends what follows the assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="wasm">Where the wasm module stands in it.</param>
    /// <param name="manifest">The bytes of its <see cref="ImageManifest"/>.</param>
    /// <param name="hasMachineCode">Whether the assembly has.</param>
    public static byte[] Complete(ReadOnlySpan<byte> assembly, (long Offset, int Length) wasm, ReadOnlySpan<byte> manifest, bool hasMachineCode)
    {
        byte[] image = new byte[checked(assembly.Length + manifest.Length + TailBytes)];
        assembly.CopyTo(image);
        manifest.CopyTo(image.AsSpan(assembly.Length));
        Span<byte> tail = image.AsSpan(^TailBytes);
        Magic.CopyTo(tail);
        BinaryPrimitives.WriteUInt32LittleEndian(tail[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(tail[12..], (uint)manifest.Length);
        BinaryPrimitives.WriteInt64LittleEndian(tail[16..], wasm.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(tail[24..], wasm.Length);
        BinaryPrimitives.WriteInt64LittleEndian(tail[32..], assembly.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(tail[40..], hasMachineCode ? HasMachineCodeFlag : 0);
        ImageHash.Of(image.AsSpan(..^HashBytes)).Write(tail[^HashBytes..]);
        return image;
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => MemoryMarshal.CreateSpan(ref *(_start + _wasm), _wasmLength);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + _wasm + elementIndex);

    /// <inheritdoc/>
    public override void Unpin() { }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _mapping.Dispose();
    }

    private void ReadTail()
    {
        ReadOnlySpan<byte> tail = new(_start + _length - TailBytes, TailBytes);
        if (!tail.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(tail[8..]) != Version) throw PrecompilationErrors.NotAnImage(Path);
        uint manifest = BinaryPrimitives.ReadUInt32LittleEndian(tail[12..]);
        ulong wasm = BinaryPrimitives.ReadUInt64LittleEndian(tail[16..]), wasmLength = BinaryPrimitives.ReadUInt64LittleEndian(tail[24..]);
        AssemblyLength = BinaryPrimitives.ReadInt64LittleEndian(tail[32..]);
        HasMachineCode = (BinaryPrimitives.ReadUInt32LittleEndian(tail[40..]) & HasMachineCodeFlag) != 0;
        Hash = ImageChecksum.Read(tail[^HashBytes..]);
        if (AssemblyLength < 0 || AssemblyLength + manifest + TailBytes != _length || wasm > (ulong)AssemblyLength || wasmLength > (ulong)AssemblyLength - wasm || wasmLength > int.MaxValue)
            throw PrecompilationErrors.Damaged(Path);
        (_wasm, _wasmLength) = ((long)wasm, (int)wasmLength);
        Manifest = ImageManifest.Read(new ReadOnlySpan<byte>(_start + AssemblyLength, (int)manifest)) ?? throw PrecompilationErrors.Damaged(Path);
    }
}
