using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>
/// Finds the pages of a private mapping of a file that are not the file's any more, because somebody wrote to them. Linux 6.7 and later. Safe
/// from any thread.
/// </summary>
/// <remarks>
/// A page once written stays the mapping's own, also when it has the file's content again: it is found each time, and costs a copy instead of
/// the fault that getting it anew would.
/// </remarks>
internal static unsafe partial class DirtyPages
{
    private const nuint PagemapScan = 0xC0606610;
    private const ulong IsFile = 1 << 2, IsPresent = 1 << 3, IsSwapped = 1 << 4, IsZeroPage = 1 << 5;

    /// <summary>/proc/self/pagemap, for as long as the process lives; below zero when the system can't tell.</summary>
    private static readonly int Pagemap = Open();

    /// <summary>Whether the system can tell.</summary>
    public static bool AreKnown => Pagemap >= 0;

    /// <summary>Finds ranges of written pages.</summary>
    /// <param name="start">Where to begin to look; behind what was looked at, afterwards.</param>
    /// <param name="end">Where to end.</param>
    /// <param name="maxPages">How many pages are enough.</param>
    /// <param name="ranges">Receives them.</param>
    /// <returns>The number of ranges; -1 when the system can't tell.</returns>
    public static int Find(ref nint start, nint end, long maxPages, Span<Range> ranges)
    {
        fixed (Range* vector = ranges)
        {
            var scan = new Scan
            {
                Size = (ulong)sizeof(Scan),
                Start = (ulong)start,
                End = (ulong)end,
                Vector = (ulong)vector,
                VectorLength = (ulong)ranges.Length,
                MaxPages = (ulong)maxPages,
                Inverted = IsFile | IsZeroPage,
                Mask = IsFile | IsZeroPage,
                AnyOf = IsPresent | IsSwapped,
                Returned = IsFile,
            };
            int count = ioctl(Pagemap, PagemapScan, &scan);
            if (count >= 0) start = (nint)scan.WalkEnd;
            return count;
        }
    }

    /// <summary>Opens the file, and tries what it is for.</summary>
    private static int Open()
    {
        if (!OperatingSystem.IsLinux() || nint.Size != 8) return -1;
        const int ReadOnly = 0, CloseOnExec = 0x80000;
        int file = open("/proc/self/pagemap", ReadOnly | CloseOnExec);
        if (file < 0) return -1;
        var scan = new Scan { Size = (ulong)sizeof(Scan), Start = 0, End = (ulong)Environment.SystemPageSize, Mask = IsFile, Returned = IsFile };
        var range = default(Range);
        (scan.Vector, scan.VectorLength) = ((ulong)&range, 1);
        if (ioctl(file, PagemapScan, &scan) >= 0) return file;
        _ = close(file);
        return -1;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int close(int file);

    [LibraryImport("libc")]
    private static partial int ioctl(int file, nuint request, Scan* argument);

    /// <summary>struct page_region.</summary>
    public struct Range
    {
        /// <summary>Address of the first byte.</summary>
        public nint Start;

        /// <summary>Address behind the last.</summary>
        public nint End;

        private readonly ulong _categories;
    }

    /// <summary>struct pm_scan_arg.</summary>
    private struct Scan
    {
        public ulong Size, Flags, Start, End, WalkEnd, Vector, VectorLength, MaxPages, Inverted, Mask, AnyOf, Returned;
    }
}
