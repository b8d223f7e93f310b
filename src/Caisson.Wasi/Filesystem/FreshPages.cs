using System.Buffers;
using System.Runtime.CompilerServices;
using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// Reads much of a file into memory that nobody has touched yet, by way of a buffer. If the kernel copied there itself it would fault at each page; and where a hypervisor keeps page tables of
/// its own for the kernel and for programs, the guest's first look at the page would be another fault.
/// </summary>
internal static unsafe class FreshPages
{
    /// <summary>The smallest pages that systems have, in bytes.</summary>
    private const int SmallestPage = 4096;

    /// <summary>Whether the system has yet to find memory for some page of a range. Of a very long one only the beginning is looked at.</summary>
    [SkipLocalsInit]
    public static bool AreIn(byte* start, nuint length)
    {
        nuint page = (nuint)Environment.SystemPageSize, first = (nuint)start & ~(page - 1);
        nuint bytes = nuint.Min((nuint)start + length - first, Limits.ExaminedBytes);
        Span<byte> pages = stackalloc byte[Limits.ExaminedBytes / SmallestPage];
        pages = pages[..(int)((bytes + page - 1) / page)];
        fixed (byte* residency = pages)
        {
            if (Libc.Residency(first, bytes, residency) != 0) return false;
        }
        foreach (byte state in pages)
            if ((state & 1) == 0)
                return true;
        return false;
    }

    /// <summary>As read, or pread, of a regular file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="length">How many at most.</param>
    /// <param name="offset">Where in the file they begin; below zero for its position.</param>
    /// <returns>How many were read; -1 for an error.</returns>
    public static nint Read(FileHandle file, byte* destination, nuint length, long offset)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Limits.PieceBytes);
        fixed (byte* piece = rented)
        {
            nuint done = 0, wanted;
            nint count;
            do
            {
                wanted = nuint.Min(length - done, Limits.PieceBytes);
                count = Libc.Read(file, piece, wanted, offset < 0 ? offset : offset + (long)done);
                if (count > 0) Buffer.MemoryCopy(piece, destination + done, count, count);
                done += (nuint)nint.Max(count, 0);
            }
            while (count == (nint)wanted && done < length);
            ArrayPool<byte>.Shared.Return(rented);

            // An error behind bytes that were read is the next read's.
            return done > 0 ? (nint)done : count;
        }
    }
}
