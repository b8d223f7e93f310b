using Microsoft.Win32.SafeHandles;

namespace Caisson.Wasi.Interop;

/// <summary>
/// A file descriptor of the host. Calls in flight keep it open, so that closing it on one thread never lets another thread's
/// call reach a newer file of the same number.
/// </summary>
internal sealed class FileHandle : SafeHandleMinusOneIsInvalid
{
    public FileHandle(nint descriptor, bool ownsHandle = true)
        : base(ownsHandle) => SetHandle(descriptor);

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libc.Close(handle) == 0;
}
