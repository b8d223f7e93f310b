using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Filesystem;

/// <summary>How a guest wants a path opened.</summary>
internal readonly record struct OpenRequest
{
    public bool Read { get; init; }

    public bool Write { get; init; }

    /// <summary>Make the file when there is none.</summary>
    public bool Create { get; init; }

    /// <summary>Fail when there is one.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Make it empty.</summary>
    public bool Truncate { get; init; }

    /// <summary>Fail unless it is a directory.</summary>
    public bool Directory { get; init; }

    /// <summary>Follow the last component when it is a symbolic link.</summary>
    public bool Follow { get; init; }

    public DescriptorFlags Flags { get; init; }

    /// <summary>The flags of the system call.</summary>
    public int ToNative()
    {
        int native = OpenFlags.NonBlocking | OpenFlags.NoControllingTerminal;
        native |= Write ? Read ? OpenFlags.ReadWrite : OpenFlags.WriteOnly : OpenFlags.ReadOnly;
        if (Create) native |= OpenFlags.Create;
        if (Exclusive) native |= OpenFlags.Exclusive;
        if (Truncate) native |= OpenFlags.Truncate;
        if (Directory) native |= OpenFlags.Directory;
        if ((Flags & DescriptorFlags.Append) != 0) native |= OpenFlags.Append;
        if ((Flags & DescriptorFlags.DataSync) != 0) native |= OpenFlags.DataSync;
        if ((Flags & (DescriptorFlags.Sync | DescriptorFlags.ReadSync)) != 0) native |= OpenFlags.Sync;
        return native;
    }
}
