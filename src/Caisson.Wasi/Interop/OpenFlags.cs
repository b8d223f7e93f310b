using System.Runtime.InteropServices;

namespace Caisson.Wasi.Interop;

/// <summary>Flags of <c>openat</c> on Linux; four of them depend on the processor.</summary>
internal static class OpenFlags
{
    public const int ReadOnly = 0, WriteOnly = 1, ReadWrite = 2;
    public const int Create = 0x40, Exclusive = 0x80, NoControllingTerminal = 0x100, Truncate = 0x200;
    public const int Append = 0x400, NonBlocking = 0x800, DataSync = 0x1000, Sync = 0x101000;
    public const int CloseOnExec = 0x80000, PathOnly = 0x200000;

    public static readonly int Directory = IsArm64 ? 0x4000 : 0x10000;
    public static readonly int NoFollow = IsArm64 ? 0x8000 : 0x20000;

    private static bool IsArm64 => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
}
