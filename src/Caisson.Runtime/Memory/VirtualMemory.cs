using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>Reserves address space without using memory, and commits pages of it later. Safe from any thread.</summary>
internal static unsafe partial class VirtualMemory
{
    private const int ProtNone = 0, ProtRead = 1, ProtReadWrite = 3, ProtReadExecute = 5;
    private const int MapPrivate = 2, MapFixed = 0x10, MapAnonymousLinux = 0x20, MapAnonymousMac = 0x1000, MapNoReserveLinux = 0x4000;
    private const uint MemCommit = 0x1000, MemReserve = 0x2000, MemRelease = 0x8000, PageNoAccess = 1, PageReadWrite = 4;

    /// <summary>Reserves a range that faults when touched.</summary>
    /// <param name="size">In bytes; a multiple of the page size.</param>
    /// <exception cref="ResourceException">The system has no such range.</exception>
    public static nint Reserve(nuint size) =>
        TryReserve(size, out nint address) ? address : throw new ResourceException($"cannot reserve {size} bytes of address space: {LastError()}");

    /// <summary>As <see cref="Reserve"/>.</summary>
    /// <returns>False when the system has no such range.</returns>
    public static bool TryReserve(nuint size, out nint address)
    {
        address = OperatingSystem.IsWindows() ? VirtualAlloc(0, size, MemReserve, PageNoAccess) : mmap(0, size, ProtNone, ReservationFlags, -1, 0);
        return address is not (0 or -1);
    }

    /// <summary>Makes part of a reserved range readable and writable; new pages are zero.</summary>
    /// <returns>False when the system is out of memory.</returns>
    public static bool TryCommit(nint address, nuint size) =>
        size == 0 || (OperatingSystem.IsWindows()
            ? VirtualAlloc(address, size, MemCommit, PageReadWrite) != 0
            : mprotect(address, size, ProtReadWrite) == 0);

    /// <summary>Forbids all access to committed pages, whose content stays. Not on Windows.</summary>
    /// <returns>False when the system can't.</returns>
    public static bool TryProtect(nint address, nuint size) => mprotect(address, size, ProtNone) == 0;

    /// <summary>Makes part of a reserved range what it was: it faults when touched, and is zero when committed again. Not on Windows.</summary>
    /// <returns>False when the system can't; then the range is as it was.</returns>
    public static bool TryReset(nint address, nuint size) =>
        size == 0 || mmap(address, size, ProtNone, MapFixed | ReservationFlags, -1, 0) == address;

    /// <summary>
    /// Gives back what was written to committed pages: those of a private mapping of a file have its content again, others are zero. Not on Windows.
    /// </summary>
    /// <returns>False when the system can't.</returns>
    public static bool TryDiscard(nint address, nuint size)
    {
        const int DontNeed = 4;
        return madvise(address, size, DontNeed) == 0;
    }

    /// <summary>
    /// Tells the system that all of a committed range is about to be used: it needn't fault page by page. A wish, which only Linux hears: large pages, where they are allowed and whole ones fit; all
    /// small pages at once, from 5.14 on.
    /// </summary>
    public static void ExpectUse(nint address, nuint size)
    {
        const int HugePage = 14, PopulateWrite = 23;
        if (OperatingSystem.IsLinux()) _ = madvise(address, size, size >= RuntimeLimits.LargePageBytes ? HugePage : PopulateWrite);
    }

    /// <summary>Puts machine code where it can run and can't be changed. Not on Windows.</summary>
    /// <returns>False when the system is out of memory, or forbids it.</returns>
    public static bool TryMakeExecutable(ReadOnlySpan<byte> code, out nint address)
    {
        nuint size = ((nuint)code.Length + (nuint)Environment.SystemPageSize - 1) & ~((nuint)Environment.SystemPageSize - 1);
        if (!TryReserve(size, out address)) return false;
        if (!TryCommit(address, size)) return false;
        code.CopyTo(new Span<byte>((void*)address, code.Length));

        // Never executed before, so that no processor has old instructions from there.
        return mprotect(address, size, ProtReadExecute) == 0;
    }

    /// <summary>Maps a file to be read. Not on Windows.</summary>
    /// <param name="file">The file; may be closed afterwards.</param>
    /// <param name="size">Its length in bytes; not zero.</param>
    /// <param name="address">Its first byte.</param>
    /// <returns>False when the system can't.</returns>
    public static bool TryMap(SafeFileHandle file, nuint size, out nint address)
    {
        address = mmap(0, size, ProtRead, MapPrivate, (int)file.DangerousGetHandle(), 0);
        GC.KeepAlive(file);
        return address is not (0 or -1);
    }

    /// <summary>Gives a range back.</summary>
    /// <param name="address">What <see cref="Reserve"/> or <see cref="TryMap"/> returned.</param>
    /// <param name="size">The same size.</param>
    public static void Release(nint address, nuint size)
    {
        if (OperatingSystem.IsWindows()) _ = VirtualFree(address, 0, MemRelease);
        else _ = munmap(address, size);
    }

    private static int ReservationFlags => MapPrivate | (OperatingSystem.IsMacOS() ? MapAnonymousMac : MapAnonymousLinux | MapNoReserveLinux);

    /// <summary>For messages. To have each call keep its error, as marshalling can, costs the start of a program two methods that the JIT compiles.</summary>
    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError());

    [LibraryImport("libc")]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int madvise(nint address, nuint length, int advice);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint length);

    [LibraryImport("kernel32")]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(nint address, nuint size, uint type);
}
