using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Caisson.Runtime;
using Microsoft.Win32.SafeHandles;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// An image on disk, mapped: an assembly, which has the wasm module among its resources, then the manifest, then whole pages of what its memory contains in the beginning, then
/// 64 bytes that tell where they are and end in a checksum of all before. Whatever stands behind an assembly is no business of its loader. Stays mapped until it is closed: spans of
/// it keep nothing alive.
/// </summary>
internal sealed unsafe class ImageFile : MemoryManager<byte>
{
    private const int TailBytes = 64, PieceBytes = 256 * 1024;
    private const uint Version = 3, HasMachineCodeFlag = 1;

    private readonly SafeFileHandle _file;
    private readonly FileMapping _mapping;
    private readonly byte* _start;
    private readonly long _length;
    private long _wasm;
    private int _wasmLength;

    private ImageFile(string path, SafeFileHandle file, FileMapping mapping)
    {
        (Path, _file, _mapping) = (path, file, mapping);
        _start = mapping.Start;
        _length = mapping.Length;
    }

    public static ReadOnlySpan<byte> Magic => "CAISSON\u001A"u8;

    public string Path { get; }

    /// <summary>What it claims; believed when there is no <see cref="Problem"/>.</summary>
    public ImageManifest Manifest { get; private set; } = null!;

    public Hash128 Hash { get; private set; }

    public bool HasMachineCode { get; private set; }

    public long AssemblyLength { get; private set; }

    /// <summary>What memory 0 contains in the beginning; null where segments tell.</summary>
    public SavedMemory? SavedMemory { get; private set; }

    public ReadOnlyMemory<byte> Wasm => Memory;

    /// <summary>The assembly.</summary>
    public UnmanagedMemoryStream OpenAssembly() => new(_start, AssemblyLength);

    /// <summary>Maps an image.</summary>
    /// <exception cref="ImageException">It is none, or cut off.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static ImageFile Open(string path)
    {
        SafeFileHandle file = PlainFile.OpenToRead(path);
        ImageFile image;
        try
        {
            image = new ImageFile(path, file, FileMapping.TryOpen(file, path, TailBytes) ?? throw PrecompilationErrors.NotAnImage(path));
        }
        catch (Exception)
        {
            file.Dispose();
            throw;
        }
        try
        {
            image.ReadTail();
            return image;
        }
        catch (Exception)
        {
            image.Close();
            throw;
        }
    }

    /// <summary>Nobody reads the file any more, but those who map its memory; what is mapped stays.</summary>
    public void CloseFile()
    {
        if (SavedMemory is null) _file.Dispose();
    }

    /// <summary>Ends the mapping. Nothing may use it any more.</summary>
    public void Close() => ((IDisposable)this).Dispose();

