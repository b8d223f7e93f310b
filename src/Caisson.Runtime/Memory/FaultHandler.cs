using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>
/// The handler of the signal SIGSEGV that turns faults in <see cref="GuardedSlots"/> into what the runtime takes for the use of a
/// null pointer, and so into a NullReferenceException at the faulting instruction: see <see cref="FaultHandlerCode"/>. Installed
/// once a process in front of the handler that it finds, for good. Copies of this class in other load contexts install theirs in
/// front of this one: each passes on what isn't its own. Safe from any thread.
/// </summary>
internal static unsafe partial class FaultHandler
{
    private const int Segv = 11;

    // struct sigaction of glibc and musl, on x64 and arm64: the handler, 128 bytes of mask, flags.
    private const int ActionBytes = 256, FlagsAt = 136, FlagSigInfo = 4;

    /// <summary>Entries of the table of arenas, which an entry of zeros ends.</summary>
    private const int MostArenas = 255;

    private static readonly Lock Gate = new();

    /// <summary>The table that the handler walks: start and size of each arena. A page that is never freed; the handler may run at any time.</summary>
    private static nint* s_arenas;
    private static int s_count;
    private static bool? s_installed;

    /// <summary>Takes faults in a range for accesses of guests, from now on.</summary>
    /// <returns>False when there is no place in the table.</returns>
    public static bool TryWatch(nint start, nuint size)
    {
        lock (Gate)
        {
            if (s_count == MostArenas || !TryMakeTable()) return false;
            s_arenas[2 * s_count + 1] = (nint)size;
            Volatile.Write(ref s_arenas[2 * s_count], start);
            s_count++;
            return true;
        }
    }

    /// <summary>Installs the handler, unless that has been tried before.</summary>
    /// <returns>Whether it is installed.</returns>
    public static bool TryInstall()
    {
        lock (Gate) return s_installed ??= TryMakeTable() && TryReplace();
    }

    private static bool TryReplace()
    {
        byte* action = stackalloc byte[ActionBytes];
        if (sigaction(Segv, null, action) != 0) return false;
        nint previous = *(nint*)action;

        // The runtime's own handler is neither of the two defaults, and gets the address of a fault.
        if (previous is 0 or 1 || (*(int*)(action + FlagsAt) & FlagSigInfo) == 0) return false;
        byte[] code = FaultHandlerCode.Create(RuntimeInformation.ProcessArchitecture, (nint)s_arenas, previous);
        if (!VirtualMemory.TryMakeExecutable(code, out nint handler)) return false;
        *(nint*)action = handler;
        return sigaction(Segv, action, null) == 0;
    }

    private static bool TryMakeTable()
    {
        if (s_arenas != null) return true;
        if (!VirtualMemory.TryReserve((nuint)Environment.SystemPageSize, out nint page)) return false;
        if (!VirtualMemory.TryCommit(page, (nuint)Environment.SystemPageSize)) return false;
        s_arenas = (nint*)page;
        return true;
    }

    [LibraryImport("libc")]
    private static partial int sigaction(int signal, byte* action, byte* previous);
}
