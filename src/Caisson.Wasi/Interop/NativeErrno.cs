using System.Runtime.InteropServices;

namespace Caisson.Wasi.Interop;

/// <summary>Linux error numbers (those of x64 and arm64) and what they are here.</summary>
internal static class NativeErrno
{
    public const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, Again = 11, CrossDevice = 18, NotDirectory = 20, Invalid = 22, Loop = 40;

    /// <summary>The error of the last call that failed on this thread.</summary>
    public static Errno Last() => Map(Marshal.GetLastPInvokeError());

    /// <summary>Success, or the error of the call that just returned.</summary>
    /// <param name="result">What the call returned: negative means failure.</param>
    public static Errno Of(nint result) => result >= 0 ? Errno.Success : Last();

    public static Errno Map(int native) => native switch
    {
        0 => Errno.Success,
        1 => Errno.NotPermitted,
        2 => Errno.NoEntry,
        3 => Errno.NoProcess,
        4 => Errno.Interrupted,
        5 => Errno.Io,
        6 => Errno.NoSuchDevice,
        7 => Errno.TooBig,
        8 => Errno.NoExec,
        9 => Errno.BadDescriptor,
        10 => Errno.NoChild,
        11 => Errno.Again,
        12 => Errno.NoMemory,
        13 => Errno.Access,
        14 => Errno.Fault,
        16 => Errno.Busy,
        17 => Errno.Exists,
        18 => Errno.CrossDevice,
        19 => Errno.NoDevice,
        20 => Errno.NotDirectory,
        21 => Errno.IsDirectory,
        22 => Errno.Invalid,
        23 => Errno.SystemFilesFull,
        24 => Errno.ProcessFilesFull,
        25 => Errno.NotTerminal,
        26 => Errno.TextBusy,
        27 => Errno.FileTooBig,
        28 => Errno.NoSpace,
        29 => Errno.IllegalSeek,
        30 => Errno.ReadOnly,
        31 => Errno.TooManyLinks,
        32 => Errno.Pipe,
        33 => Errno.Domain,
        34 => Errno.Range,
        35 => Errno.Deadlock,
        36 => Errno.NameTooLong,
        37 => Errno.NoLocks,
        38 => Errno.NoSystemCall,
        39 => Errno.NotEmpty,
        40 => Errno.Loop,
        75 => Errno.Overflow,
        84 => Errno.IllegalSequence,
        95 => Errno.NotSupported,
        104 => Errno.ConnectionReset,
        105 => Errno.NoBuffers,
        107 => Errno.NotConnected,
        110 => Errno.TimedOut,
        116 => Errno.Stale,
        122 => Errno.Quota,
        125 => Errno.Canceled,
        _ => Errno.Io,
    };
}
