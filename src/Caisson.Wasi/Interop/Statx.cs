using System.Runtime.InteropServices;

namespace Caisson.Wasi.Interop;

/// <summary>What <c>statx</c> tells, the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    public const uint BasicStats = 0x7ff;

    [FieldOffset(16)]
    public uint LinkCount;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(64)]
    public StatxTime Access;

    [FieldOffset(96)]
    public StatxTime Change;

    [FieldOffset(112)]
    public StatxTime Modify;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;
}

/// <summary>A time in <see cref="Statx"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StatxTime
{
    public long Seconds;
    public uint Nanoseconds;
    private readonly int _reserved;
}
