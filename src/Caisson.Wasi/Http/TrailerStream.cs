using System.Buffers;
using System.Text;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Http;

/// <summary>
/// What a connection of HTTP/1.1 writes to. .NET's client can't send trailers: here they are put before the last line of a chunked body,
/// which is what the client writes last of all.
/// </summary>
/// <param name="inner">The connection.</param>
internal sealed class TrailerStream(Stream inner) : SequentialStream
{
    private readonly byte[] _held = new byte[LastChunk.Length];
    private int _heldCount;

    private static ReadOnlySpan<byte> LastChunk => "0\r\n\r\n"u8;

    /// <inheritdoc/>
    public override bool CanRead => inner.CanRead;

    /// <inheritdoc/>
    public override bool CanWrite => inner.CanWrite;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (TrailerSlot.Current is { Trailers: { } trailers } slot)
        {
            byte[] written = Hold(buffer.Span, trailers, out bool isEnd);
            if (isEnd) slot.Trailers = null;
            await inner.WriteAsync(written, cancellationToken).ConfigureAwait(false);
            return;
        }
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The body is over, so that what comes ends with the last chunk; until its last byte is here, what may be part of it waits.</summary>
    private byte[] Hold(ReadOnlySpan<byte> buffer, HttpFields trailers, out bool isEnd)
    {
        byte[] all = [.. _held.AsSpan(0, _heldCount), .. buffer];
        isEnd = all.AsSpan().EndsWith(LastChunk);
        if (isEnd)
        {
            _heldCount = 0;
            return [.. all.AsSpan(0, all.Length - 2), .. Encoded(trailers), .. "\r\n"u8];
        }
        _heldCount = Math.Min(all.Length, LastChunk.Length - 1);
        all.AsSpan(^_heldCount..).CopyTo(_held);
        return all[..^_heldCount];
    }

    private static byte[] Encoded(HttpFields trailers)
    {
        ArrayBufferWriter<byte> writer = new();
        foreach ((string name, byte[] value) in trailers.Entries)
        {
            _ = Encoding.ASCII.GetBytes(name, writer);
            writer.Write(": "u8);
            writer.Write(value);
            writer.Write("\r\n"u8);
        }
        return writer.WrittenSpan.ToArray();
    }
}
