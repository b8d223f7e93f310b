namespace Caisson.Wasi.Filesystem;

/// <summary>What a guest is going to do with part of a file. The numbers are those of the system. witx: advice</summary>
internal enum FileAdvice
{
    Normal = 0,
    Random = 1,
    Sequential = 2,
    WillNeed = 3,
    DontNeed = 4,
    NoReuse = 5,
}
