using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>Reads files in pieces that stay in the processor's cache: a page of memory that is touched for the first time takes longer than to look at what is in it.</summary>
internal static class FilePieces
{
    /// <summary>What is read at a time, in bytes.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>Reads what stands at a place.</summary>
    /// <returns>As many bytes as there is room for; fewer only where the file ends.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static int Read(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        int read = 0;
        while (read < buffer.Length && RandomAccess.Read(file, buffer[read..], offset + read) is var more and > 0) read += more;
        return read;
    }
}
