using System.IO.MemoryMappedFiles;
using Caisson.Runtime;
using Microsoft.Win32.SafeHandles;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// A whole file, mapped to be read. By a system call where there is one: what the framework has for this takes an assembly of its own, and a good part of a
/// program's start. Stays until it is disposed.
/// </summary>
internal sealed unsafe class FileMapping : IDisposable
{
    private readonly MemoryMappedViewAccessor? _view;

    private FileMapping(nint start, long length, MemoryMappedViewAccessor? view)
    {
        Start = (byte*)start;
        (Length, _view) = (length, view);
    }

    /// <summary>The first byte.</summary>
    public byte* Start { get; }

    /// <summary>Bytes in the file when it was mapped.</summary>
    public long Length { get; }

    /// <summary>Maps a file.</summary>
    /// <param name="file">The file, opened so that others may delete or replace it, but not write to it. The mapping doesn't need it any more.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="least">How long it must be, in bytes; at least 1.</param>
    /// <returns>Null when it is shorter.</returns>
    /// <exception cref="IOException">It can't be mapped.</exception>
    public static FileMapping? TryOpen(SafeFileHandle file, string path, int least)
    {
        long length = PlainFile.Length(file);
        if (length < least) return null;
        if (OperatingSystem.IsWindows()) return OnWindows(file, length);
        return VirtualMemory.TryMap(file, (nuint)length, out nint start) ? new FileMapping(start, length, view: null) : throw PrecompilationErrors.NotMapped(path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_view is null) VirtualMemory.Release((nint)Start, (nuint)Length);
        else CloseOnWindows(_view);
    }

    private static FileMapping OnWindows(SafeFileHandle handle, long length)
    {
        // The view keeps what it needs open.
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new FileMapping((nint)start, length, view);
    }

    private static void CloseOnWindows(MemoryMappedViewAccessor view)
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
    }
}
