using System.Text;
using Caisson.Runtime;
using Caisson.Wasi.Cli;
using Caisson.Wasi.Clocks;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;
using Caisson.Wasi.Preview1;
using Caisson.Wasi.Random;
using Caisson.Wasi.Sockets;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasi;

/// <summary>
/// WASI preview 1 and its forerunner <c>wasi_unstable</c> for one guest: what the guest was granted, and its open descriptors.
/// Keep it as long as the guest runs; disposing closes everything that the guest has open. Safe from any thread.
/// </summary>
public sealed class WasiPreview1 : IDisposable
{
    private readonly DescriptorTable _table;
    private readonly Waiter _waiter;
    private readonly GuestFunctions _functions;
    private readonly List<Descriptor> _granted = [];

    /// <summary>Opens what is granted.</summary>
    /// <param name="options">What is granted.</param>
    /// <exception cref="ArgumentException">An argument or variable can't be given to a guest, or there is more than its descriptors allow.</exception>
    /// <exception cref="IOException">A directory can't be opened; the message says which and why.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory may not be opened; the message says which.</exception>
    /// <exception cref="PlatformNotSupportedException">A directory is granted on a system other than Linux x64 and arm64.</exception>
    public WasiPreview1(WasiOptions options)
        : this(options, resolver: null) { }

    /// <summary>As the other one.</summary>
    /// <param name="options">What is granted.</param>
    /// <param name="resolver">Follows paths in directories; null for the best one of this system.</param>
    internal WasiPreview1(WasiOptions options, PathResolver? resolver)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validate(options);
        MaxThreads = options.MaxThreads;
        _table = new DescriptorTable(options.MaxDescriptors);
        _waiter = new Waiter(options.Cancellation);
        var clocks = new GuestClocks(options.Clock);
        _functions = new GuestFunctions(
            new ArgsFunctions(options.Args),
            new EnvironFunctions(options.Environment),
            new ClockFunctions(clocks),
            new FdFunctions(_table),
            new PathFunctions(_table),
            new PollFunctions(_table, clocks, _waiter),
            new RandomFunctions(new RandomSource(options.Random)),
            new SockFunctions(_table));
        try
        {
            Grant(options, resolver);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// Numbers of the descriptors that aren't what was granted: the guest opened, closed or renumbered them. What a guest knows of them means
    /// nothing to another one, so that a snapshot of it is of no use unless there are none.
    /// </summary>
    public IReadOnlyList<int> ChangedDescriptors => _table.Changed(_granted);

    internal int MaxThreads { get; }

    /// <summary>The functions, without a guest around them.</summary>
    internal GuestFunctions Functions => _functions;

    /// <summary>Offers the functions of both versions, <c>wasi_snapshot_preview1</c> and <c>wasi_unstable</c>, for import.</summary>
    /// <param name="imports">What the guest may import.</param>
    public void AddTo(Imports imports)
    {
        ArgumentNullException.ThrowIfNull(imports);
        foreach (string name in GuestFunctions.Names)
        {
            Offer(imports, Snapshot.Preview1, name);
            Offer(imports, Snapshot.Unstable, name);
        }
    }

    /// <summary>As the other one, of the functions that a module imports: what it doesn't ask for isn't made, so that it starts sooner.</summary>
    /// <param name="imports">What the guest may import.</param>
    /// <param name="module">The guest.</param>
    public void AddTo(Imports imports, Module module)
    {
        ArgumentNullException.ThrowIfNull(imports);
        ArgumentNullException.ThrowIfNull(module);
        for (int i = 0; i < module.Syntax.Imports.Length; i++)
        {
            Import import = module.Syntax.Imports[i];
            if (import.Kind != ExternKind.Func) continue;
            if (import.Module == GuestFunctions.ModuleOf(Snapshot.Preview1)) Offer(imports, Snapshot.Preview1, import.Name);
            else if (import.Module == GuestFunctions.ModuleOf(Snapshot.Unstable)) Offer(imports, Snapshot.Unstable, import.Name);
        }
    }

    /// <summary>Lets <see cref="EndWaits"/> do what it says; costs a system call more for each that could block.</summary>
    internal void AllowEndingWaits() => _waiter.AllowCancel();

    /// <summary>Ends every call that blocks, now and later, with <see cref="OperationCanceledException"/>.</summary>
    internal void EndWaits() => _waiter.Cancel();

    /// <summary>Closes everything that the guest has open.</summary>
    public void Dispose()
    {
        _table.Dispose();
        _waiter.Dispose();
    }

    private void Offer(Imports imports, Snapshot snapshot, string name)
    {
        if (_functions.Find(snapshot, name) is { } function) imports.Add(GuestFunctions.ModuleOf(snapshot), name, function);
    }

    private static void Validate(WasiOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxDescriptors, 3, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxThreads, nameof(options));
        if (3 + options.Preopens.Count + options.ListenerCount > options.MaxDescriptors) Errors.TooManyGrants(options.MaxDescriptors);
        for (int i = 0; i < options.Args.Count; i++)
            if (Has('\0', options.Args[i])) Errors.ZeroInString("an argument");
        for (int i = 0; i < options.Environment.Count; i++)
        {
            (string name, string value) = options.Environment[i];
            if (name.Length == 0 || Has('=', name)) Errors.BadVariableName(name);
            if (Has('\0', name) || Has('\0', value)) Errors.ZeroInString("an environment variable");
        }
    }

    /// <summary>Not Contains, which looks by vectors, whose types take longer to load than an argument is long.</summary>
    private static bool Has(char wanted, string text)
    {
        foreach (char c in text)
            if (c == wanted) return true;
        return false;
    }

    private static FileHandle OpenPreopen(WasiPreopen preopen)
    {
        if (!Libc.IsSupported) Errors.DirectoriesNotSupported();
        int descriptor = Libc.Open(preopen.HostPath, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
        return descriptor >= 0 ? new FileHandle(descriptor) : throw Errors.PreopenFailed(preopen, NativeErrno.Last());
    }

    private void Grant(WasiOptions options, PathResolver? resolver)
    {
        Add(new StreamDescriptor(options.Stdin, _waiter), Rights.Stream & ~Rights.FdWrite);
        Add(new StreamDescriptor(options.Stdout, _waiter), Rights.Stream & ~Rights.FdRead);
        Add(new StreamDescriptor(options.Stderr, _waiter), Rights.Stream & ~Rights.FdRead);
        for (int i = 0; i < options.Preopens.Count; i++) Grant(options.Preopens[i], resolver ?? PathResolver.Default);
        for (int i = 0; i < options.ListenerCount; i++) GrantListener(options, i);
    }

    private void Grant(WasiPreopen preopen, PathResolver resolver)
    {
        var directory = new OpenDirectory(OpenPreopen(preopen), preopen.IsReadOnly, resolver, _waiter);
        Add(directory, Rights.Directory, Rights.Directory | Rights.File, Encoding.UTF8.GetBytes(preopen.GuestPath));
    }

    private void GrantListener(WasiOptions options, int index) => Add(new OpenSocket(options.Listeners[index], _waiter) { IsListener = true }, Rights.Listener, Rights.Connection);

    private void Add(Descriptor target, Rights rights, Rights inheriting = Rights.None, byte[]? preopenName = null)
    {
        _granted.Add(target);
        _ = _table.Add(new DescriptorEntry(target, rights, inheriting, preopenName), out _);
    }
}
