namespace Caisson.Wasi;

/// <summary>Bounds on what a guest can make the host do in one call, each with its reason.</summary>
internal static class Limits
{
    /// <summary>Bytes in a path: what Linux takes, without the terminating zero.</summary>
    public const int PathBytes = 4095;

    /// <summary>Symbolic links followed in one resolution: what Linux follows.</summary>
    public const int SymlinkExpansions = 40;

    /// <summary>Directories held open at once by the walking resolver; each takes a descriptor of the host's process.</summary>
    public const int WalkDepth = 256;

    /// <summary>Bytes read or written in one system call: what Linux does at most.</summary>
    public const int TransferBytes = 0x7fff_f000;

    /// <summary>From so many bytes on, a read is worth asking whether the memory it goes to has pages.</summary>
    public const int LargeReadBytes = 1 << 20;

    /// <summary>Bytes whose pages are asked for at most.</summary>
    public const int ExaminedBytes = 16 << 20;

    /// <summary>So many bytes at a time, where it hasn't: they stay in the processor's caches.</summary>
    public const int PieceBytes = 256 << 10;

    /// <summary>Subscriptions in one poll: the host keeps a record of each.</summary>
    public const uint Subscriptions = 65_536;

    /// <summary>Bytes of directory entries read ahead for each open directory: room for several of the largest (280 bytes).</summary>
    public const int DirectoryBuffer = 4096;

    /// <summary>Tries of a path resolution that races with renames, before the walking resolver takes over.</summary>
    public const int RacingTries = 16;

    /// <summary>Default of <see cref="WasiOptions.MaxThreads"/>.</summary>
    public const int Threads = 256;

    /// <summary>Largest number of a thread: the upper bits are the guest's. wasi-threads: thread-spawn</summary>
    public const int ThreadId = 0x1FFF_FFFF;

    /// <summary>Stack of a guest's thread beside what the guest may use, for the engine and host functions, in bytes.</summary>
    public const int ThreadStackMargin = 1 << 20;

    /// <summary>Default of <see cref="WasiOptions.MaxDescriptors"/>.</summary>
    public const int Descriptors = 16_384;

    /// <summary>Bytes in the name of a host. RFC 1035</summary>
    public const int HostNameBytes = 253;

    /// <summary>Addresses that granted names resolved to and that are remembered; a guest could look up names without end.</summary>
    public const int ResolvedAddresses = 16_384;

    /// <summary>Bytes in the fields of one message, 32 for each beside its name and value: what other hosts take by default.</summary>
    public const int HeaderSectionBytes = 128 * 1024;

    /// <summary>Characters in an authority, and in a path with its query.</summary>
    public const int UriBytes = 64 * 1024;

    /// <summary>Random bytes in one call: they are made before the guest gets them.</summary>
    public const ulong RandomBytes = 64 << 20;

    /// <summary>Bytes of a file in one read without a stream; the guest asks again for more.</summary>
    public const ulong ReadBytes = 1 << 20;

    /// <summary>Datagrams that are received at once; the guest asks again for more.</summary>
    public const ulong Datagrams = 64;

    /// <summary>Bytes of keys and values in a store in memory, and of values that are read from any store at once.</summary>
    public const long StoreBytes = 64 << 20;

    /// <summary>What an entry of a store in memory counts beside its key and value, in bytes: about what it takes.</summary>
    public const int KeyOverheadBytes = 128;

    /// <summary>Keys that a store in memory lists at once; the guest asks again for more.</summary>
    public const int KeysInPage = 1000;
}
