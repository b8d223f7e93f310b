using Caisson.Wasi.Clocks;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Http;
using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;
using Caisson.Wasi.Random;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Components;

/// <summary>What all interfaces work on: the grants, opened. Safe from any thread.</summary>
internal sealed class WasiHost : IDisposable
{
    private readonly Waiter _waiter;
    private readonly Lazy<OutgoingClient> _client;
    private readonly Lazy<InputStream> _stdin;

    /// <summary>Opens what is granted.</summary>
    public WasiHost(WasiOptions options, PathResolver resolver)
    {
        Options = options;
        Clocks = new GuestClocks(options.Clock);
        Random = new RandomSource(options.Random);
        Network = new NetworkAccess(options.AllowedNetwork);
        Names = new NameLookup(Network);
        _client = new Lazy<OutgoingClient>(() => new OutgoingClient(Network));
        _stdin = new Lazy<InputStream>(() => new InputStream(new StreamSource(options.Stdin, isOwned: false), options.Cancellation) { IsShared = true });
        _waiter = new Waiter(options.Cancellation);
        Preopens = Open(options, resolver, _waiter);
    }

    public WasiOptions Options { get; }

    public GuestClocks Clocks { get; }

    public RandomSource Random { get; }

    public NetworkAccess Network { get; }

    public NameLookup Names { get; }

    /// <summary>The client of all guests that share the grants.</summary>
    public OutgoingClient Client => _client.Value;

    /// <summary>Standard input as 0.2 has it: what one handle has read ahead, the next one gets.</summary>
    public InputStream Stdin => _stdin.Value;

    /// <summary>The directories, with the names that guests know them by.</summary>
    public IReadOnlyList<(OpenDirectory Directory, string Name)> Preopens { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((OpenDirectory directory, _) in Preopens) directory.Release();
        if (_client.IsValueCreated) _client.Value.Dispose();
        _waiter.Dispose();
    }

    private static List<(OpenDirectory, string)> Open(WasiOptions options, PathResolver resolver, Waiter waiter)
    {
        if (options.Preopens.Count > 0 && !Libc.IsSupported) Errors.DirectoriesNotSupported();
        List<(OpenDirectory, string)> opened = [];
        foreach (WasiPreopen preopen in options.Preopens)
        {
            int descriptor = Libc.Open(preopen.HostPath, OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
            if (descriptor >= 0)
            {
                opened.Add((new OpenDirectory(new FileHandle(descriptor), preopen.IsReadOnly, resolver, waiter), preopen.GuestPath));
                continue;
            }
            Errno errno = NativeErrno.Last();
            foreach ((OpenDirectory directory, _) in opened) directory.Release();
            waiter.Dispose();
            throw Errors.PreopenFailed(preopen, errno);
        }
        return opened;
    }
}
