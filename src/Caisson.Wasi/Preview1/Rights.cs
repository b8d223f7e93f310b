namespace Caisson.Wasi.Preview1;

/// <summary>What may be done with a descriptor. witx: rights</summary>
[Flags]
internal enum Rights : ulong
{
    None = 0,
    FdDataSync = 1 << 0,
    FdRead = 1 << 1,
    FdSeek = 1 << 2,
    FdStatSetFlags = 1 << 3,
    FdSync = 1 << 4,
    FdTell = 1 << 5,
    FdWrite = 1 << 6,
    FdAdvise = 1 << 7,
    FdAllocate = 1 << 8,
    PathCreateDirectory = 1 << 9,
    PathCreateFile = 1 << 10,
    PathLinkSource = 1 << 11,
    PathLinkTarget = 1 << 12,
    PathOpen = 1 << 13,
    FdReadDirectory = 1 << 14,
    PathReadLink = 1 << 15,
    PathRenameSource = 1 << 16,
    PathRenameTarget = 1 << 17,
    PathFileStatGet = 1 << 18,
    PathFileStatSetSize = 1 << 19,
    PathFileStatSetTimes = 1 << 20,
    FdFileStatGet = 1 << 21,
    FdFileStatSetSize = 1 << 22,
    FdFileStatSetTimes = 1 << 23,
    PathSymlink = 1 << 24,
    PathRemoveDirectory = 1 << 25,
    PathUnlinkFile = 1 << 26,
    PollFdReadWrite = 1 << 27,
    SocketShutdown = 1 << 28,
    SocketAccept = 1 << 29,

    /// <summary>Every right there is.</summary>
    All = (1 << 30) - 1,

    /// <summary>Those that mean something for a directory.</summary>
    Directory = FdDataSync | FdStatSetFlags | FdSync | PathCreateDirectory | PathCreateFile | PathLinkSource | PathLinkTarget | PathOpen
        | FdReadDirectory | PathReadLink | PathRenameSource | PathRenameTarget | PathFileStatGet | PathFileStatSetSize
        | PathFileStatSetTimes | FdFileStatGet | FdFileStatSetTimes | PathSymlink | PathRemoveDirectory | PathUnlinkFile,

    /// <summary>Those that mean something for a file.</summary>
    File = FdDataSync | FdRead | FdSeek | FdStatSetFlags | FdSync | FdTell | FdWrite | FdAdvise | FdAllocate | FdFileStatGet
        | FdFileStatSetSize | FdFileStatSetTimes | PollFdReadWrite,

    /// <summary>Those that mean something for a standard stream. Seek and tell are not among them: guests take that for a terminal.</summary>
    Stream = FdDataSync | FdRead | FdStatSetFlags | FdSync | FdWrite | FdFileStatGet | PollFdReadWrite,

    /// <summary>Those that mean something for a connection.</summary>
    Connection = FdRead | FdStatSetFlags | FdWrite | FdFileStatGet | PollFdReadWrite | SocketShutdown,

    /// <summary>Those that mean something for a listening socket.</summary>
    Listener = FdRead | FdStatSetFlags | FdFileStatGet | PollFdReadWrite | SocketAccept,
}
