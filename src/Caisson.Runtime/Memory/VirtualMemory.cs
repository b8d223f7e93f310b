using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>Reserves address space without using memory, and commits pages of it later. Safe from any thread.</summary>
internal static partial class VirtualMemory
{
    private const int ProtNone = 0, ProtReadWrite = 3;
    private const int MapPrivate = 2, MapAnonymousLinux = 0x20, MapAnonymousMac = 0x1000, MapNoReserveLinux = 0x4000;
    private const uint MemCommit = 0x1000, MemReserve = 0x2000, MemRelease = 0x8000, PageNoAccess = 1, PageReadWrite = 4;

    /// <summary>Reserves a range that faults when touched.</summary>
    /// <param name="size">In bytes; a multiple of the page size.</param>
    /// <exception cref="ResourceException">The system has no such range.</exception>
    public static nint Reserve(nuint size)
    {
        nint address = OperatingSystem.IsWindows()
            ? VirtualAlloc(0, size, MemReserve, PageNoAccess)
            : mmap(0, size, ProtNone, MapPrivate | (OperatingSystem.IsMacOS() ? MapAnonymousMac : MapAnonymousLinux | MapNoReserveLinux), -1, 0);
        if (address is 0 or -1) throw new ResourceException($"cannot reserve {size} bytes of address space: {LastError()}");
        return address;
    }

    /// <summary>Makes part of a reserved range readable and writable; new pages are zero.</summary>
    /// <returns>False when the system is out of memory.</returns>
    public static bool TryCommit(nint address, nuint size) =>
        size == 0 || (OperatingSystem.IsWindows()
            ? VirtualAlloc(address, size, MemCommit, PageReadWrite) != 0
            : mprotect(address, size, ProtReadWrite) == 0);

    /// <summary>Gives a range back.</summary>
    /// <param name="address">What <see cref="Reserve"/> returned.</param>
    /// <param name="size">The same size.</param>
    public static void Release(nint address, nuint size)
    {
        if (OperatingSystem.IsWindows()) _ = VirtualFree(address, 0, MemRelease);
        else _ = munmap(address, size);
    }

    private static string LastError() => Marshal.GetLastPInvokeErrorMessage();

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(nint address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualFree(nint address, nuint size, uint type);
}
