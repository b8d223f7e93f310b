namespace Caisson.Wasi.Filesystem;

/// <summary>What a file is. The numbers are those of preview 1. witx: filetype</summary>
internal enum FileType : byte
{
    Unknown = 0,
    BlockDevice = 1,
    CharacterDevice = 2,
    Directory = 3,
    RegularFile = 4,
    SocketDatagram = 5,
    SocketStream = 6,
    SymbolicLink = 7,
}
