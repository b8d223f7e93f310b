using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Io;

/// <summary>A file's bytes from an offset on.</summary>
/// <param name="file">The file; a user of it.</param>
/// <param name="offset">Where to begin.</param>
internal sealed class FileSource(OpenFile file, ulong offset) : ByteSource
{
    private ulong _offset = offset;

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (_offset > long.MaxValue) return ValueTask.FromResult(new ReadResult(0, IoError.Of(Errno.Invalid)));
        Errno errno = file.Type == FileType.RegularFile
            ? file.ReadAt(destination.Span, (long)_offset, out int count)
            : file.Read(destination.Span, out count);
        _offset += (ulong)count;
        return ValueTask.FromResult(new ReadResult(count, IoError.Of(errno)));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        file.Release();
        base.Dispose();
    }
}

/// <summary>A file that is written from an offset on, or at its end.</summary>
/// <param name="file">The file; a user of it.</param>
/// <param name="offset">Where to begin; null for the end, wherever that is at each write.</param>
internal sealed class FileSink(OpenFile file, ulong? offset) : ByteSink
{
    private ulong? _offset = offset;

    /// <inheritdoc/>
    public override ValueTask<IoError?> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation)
    {
        while (!source.IsEmpty)
        {
            Errno errno = WriteSome(source.Span, out int count);
            if (errno != Errno.Success) return ValueTask.FromResult(IoError.Of(errno));
            source = source[count..];
            _offset += (ulong)count;
        }
        return default;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        file.Release();
        base.Dispose();
    }

    private Errno WriteSome(ReadOnlySpan<byte> source, out int count)
    {
        count = 0;
        if (_offset is not { } at) return file.Append(source, out count);
        if (file.Type != FileType.RegularFile) return file.Write(source, out count);
        return at > long.MaxValue ? Errno.FileTooBig : file.WriteAt(source, (long)at, out count);
    }
}
