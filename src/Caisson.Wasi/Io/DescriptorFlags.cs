namespace Caisson.Wasi.Io;

/// <summary>How reading and writing go. The numbers are those of preview 1. witx: fdflags</summary>
[Flags]
internal enum DescriptorFlags : ushort
{
    None = 0,

    /// <summary>Writes go to the end.</summary>
    Append = 1,

    /// <summary>Writes end when the data is safe.</summary>
    DataSync = 2,

    /// <summary>What would have to wait fails instead.</summary>
    NonBlocking = 4,

    /// <summary>Reads end when the data is safe.</summary>
    ReadSync = 8,

    /// <summary>Writes end when data and metadata are safe.</summary>
    Sync = 16,

    /// <summary>Every flag there is.</summary>
    All = Append | DataSync | NonBlocking | ReadSync | Sync,
}
