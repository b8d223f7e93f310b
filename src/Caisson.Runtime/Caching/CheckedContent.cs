using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>
/// What was found out about a module in a file: its fingerprint, and the entry that was read and compared with it, byte by byte. As long as neither file has changed and the system wasn't started anew, nobody needs to
/// do that again. The cache keeps it in a note that is named after the module's file. Immutable.
/// </summary>
/// <param name="Fingerprint">See <see cref="WasmContent.Fingerprint"/>.</param>
/// <param name="Entry">The state of the entry when it was compared.</param>
internal sealed record CheckedContent(Hash128 Fingerprint, FileState Entry)
{
    /// <summary>Smaller modules are read in less time than a note.</summary>
    public const long LeastLength = 1 << 20;

    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";
    private const int BootIdBytes = 36, TotalBytes = BootIdBytes + FileState.Size + Hash128.Bytes + FileState.Size;

    /// <summary>Reads what was kept; null when it is of another file, or of another state of it, or of the time before the system was started.</summary>
    /// <param name="bytes">What <see cref="ToBytes"/> made.</param>
    /// <param name="wasm">The state of the module's file.</param>
    public static CheckedContent? Read(ReadOnlySpan<byte> bytes, FileState wasm)
    {
        Span<byte> started = stackalloc byte[BootIdBytes];
        if (bytes.Length != TotalBytes || !TryReadBootId(started) || !bytes.StartsWith(started) || !bytes[BootIdBytes..].StartsWith(wasm.Bytes)) return null;
        ReadOnlySpan<byte> rest = bytes[(BootIdBytes + FileState.Size)..];
        return new CheckedContent(Hash128.Read(rest), FileState.Read(rest[Hash128.Bytes..]));
    }

    /// <summary>What <see cref="Read"/> reads; null where nobody knows when the system was started.</summary>
    /// <param name="wasm">The state of the module's file.</param>
    public byte[]? ToBytes(FileState wasm)
    {
        var bytes = new byte[TotalBytes];
        if (!TryReadBootId(bytes.AsSpan(0, BootIdBytes))) return null;
        Span<byte> rest = bytes.AsSpan(BootIdBytes);
        wasm.Bytes.CopyTo(rest);
        Fingerprint.Write(rest[FileState.Size..]);
        Entry.Bytes.CopyTo(rest[(FileState.Size + Hash128.Bytes)..]);
        return bytes;
    }

    /// <summary>The number that the system draws when it starts.</summary>
    private static bool TryReadBootId(Span<byte> id)
    {
        try
        {
            using SafeFileHandle file = PlainFile.OpenToRead(BootIdFile);
            return PlainFile.Read(file, id, 0) == id.Length;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
