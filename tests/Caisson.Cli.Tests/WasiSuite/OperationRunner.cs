using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Caisson.Cli.Tests.WasiSuite;

/// <summary>Does to a program what its specification says, step by step.</summary>
/// <param name="program">The path of the component.</param>
/// <param name="specification">The specification.</param>
/// <param name="root">A folder that the guest may write to; null where it gets none.</param>
/// <param name="cancellation">Gives up.</param>
internal sealed partial class OperationRunner(string program, Specification specification, string? root, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly Dictionary<string, EndpointServer> _servers = specification.Servers.ToDictionary(server => server.Name, server => new EndpointServer(server));
    private readonly Dictionary<string, TcpClient> _connections = [];
    private GuestProcess? _guest;
    private Uri? _service;

    private bool IsService => specification.World == "wasi:http/service";

    private GuestProcess Guest => _guest ?? throw new InvalidOperationException("the specification has a step before `run`");

    public async Task RunAsync()
    {
        foreach (Operation operation in specification.Operations)
        {
            try
            {
                await RunAsync(operation);
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{operation.Type}: {failure.Message} ({_guest})");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _guest?.Dispose();
        foreach (TcpClient connection in _connections.Values) connection.Dispose();
        foreach (EndpointServer server in _servers.Values) await server.DisposeAsync();
    }

    private Task RunAsync(Operation operation) => operation.Type switch
    {
        "run" => StartAsync(operation),
        "read" => ReadAsync(operation),
        "write" => Guest.WriteAsync(operation.Payload, cancellation),
        "wait" => WaitAsync(operation),
        "connect" => ConnectAsync(operation),
        "send" => Stream(operation).WriteAsync(Encoding.UTF8.GetBytes(operation.Payload), cancellation).AsTask(),
        "recv" => ReceiveAsync(operation),
        "request" => RequestAsync(operation),
        "kill" => KillAsync(operation),
        _ => throw new NotSupportedException($"the suite has a step `{operation.Type}`, which this runner doesn't know"),
    };

    private Task StartAsync(Operation operation)
    {
        _guest = new GuestProcess([.. Options(operation), program, .. operation.Args]);
        return Task.CompletedTask;
    }

    private IEnumerable<string> Options(Operation operation)
    {
        yield return IsService ? "serve" : "run";
        if (IsService) yield return "--addr=127.0.0.1:0";
        if (root is not null) yield return $"--dir={root}::/";
        foreach (string grant in Grants()) yield return $"--allow-net={grant}";
        foreach ((string name, string value) in operation.Env) yield return $"--env={name}={value}";
        foreach ((string name, EndpointServer server) in _servers) yield return $"--env=HTTP_SERVER_{name.ToUpperInvariant()}=127.0.0.1:{server.Port}";
    }

    private IEnumerable<string> Grants()
    {
        if (specification.Proposals.Contains("sockets")) return ["0.0.0.0/0", "[::/0]"];
        return specification.Proposals.Contains("http") ? ["127.0.0.1", "nonexistent.invalid"] : [];
    }

    private async Task ReadAsync(Operation operation) =>
        Assert.Equal(operation.Payload, await Guest.ReadAsync(operation.Id ?? "stdout", operation.Payload.Length, cancellation));

    private async Task WaitAsync(Operation operation)
    {
        (int exitCode, string output, string error) = await Guest.WaitAsync(cancellation);
        Assert.True(operation.ExitCode == exitCode, $"exit code {exitCode} instead of {operation.ExitCode}\n{output}\n{error}");
        if (operation.Stdout is not null) Assert.Equal(operation.Stdout, output);
        if (operation.Stderr is not null) Assert.Equal(operation.Stderr, error);
    }

    private async Task ConnectAsync(Operation operation)
    {
        Assert.Equal("tcp", operation.ProtocolType);
        var address = IPEndPoint.Parse(await Guest.ReadLineAsync("stdout", cancellation));
        TcpClient connection = new(address.AddressFamily);
        _connections.Add(operation.Id!, connection);
        await connection.ConnectAsync(address, cancellation);
    }

    private async Task ReceiveAsync(Operation operation)
    {
        byte[] received = new byte[Encoding.UTF8.GetByteCount(operation.Payload)];
        await Stream(operation).ReadExactlyAsync(received, cancellation);
        Assert.Equal(operation.Payload, Encoding.UTF8.GetString(received));
    }

    private async Task RequestAsync(Operation operation)
    {
        _service ??= new Uri(FirstAddress().Match(await Guest.ReadLineAsync("stderr", cancellation)).Value);
        using HttpClient client = new();
        using HttpRequestMessage request = new(new HttpMethod(operation.Method), new Uri(_service, operation.Path));
        if (operation.Body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(operation.Body));
        foreach ((string name, string value) in operation.Headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using HttpResponseMessage response = await client.SendAsync(request, cancellation);
        string body = await response.Content.ReadAsStringAsync(cancellation);
        Assert.True(operation.Response.Status == (int)response.StatusCode, $"status {(int)response.StatusCode} instead of {operation.Response.Status}\n{body}");
        foreach ((string name, string value) in operation.Response.Headers) Assert.Equal(value, FieldOf(response, name));
        if (operation.Response.Body is not null) Assert.Equal(operation.Response.Body, body);
    }

    private static string? FieldOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    private Task KillAsync(Operation operation)
    {
        Guest.Signal(operation.Signal!);
        return Task.CompletedTask;
    }

    private NetworkStream Stream(Operation operation) => _connections[operation.Id!].GetStream();

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex FirstAddress();
}
