using System.Runtime.InteropServices;

namespace Caisson.Wasi.Interop;

/// <summary><c>struct timespec</c> on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    /// <summary>In the place of nanoseconds: set the current time.</summary>
    public const long Now = 0x3fffffff;

    /// <summary>In the place of nanoseconds: leave the time alone.</summary>
    public const long Omit = 0x3ffffffe;

    public long Seconds;
    public long Nanoseconds;
}

/// <summary><c>struct open_how</c> of <c>openat2</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    public const ulong NoMagicLinks = 2, Beneath = 8;

    public ulong Flags;
    public ulong Mode;
    public ulong Resolve;
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollFd
{
    public const short In = 1, Out = 4, Error = 8, HangUp = 16, Invalid = 32;

    public int Descriptor;
    public short Events;
    public short Returned;

    /// <summary>Asks about a handle, which the caller keeps open.</summary>
    public static PollFd For(SafeHandle handle, short events) => new() { Descriptor = (int)handle.DangerousGetHandle(), Events = events };
}

/// <summary>struct iovec.</summary>
internal unsafe struct IoVector
{
    public byte* Base;
    public nuint Length;
}
