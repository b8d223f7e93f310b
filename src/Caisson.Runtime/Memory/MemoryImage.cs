using System.Runtime.ConstrainedExecution;

namespace Caisson.Runtime;

/// <summary>
/// What linear memories begin with: whole pages, in a file without a name where the system has such files, so that memories map it and get pages
/// of their own only for what they write. Immutable once made, safe from any thread. Freed by its finalizer; what is mapped stays.
/// </summary>
internal sealed unsafe class MemoryImage : CriticalFinalizerObject
{
    private readonly int _file;

    /// <summary>Where the content stands, which is then not in a file without a name.</summary>
    private readonly SavedMemory? _saved;

    private MemoryImage(ulong length)
    {
        Length = length;
        Size = MemoryRegion.RoundUp(length);
        if (Size == 0 || !AnonymousFile.TryCreate((nuint)Size, out _file, out nint bytes))
        {
            _file = -1;
            bytes = VirtualMemory.Reserve((nuint)ulong.Max(Size, 1));
            if (!VirtualMemory.TryCommit(bytes, (nuint)Size)) throw new ResourceException("cannot commit the image of a memory");
        }
        Bytes = bytes;
    }

    private MemoryImage(ulong length, SavedMemory saved)
    {
        (Length, Size, _saved, _file) = (length, MemoryRegion.RoundUp(length), saved, -1);
        Bytes = VirtualMemory.Reserve((nuint)Size);
        if (!TryMap(Bytes)) throw new ResourceException("cannot map the image of a memory");
    }

    ~MemoryImage()
    {
        if (_file >= 0) AnonymousFile.Close(_file);
        if (Bytes != 0) VirtualMemory.Release(Bytes, (nuint)ulong.Max(Size, 1));
    }

    /// <summary>Of the memory, in bytes.</summary>
    public ulong Length { get; }

    /// <summary>As <see cref="Length"/>, to whole pages of the system.</summary>
    public ulong Size { get; }

    /// <summary>Where the content can be read.</summary>
    public nint Bytes { get; }

    /// <summary>Whether memories can map it.</summary>
    public bool IsMappable => _file >= 0 || _saved is not null;

    /// <summary>The image of what a memory contains, while nobody writes to it.</summary>
    /// <exception cref="ResourceException">The system is out of memory.</exception>
    public static MemoryImage Of(MemoryRegion region)
    {
        var image = new MemoryImage(region.Length);
        ulong page = (ulong)Environment.SystemPageSize;

        // Pages that are zero are there anyway, and take no memory as long as nobody writes them.
        for (ulong at = 0; at < image.Size; at += page)
        {
            ReadOnlySpan<byte> source = new((byte*)region.Base + at, (int)page);
            if (source.ContainsAnyExcept((byte)0)) source.CopyTo(new Span<byte>((byte*)image.Bytes + at, (int)page));
        }
        GC.KeepAlive(region);
        return image;
    }

    /// <summary>An image of zeros that memories can map.</summary>
    /// <param name="length">Of the memory, in bytes.</param>
    /// <returns>Null when the system has none, or no more.</returns>
    public static MemoryImage? TryMake(ulong length)
    {
        if (length == 0) return null;
        try
        {
            var image = new MemoryImage(length);
            return image.IsMappable ? image : null;
        }
        catch (ResourceException)
        {
            return null;
        }
    }

    /// <summary>An image whose content stands in a file.</summary>
    /// <param name="length">Of the memory, in bytes.</param>
    /// <param name="saved">The content.</param>
    /// <returns>Null when the system has no such mappings, or no more.</returns>
    public static MemoryImage? TryMake(ulong length, SavedMemory saved)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return new MemoryImage(length, saved);
        }
        catch (ResourceException)
        {
            return null;
        }
    }

    /// <summary>Puts bytes into an image that nobody has yet.</summary>
    public void Write(ulong offset, ReadOnlySpan<byte> content) => content.CopyTo(new Span<byte>((byte*)Bytes + offset, content.Length));

    /// <summary>Puts the image in the place of the pages at an address, writable, and seen by nobody else once written.</summary>
    /// <returns>False when the system can't; then the pages are as they were, or some are those of the image.</returns>
    public bool TryMap(nint address)
    {
        bool mapped = _saved is null ? _file >= 0 && AnonymousFile.TryMapPrivate(_file, 0, address, (nuint)Size) : TryMap(_saved, address);
        GC.KeepAlive(this);
        return mapped;
    }

    /// <summary>Around what the file has, pages of zeros.</summary>
    private bool TryMap(SavedMemory saved, nint address)
    {
        int page = Environment.SystemPageSize, file = (int)saved.File.DangerousGetHandle();
        if (!VirtualMemory.TryCommit(address, (nuint)Size)) return false;
        nint offset = (nint)saved.Offset;
        foreach (PageRun run in saved.Runs)
        {
            nint start = (nint)run.First * page, size = (nint)run.Count * page;
            if ((ulong)(start + size) > Size || !AnonymousFile.TryMapPrivate(file, offset, address + start, (nuint)size)) return false;
            offset += size;
        }
        return true;
    }
}
