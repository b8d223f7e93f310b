using Caisson.Components.Linking;
using Caisson.Wasi.Cli;
using Caisson.Wasi.Clocks;
using Caisson.Wasi.Components;
using Caisson.Wasi.Config;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Http;
using Caisson.Wasi.Io;
using Caisson.Wasi.KeyValue;
using Caisson.Wasi.Random;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi;

/// <summary>
/// WASI 0.2 and 0.3 for components: their interfaces, and the drafts of configuration and key-value stores, with what <see cref="WasiOptions"/> grants and nothing else. A component may use both versions at once; they are
/// on one implementation. Any number of instances may share it; then they share what it grants, its connections for HTTP included. Safe from any thread. Dispose it
/// when no instance uses it any more.
/// </summary>
public sealed class WasiComponents : IDisposable
{
    private readonly WasiHost _host;

    /// <summary>Opens what is granted.</summary>
    /// <param name="options">What is granted.</param>
    /// <exception cref="IOException">A directory can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The host may not open a directory.</exception>
    /// <exception cref="PlatformNotSupportedException">Directories are granted on a system where guests can't be kept inside them.</exception>
    public WasiComponents(WasiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _host = new WasiHost(options, PathResolver.Default);
    }

    /// <summary>Defines all interfaces.</summary>
    /// <param name="linker">Where components will look for them.</param>
    public void AddTo(ComponentLinker linker)
    {
        ArgumentNullException.ThrowIfNull(linker);
        InterfaceSet p2 = new(linker, "0.2.12"), p3 = new(linker, "0.3.0");
        IoInterfaces.Define(p2);
        CliInterfaces.Define(p2, p3, _host);
        ClockInterfaces.Define(p2, p3, _host);
        RandomInterfaces.Define(p2, p3, _host);
        FilesystemInterfaces.Define(p2, p3, _host);
        SocketInterfaces.Define(p2, p3, _host);
        HttpInterfaces.Define(p2, p3, _host);
        ConfigInterfaces.Define(new InterfaceSet(linker, "0.2.0-rc.1"), _host);
        KeyValueInterfaces.Define(new InterfaceSet(linker, "0.2.0-draft"), _host);
    }

    /// <inheritdoc/>
    public void Dispose() => _host.Dispose();
}
