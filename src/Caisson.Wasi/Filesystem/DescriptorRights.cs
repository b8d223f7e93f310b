namespace Caisson.Wasi.Filesystem;

/// <summary>What a guest may do with a descriptor of 0.2 or 0.3. wasi:filesystem/types: descriptor-flags</summary>
[Flags]
internal enum DescriptorRights
{
    None = 0,
    Read = 1,
    Write = 2,
    FileIntegritySync = 4,
    DataIntegritySync = 8,
    RequestedWriteSync = 16,
    MutateDirectory = 32,
}
