using Caisson.Wasm;
using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>
/// A binary module whose code may be kept somewhere: in memory, or in a file that is read in pieces, because who has the code needs to know no more than whether it is of this module, and
/// pages of memory are what takes time then. For one thread at a time.
/// </summary>
internal sealed class WasmContent : IDisposable
{
    /// <summary>Where a preamble tells modules and components apart.</summary>
    private const long LayerAt = 6;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly SafeFileHandle? _file;
    private byte[]? _buffer;

    /// <summary>In memory.</summary>
    public WasmContent(ReadOnlyMemory<byte> bytes) => (_bytes, Length) = (bytes, bytes.Length);

    private WasmContent(SafeFileHandle file, long length) => (_file, Length) = (file, length);

    /// <summary>Number of bytes, of a file when it was opened.</summary>
    public long Length { get; }

    /// <summary>The state of the file; null for bytes, and where the system doesn't tell.</summary>
    public FileState? State => _file is null ? null : FileState.Of(_file);

    private static ReadOnlySpan<byte> Magic => "\0asm"u8;

    /// <summary>Opens a file.</summary>
    /// <returns>Null when it has no binary module, is too large for one, or must be read from its beginning to its end, as pipes must.</returns>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static WasmContent? TryOpen(string path)
    {
        SafeFileHandle file = PlainFile.OpenToRead(path);
        if (LengthOf(file) is { } length && IsModule(file, length)) return new WasmContent(file, length);
        file.Dispose();
        return null;
    }

    /// <summary>Whether it is a module, and no component.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public bool IsCore => !Has(LayerAt, [1, 0]);

    /// <summary>A short name for the content. Others may have the same, when somebody wants that.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public Hash128 Fingerprint()
    {
        var hash = new ContentHash(Length);
        if (_file is null)
        {
            hash.Add(_bytes.Span);
            return hash.Value;
        }
        for (long at = 0; at < Length;)
        {
            ReadOnlySpan<byte> piece = Read(at, (int)long.Min(PlainFile.PieceBytes, Length - at));
            if (piece.IsEmpty) break;
            hash.Add(piece);
            at += piece.Length;
        }
        return hash.Value;
    }

    /// <summary>Whether these bytes stand at a place in the content.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public bool Has(long offset, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> piece = Read(offset, int.Min(PlainFile.PieceBytes, bytes.Length));
            if (piece.IsEmpty || !piece.SequenceEqual(bytes[..piece.Length])) return false;
            offset += piece.Length;
            bytes = bytes[piece.Length..];
        }
        return true;
    }

    /// <summary>Whether this is all of the content.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public bool Is(ReadOnlySpan<byte> bytes) => bytes.Length == Length && Has(0, bytes);

    /// <summary>All of it, as it is now.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public ReadOnlyMemory<byte> ToMemory()
    {
        if (_file is null) return _bytes;
        var all = new byte[Length];
        return all.AsMemory(0, PlainFile.Read(_file, all, 0));
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <summary>Null for what can't be read again from its beginning.</summary>
    private static long? LengthOf(SafeFileHandle file)
    {
        try
        {
            return PlainFile.Length(file);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsModule(SafeFileHandle file, long length)
    {
        Span<byte> start = stackalloc byte[Magic.Length];
        return length >= Magic.Length && length <= ImplementationLimits.ModuleSize && PlainFile.Read(file, start, 0) == start.Length && start.SequenceEqual(Magic);
    }

    /// <summary>What stands at a place: as many bytes as are asked for, fewer only where the content ends.</summary>
    private ReadOnlySpan<byte> Read(long offset, int count)
    {
        if (_file is null) return offset >= _bytes.Length ? default : _bytes.Span.Slice((int)offset, int.Min(count, _bytes.Length - (int)offset));
        if (offset >= Length) return default;
        Span<byte> buffer = (_buffer ??= new byte[long.Min(Length, PlainFile.PieceBytes)]).AsSpan(0, (int)long.Min(count, Length - offset));
        return buffer[..PlainFile.Read(_file, buffer, offset)];
    }
}
