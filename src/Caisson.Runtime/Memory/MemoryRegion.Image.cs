using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>Linear memories that begin with an image, and get back to it.</summary>
internal sealed unsafe partial class MemoryRegion
{
    private MemoryImage? _image;
    private bool _isMapped, _isSettled;

    /// <summary>Fills the linear memory, which is empty, with an image.</summary>
    /// <returns>False when it would exceed the reservation, or the system is out of memory.</returns>
    public bool TryLoad(MemoryImage image)
    {
        if (image.Length > Capacity) return false;
        _isMapped = image.TryMap(Base);
        if (!_isMapped)
        {
            if (!VirtualMemory.TryCommit(Base, (nuint)image.Size)) return false;
            Copy(image.Bytes, Base, (nint)image.Size);
        }
        _committed = (long)image.Size;
        Press(_committed);
        _image = image;
        Length = image.Length;
        return true;
    }

    /// <summary>Makes the linear memory what <see cref="TryLoad"/> made it, its length included. With nobody inside.</summary>
    /// <param name="way">How.</param>
    /// <param name="keptBytes">How much of what was written is copied back; the system takes back what is beyond.</param>
    /// <returns>False when the system can't; then the memory must not be used again.</returns>
    public bool TryRestore(MemoryReset way, long keptBytes)
    {
        ulong used = RoundUp(Length);
        if (!TryRestore(way, used, keptBytes)) return false;
        if (used > _image!.Size && !TryShrink(used)) return false;
        Length = _image.Length;
        return true;
    }

    private bool TryRestore(MemoryReset way, ulong used, long keptBytes)
    {
        bool hasGrown = used > _image!.Size;
        if (!_isMapped || way == MemoryReset.Copy || (way == MemoryReset.Automatic && !hasGrown && used <= RuntimeLimits.CopiedImageBytes))
        {
            Copy(_image.Bytes, Base, (nint)_image.Size);
            if (hasGrown) Clear(Base + (nint)_image.Size, Base + (nint)used);
            return true;
        }
        return way != MemoryReset.Discard && DirtyPages.AreKnown ? TryRestoreDirty(Base + (nint)used, keptBytes / Environment.SystemPageSize) : VirtualMemory.TryDiscard(Base, (nuint)used);
    }

    [SkipLocalsInit]
    private bool TryRestoreDirty(nint end, long pagesLeft)
    {
        Span<DirtyPages.Range> ranges = stackalloc DirtyPages.Range[RuntimeLimits.DirtyRanges];
        nint at = Base;
        while (at < end && pagesLeft > 0)
        {
            int count = DirtyPages.Find(ref at, end, pagesLeft, ranges);
            if (count <= 0) break;
            foreach (ref readonly DirtyPages.Range range in ranges[..count])
            {
                RestorePages(range);
                pagesLeft -= (range.End - range.Start) / Environment.SystemPageSize;
            }
            if (!_isSettled) Settle(ranges[..count], at);
        }
        return at >= end || VirtualMemory.TryDiscard(at, (nuint)(end - at));
    }

    private void RestorePages(in DirtyPages.Range range)
    {
        nint imageEnd = Base + (nint)_image!.Size, end = nint.Min(range.End, imageEnd);
        if (range.Start < end) Copy(range.Start + _image.Bytes - Base, range.Start, end - range.Start);
        Clear(nint.Max(range.Start, imageEnd), range.End);
    }

    /// <summary>
    /// Drops the pages of the image that nobody wrote to, after the first use: the system gives sixteen where one is touched, and then looks at all of them each time.
    /// Those that the guest does read come back with the next use, and stay.
    /// </summary>
    private void Settle(ReadOnlySpan<DirtyPages.Range> written, nint end)
    {
        _isSettled = true;
        if (written.Length > RuntimeLimits.SettledRanges) return;
        nint at = Base;
        foreach (ref readonly DirtyPages.Range range in written)
        {
            if (range.Start > at) _ = VirtualMemory.TryDiscard(at, (nuint)(range.Start - at));
            at = range.End;
        }
        if (end > at) _ = VirtualMemory.TryDiscard(at, (nuint)(end - at));
    }

    /// <summary>Takes back what the memory has grown by. Its pages, which are zero again, stay with it.</summary>
    private bool TryShrink(ulong used)
    {
        if (!OperatingSystem.IsWindows() && !VirtualMemory.TryProtect(Base + (nint)_image!.Size, (nuint)(used - _image.Size))) return false;
        Press(-(long)(used - _image!.Size));
        return true;
    }

    private static void Copy(nint source, nint destination, nint count) => Buffer.MemoryCopy((void*)source, (void*)destination, count, count);

    private static void Clear(nint start, nint end)
    {
        if (start < end) NativeMemory.Clear((void*)start, (nuint)(end - start));
    }
}
