using System.Net;
using Caisson.Cli.Tests.WasiSuite;

namespace Caisson.Cli.Tests.Serving;

/// <summary><c>caisson serve</c> gives each request an instance that is as new, whatever other requests do.</summary>
public sealed class ServingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_request_gets_a_new_instance()
    {
        using Server server = await Server.StartAsync();
        for (int i = 0; i < 20; i++) Assert.Equal("1", await server.Client.GetStringAsync("/c", Cancellation));
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => server.Client.GetStringAsync("/c", Cancellation)));
        Assert.All(answers, answer => Assert.Equal("1", answer));
    }

    [Fact]
    public async Task An_instance_is_used_again_where_that_is_asked_for()
    {
        using Server server = await Server.StartAsync("--max-instance-reuse-count", "3", "--idle-instance-timeout", "60s");
        var answers = new List<string>();
        for (int i = 0; i < 6; i++) answers.Add(await server.Client.GetStringAsync("/c", Cancellation));
        Assert.Equal(["1", "2", "3", "1", "2", "3"], answers);
    }

    [Fact]
    public async Task Traps_endless_loops_and_clients_that_go_away_are_nothing_to_others()
    {
        using Server server = await Server.StartAsync("--timeout", "2s", "--max-concurrent-requests", "4");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, (await server.Client.GetAsync("/t", Cancellation)).StatusCode);
            Assert.Equal("1", await server.Client.GetStringAsync("/c", Cancellation));
            Assert.Equal(HttpStatusCode.GatewayTimeout, (await server.Client.GetAsync("/l", Cancellation)).StatusCode);
            Assert.Equal("1", await server.Client.GetStringAsync("/c", Cancellation));
            using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Client.GetAsync("/l", impatience.Token));
            Assert.Equal("1", await server.Client.GetStringAsync("/c", Cancellation));
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.Client.GetStringAsync("/m", Cancellation));
            Assert.Equal("1", await server.Client.GetStringAsync("/c", Cancellation));
        }
    }

    /// <summary>The tool, with <see cref="CountingGuest"/>.</summary>
    private sealed class Server : IDisposable
    {
        private readonly string _folder;
        private readonly GuestProcess _process;

        private Server(string folder, GuestProcess process) => (_folder, _process) = (folder, process);

        public HttpClient Client { get; } = new() { Timeout = Patience };

        public static async Task<Server> StartAsync(params string[] options)
        {
            string folder = Directory.CreateTempSubdirectory("caisson-serve-").FullName, file = Path.Combine(folder, "guest.wasm");
            await File.WriteAllBytesAsync(file, CountingGuest.Make(), Cancellation);
            var server = new Server(folder, new GuestProcess(["serve", "--addr", "127.0.0.1:0", .. options, file]));
            server.Client.BaseAddress = new Uri(await server._process.ReadLineAsync("stderr", Cancellation));
            return server;
        }

        public void Dispose()
        {
            Client.Dispose();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
