using System.Globalization;
using System.Text;

namespace Caisson.Cli.Tests.WasiSuite;

/// <summary>A request as it came over the wire.</summary>
internal sealed record ServerRequest(string Method, string Path, (string Name, string Value)[] Headers, byte[] Body, (string Name, string Value)[] Trailers);

/// <summary>Reads one request of HTTP/1.1.</summary>
internal sealed class RequestReader(Stream stream, CancellationToken cancellation) : IDisposable
{
    private readonly BufferedStream _stream = new(stream);

    /// <summary>The request; null where the connection ended before one.</summary>
    public async Task<ServerRequest?> ReadAsync()
    {
        if (await ReadLineAsync() is not { Length: > 0 } line) return null;
        string[] parts = line.Split(' ');
        (string Name, string Value)[] headers = await ReadFieldsAsync();
        (byte[] body, (string, string)[] trailers) = await ReadBodyAsync(headers);
        return new ServerRequest(parts[0], parts[1], headers, body, trailers);
    }

    public void Dispose() => _stream.Dispose();

    private async Task<(byte[] Body, (string, string)[] Trailers)> ReadBodyAsync((string Name, string Value)[] headers)
    {
        if (headers.Any(field => field is { Name: "transfer-encoding", Value: "chunked" })) return await ReadChunksAsync();
        string? length = headers.FirstOrDefault(field => field.Name == "content-length").Value;
        return (length is null ? [] : await ReadExactlyAsync(int.Parse(length, CultureInfo.InvariantCulture)), []);
    }

    private async Task<(byte[] Body, (string, string)[] Trailers)> ReadChunksAsync()
    {
        using MemoryStream body = new();
        while (true)
        {
            int size = int.Parse(await ReadLineAsync() ?? throw new EndOfStreamException(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0) return (body.ToArray(), await ReadFieldsAsync());
            body.Write(await ReadExactlyAsync(size));
            _ = await ReadLineAsync();
        }
    }

    private async Task<(string Name, string Value)[]> ReadFieldsAsync()
    {
        List<(string, string)> fields = [];
        while (await ReadLineAsync() is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add((line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim()));
        }
        return [.. fields];
    }

    private async Task<byte[]> ReadExactlyAsync(int count)
    {
        byte[] bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    private async Task<string?> ReadLineAsync()
    {
        List<byte> line = [];
        byte[] one = new byte[1];
        while (await _stream.ReadAsync(one, cancellation) == 1)
        {
            if (one[0] == '\n') return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
        return line.Count == 0 ? null : throw new EndOfStreamException();
    }
}
