using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>What to do with one of a file's times.</summary>
internal readonly struct TimeUpdate
{
    private readonly TimeSpec _time;

    private TimeUpdate(TimeSpec time) => _time = time;

    /// <summary>Leave it alone.</summary>
    public static TimeUpdate Keep { get; } = new(new TimeSpec { Nanoseconds = TimeSpec.Omit });

    /// <summary>Set it to the file system's present.</summary>
    public static TimeUpdate Now { get; } = new(new TimeSpec { Nanoseconds = TimeSpec.Now });

    /// <summary>Set it to a moment.</summary>
    /// <param name="nanoseconds">Since 1970.</param>
    public static TimeUpdate At(ulong nanoseconds) => new(new TimeSpec
    {
        Seconds = (long)(nanoseconds / 1_000_000_000),
        Nanoseconds = (long)(nanoseconds % 1_000_000_000),
    });

    public TimeSpec ToTimeSpec() => _time;
}
