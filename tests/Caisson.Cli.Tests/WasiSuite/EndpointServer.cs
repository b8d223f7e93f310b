using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Caisson.Cli.Tests.WasiSuite;

/// <summary>A server of the suite: HTTP/1.1 on loopback, one connection a request. One of kind <c>closed</c> is a port that nobody listens on.</summary>
internal sealed class EndpointServer : IAsyncDisposable
{
    private readonly Server _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;

    public EndpointServer(Server server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        if (server.Kind == "closed") _listener.Stop();
        _serving = server.Kind == "closed" ? Task.CompletedTask : ServeAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _serving;
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                TcpClient connection = await _listener.AcceptTcpClientAsync(_ended.Token);
                connections.Add(AnswerAsync(connection));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                using var reader = new RequestReader(connection.GetStream(), _ended.Token);
                if (await reader.ReadAsync() is { } request) await connection.GetStream().WriteAsync(Answer(request), _ended.Token);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException)
            {
                // The guest broke off, or the test has ended.
            }
        }
    }

    private byte[] Answer(ServerRequest request)
    {
        Endpoint? endpoint = Array.Find(_server.Endpoints, endpoint => endpoint.Method == request.Method && endpoint.Path == request.Path);
        var answer = endpoint?.Mode switch
        {
            null => new Reply(404),
            "static" => Static(endpoint.Response),
            "echo-body" => new Reply(200) { Body = request.Body },
            "echo-headers" => new Reply(200) { Headers = [("x-request-method", request.Method), ("x-request-path", request.Path), .. request.Headers.Select(field => ("x-echo-" + field.Name, field.Value)), .. request.Trailers.Select(field => ("x-trailer-" + field.Name, field.Value))] },
            { } mode => throw new NotSupportedException($"the suite has an endpoint of mode `{mode}`, which this server doesn't know"),
        };
        return answer.Encode(hasBody: request.Method != "HEAD");
    }

    private static Reply Static(JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.String) return new Reply(200) { Body = Latin1(response.GetString()!) };
        return new Reply(response.TryGetProperty("status", out JsonElement status) ? status.GetInt32() : 200)
        {
            Headers = Fields(response, "headers"),
            Trailers = Fields(response, "trailers"),
            Body = response.TryGetProperty("body", out JsonElement body) ? Latin1(body.GetString()!) : [],
            Chunks = response.TryGetProperty("chunks", out JsonElement chunks) ? [.. chunks.EnumerateArray().Select(chunk => Latin1(chunk.GetString()!))] : null,
        };
    }

    private static (string, string)[] Fields(JsonElement response, string name) => response.TryGetProperty(name, out JsonElement fields)
        ? [.. fields.EnumerateObject().Select(field => (field.Name, field.Value.GetString()!))]
        : [];

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private sealed record Reply(int Status)
    {
        public (string Name, string Value)[] Headers { get; init; } = [];

        public (string Name, string Value)[] Trailers { get; init; } = [];

        public byte[] Body { get; init; } = [];

        public byte[][]? Chunks { get; init; }

        public byte[] Encode(bool hasBody)
        {
            using MemoryStream bytes = new();
            Line(bytes, string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {(HttpStatusCode)Status}"));
            Line(bytes, "Connection: close");
            Line(bytes, Chunks is null ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}") : "Transfer-Encoding: chunked");
            foreach ((string name, string value) in Headers) Line(bytes, $"{name}: {value}");
            Line(bytes, "");
            if (!hasBody) return bytes.ToArray();
            bytes.Write(Body);
            if (Chunks is null) return bytes.ToArray();
            foreach (byte[] chunk in Chunks)
            {
                Line(bytes, chunk.Length.ToString("x", CultureInfo.InvariantCulture));
                bytes.Write(chunk);
                Line(bytes, "");
            }
            Line(bytes, "0");
            foreach ((string name, string value) in Trailers) Line(bytes, $"{name}: {value}");
            Line(bytes, "");
            return bytes.ToArray();
        }

        private static void Line(MemoryStream bytes, string text) => bytes.Write(Latin1(text + "\r\n"));
    }
}
