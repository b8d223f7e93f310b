using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Cli;

/// <summary>
/// One of the host process's own standard streams, with nothing buffered between it and the guest. Closing it does nothing: it
/// belongs to the process.
/// </summary>
/// <param name="descriptor">0, 1 or 2.</param>
internal sealed class StandardStream(int descriptor) : Stream
{
    private Stream Own => field ??= descriptor switch
    {
        0 => Console.OpenStandardInput(),
        1 => Console.OpenStandardOutput(),
        _ => Console.OpenStandardError(),
    };

    /// <summary>The descriptor, on systems where the guest's calls go straight to it; else null.</summary>
    public FileHandle? Handle { get; } = Libc.IsSupported ? new FileHandle(descriptor, ownsHandle: false) : null;

    /// <summary>Whether a person may be at the other end.</summary>
    public bool IsTerminal => Handle is not null ? Libc.IsTerminal(Handle) == 1 : descriptor switch
    {
        0 => !Console.IsInputRedirected,
        1 => !Console.IsOutputRedirected,
        _ => !Console.IsErrorRedirected,
    };

    /// <inheritdoc/>
    public override bool CanRead => descriptor == 0;

    /// <inheritdoc/>
    public override bool CanWrite => descriptor != 0;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Own.Read(buffer);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Own.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => Own.Write(buffer);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Own.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override void Flush() => Own.Flush();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
