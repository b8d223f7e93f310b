using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Caisson.Wasi.Tests.Http;

/// <summary>A server that hands each connection's first request to a test as text, and sends back what the test says, byte for byte.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Authority => $"127.0.0.1:{Port}";

    /// <summary>Answers one connection; the result is all of the request.</summary>
    public async Task<string> AnswerAsync(string response, string requestEnd = "\r\n\r\n", TimeSpan? pause = null, CancellationToken cancellation = default)
    {
        using TcpClient connection = await _listener.AcceptTcpClientAsync(cancellation);
        NetworkStream stream = connection.GetStream();
        StringBuilder request = new();
        byte[] buffer = new byte[4096];
        try
        {
            while (!request.ToString().EndsWith(requestEnd, StringComparison.Ordinal))
            {
                int count = await stream.ReadAsync(buffer, cancellation);
                if (count == 0) break;
                _ = request.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
            await stream.WriteAsync(Encoding.Latin1.GetBytes(response), cancellation);
        }
        catch (IOException)
        {
            // The client has gone, as some tests want.
        }
        if (pause is { } time) await Task.Delay(time, cancellation);
        return request.ToString();
    }

    public void Dispose() => _listener.Dispose();
}