    /// <summary>Whether a file ends as images do.</summary>
    public static bool Is(string path)
    {
        try
        {
            using SafeFileHandle file = PlainFile.OpenToRead(path);
            Span<byte> tail = stackalloc byte[TailBytes];
            long length = PlainFile.Length(file);
            return length >= TailBytes && PlainFile.Read(file, tail, length - TailBytes) == TailBytes && tail.StartsWith(Magic);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>
    /// Why the image can't be used: the checksum is wrong, or it was made of another module. Reads the whole file, but not from where it is mapped: a page that is touched there takes longer than
    /// to look at what is in it.
    /// </summary>
    /// <param name="wanted">The module; null for any.</param>
    /// <param name="check">Spares reading what it knows, and remembers what was read.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public ImageException? Problem(WasmContent? wanted, ContentCheck? check = null)
    {
        FileState? state = check is null ? null : FileState.Of(_file);
        if (check is null || state is null) return Read(wanted);
        if (check.Knows(state)) return null;
        bool remembers = check.Remembers(state);
        ImageException? problem = Read(wanted);
        if (problem is null && remembers && state.Equals(FileState.Of(_file))) check.Remember(state);
        return problem;
    }

    private ImageException? Read(WasmContent? wanted)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)long.Min(_length, PieceBytes));
        try
        {
            return Read(wanted, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ImageException? Read(WasmContent? wanted, byte[] buffer)
    {
        var hash = new ContentHash(_length - Hash128.Bytes);
        bool same = wanted is null || wanted.Length == _wasmLength;
        for (long at = 0, end = _length - Hash128.Bytes; at < end;)
        {
            int count = PlainFile.Read(_file, buffer.AsSpan(0, (int)long.Min(buffer.Length, end - at)), at);
            if (count == 0) return PrecompilationErrors.Damaged(Path);
            ReadOnlySpan<byte> piece = buffer.AsSpan(0, count);
            hash.Add(piece);
            long from = long.Max(at, _wasm), to = long.Min(at + count, _wasm + _wasmLength);
            if (same && wanted is not null && from < to) same = wanted.Has(from - _wasm, piece[(int)(from - at)..(int)(to - at)]);
            at += count;
        }
        return hash.Value != Hash ? PrecompilationErrors.Damaged(Path) : same ? null : PrecompilationErrors.OtherModule(Path);
    }

    /// <summary>Appends what follows the assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="wasm">Where the wasm module stands in it.</param>
    /// <param name="manifest">The bytes of its <see cref="ImageManifest"/>.</param>
    /// <param name="memory">Pages of what memory 0 contains in the beginning.</param>
    /// <param name="hasMachineCode">Whether the assembly has.</param>
    public static byte[] Complete(ReadOnlySpan<byte> assembly, (long Offset, int Length) wasm, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> memory, bool hasMachineCode)
    {
        long memoryStart = MemoryStart(assembly.Length + manifest.Length, memory.Length);
        byte[] image = new byte[checked((int)(memoryStart + memory.Length + TailBytes))];
        assembly.CopyTo(image);
        manifest.CopyTo(image.AsSpan(assembly.Length));
        memory.CopyTo(image.AsSpan((int)memoryStart));
        Span<byte> tail = image.AsSpan(^TailBytes);
        Magic.CopyTo(tail);
        BinaryPrimitives.WriteUInt32LittleEndian(tail[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(tail[12..], (uint)manifest.Length);
        BinaryPrimitives.WriteInt64LittleEndian(tail[16..], wasm.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(tail[24..], wasm.Length);
        BinaryPrimitives.WriteInt64LittleEndian(tail[32..], assembly.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(tail[40..], hasMachineCode ? HasMachineCodeFlag : 0);
        ContentHash.Of(image.AsSpan(..^Hash128.Bytes)).Write(tail[^Hash128.Bytes..]);
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
        if (!disposing) return;
        _mapping.Dispose();
        _file.Dispose();
    }

    /// <summary>Pages begin where pages of the file do.</summary>
    private static long MemoryStart(long before, long memoryLength) => memoryLength == 0 ? before : (before + Environment.SystemPageSize - 1) / Environment.SystemPageSize * Environment.SystemPageSize;

    private void ReadTail()
    {
        // Not from where it is mapped: see Problem.
        Span<byte> tail = stackalloc byte[TailBytes];
        Fill(tail, _length - TailBytes);
        if (!tail.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(tail[8..]) != Version) throw PrecompilationErrors.NotAnImage(Path);
        uint manifest = BinaryPrimitives.ReadUInt32LittleEndian(tail[12..]);
        ulong wasm = BinaryPrimitives.ReadUInt64LittleEndian(tail[16..]), wasmLength = BinaryPrimitives.ReadUInt64LittleEndian(tail[24..]);
        AssemblyLength = BinaryPrimitives.ReadInt64LittleEndian(tail[32..]);
        HasMachineCode = (BinaryPrimitives.ReadUInt32LittleEndian(tail[40..]) & HasMachineCodeFlag) != 0;
        Hash = Hash128.Read(tail[^Hash128.Bytes..]);
        if (AssemblyLength < 0 || AssemblyLength > _length || manifest > (ulong)(_length - TailBytes - AssemblyLength) || manifest > Array.MaxLength || wasm > (ulong)AssemblyLength || wasmLength > (ulong)AssemblyLength - wasm || wasmLength > int.MaxValue)
            throw PrecompilationErrors.Damaged(Path);
        (_wasm, _wasmLength) = ((long)wasm, (int)wasmLength);
        var bytes = new byte[manifest];
        Fill(bytes, AssemblyLength);
        Manifest = ImageManifest.Read(bytes) ?? throw PrecompilationErrors.Damaged(Path);
        PageRun[] runs = Manifest.MemoryRuns();
        long memory = 0;
        foreach (PageRun run in runs) memory += (long)run.Count * Environment.SystemPageSize;
        long memoryStart = MemoryStart(AssemblyLength + manifest, memory);
        if (memory < 0 || memoryStart + memory + TailBytes != _length) throw PrecompilationErrors.Damaged(Path);
        if (memory > 0) SavedMemory = new SavedMemory(_file, memoryStart, runs, Manifest.MemoryHasAllSegments);
    }

    private void Fill(Span<byte> bytes, long offset)
    {
        if (PlainFile.Read(_file, bytes, offset) != bytes.Length) throw PrecompilationErrors.Damaged(Path);
    }
}
