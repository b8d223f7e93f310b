using System.Runtime.ExceptionServices;
using Caisson.Runtime;
using Caisson.Wasi.Threads;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasi;

/// <summary>
/// A program of several threads, as wasi-threads has them: each is an instance of the same module, with the same imports, on a thread
/// of the system. The program ends when its first thread ends, or when any thread exits or traps; then all end. One run of one
/// program. wasi-threads: thread-spawn
/// </summary>
public sealed class WasiThreads
{
    private const string SpawnModule = "wasi", SpawnName = "thread-spawn", StartName = "wasi_thread_start";

    private readonly Module _module;
    private readonly Imports _imports;
    private readonly WasiPreview1 _wasi;
    private readonly ThreadRegister _register;
    private readonly Lock _lock = new();
    private readonly HashSet<Instance> _instances = [];
    private bool _started, _ended;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Prepares a program: offers it <c>thread-spawn</c>, and the shared memories that nobody else offers.</summary>
    /// <param name="module">The program; <see cref="AreUsedBy"/> it.</param>
    /// <param name="imports">What it may import; is added to.</param>
    /// <param name="wasi">Its WASI. Calls that block end when the program does.</param>
    /// <exception cref="ArgumentException">The module imports no shared memory, or exports no function to start a thread with.</exception>
    /// <exception cref="ResourceException">A memory is larger than the limits, or the system, allow.</exception>
    public WasiThreads(Module module, Imports imports, WasiPreview1 wasi)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(imports);
        ArgumentNullException.ThrowIfNull(wasi);
        (_module, _imports, _wasi) = (module, imports, wasi);
        if (!module.Imports.Any(import => import.Type is MemExternType { Type.Shared: true })) throw Errors.NotThreaded("no shared memory");
        if (!module.Exports.Any(IsStart)) throw Errors.NotThreaded($"exports no function {StartName} with two i32 parameters");

        _register = new ThreadRegister(wasi.MaxThreads, module.Engine.Options.MaxStackBytes + Limits.ThreadStackMargin);
        wasi.AllowEndingWaits();
        imports.Add(SpawnModule, SpawnName, (int argument) => Spawn(argument));
        foreach (ImportType import in module.Imports)
        {
            if (import.Type is MemExternType { Type.Shared: true } memory && !imports.Contains(import.Module, import.Name))
                imports.Add(import.Module, import.Name, new Memory(memory.Type, module.Engine.Options.MaxMemoryBytes));
        }
    }

    /// <summary>Whether a module is such a program: it imports <c>wasi</c> <c>thread-spawn</c>.</summary>
    /// <param name="module">The module.</param>
    public static bool AreUsedBy(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        for (int i = 0; i < module.Syntax.Imports.Length; i++)
            if (module.Syntax.Imports[i] is { Module: SpawnModule, Name: SpawnName, Kind: ExternKind.Func }) return true;
        return false;
    }

    /// <summary>
    /// Runs the program to its end on this thread, which is its first. When this returns or throws, no thread of it runs any more.
    /// Host functions of the embedder's own must come back by themselves.
    /// </summary>
    /// <param name="main">Calls the program: for a command, its export <c>_start</c>.</param>
    /// <exception cref="WasiExitException">Any thread called <c>proc_exit</c>.</exception>
    /// <exception cref="TrapException">Any thread trapped; the message names it unless it is the first.</exception>
    /// <exception cref="UnlinkableException">Imports are missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">It ran already.</exception>
    public void Run(Action<Instance> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        lock (_lock)
        {
            if (_started) throw Errors.RanAlready();
            _started = true;
        }
        try
        {
            main(_module.Instantiate(_imports, Add));
            End(null);
        }
        catch (Exception failure)
        {
            End(failure);
        }
        _register.JoinAll();
        _failure?.Throw();
    }

    private static bool IsStart(ExportType export) =>
        export.Name == StartName
        && export.Type is FuncExternType { Type: { Results.IsEmpty: true, Parameters: [{ Kind: ValKind.I32 }, { Kind: ValKind.I32 }] } };

    /// <summary>The number of a new thread, or an error number below zero.</summary>
    private int Spawn(int argument)
    {
        try
        {
            return _register.TryReserve(out int id) ? Start(id, argument) : -(int)Errno.Again;
        }
        catch (Exception failure) when (failure is ResourceException or OutOfMemoryException or ThreadStartException)
        {
            return -(int)Errno.Again;
        }
    }

    private int Start(int id, int argument)
    {
        Instance? instance = null;
        bool started = false;
        try
        {
            instance = _module.Instantiate(_imports, Add);
            Function start = instance.GetFunction(StartName);
            _register.Start(id, () => RunThread(id, instance, start, argument));
            started = true;
            return id;
        }
        finally
        {
            if (!started)
            {
                if (instance is not null) Remove(instance);
                _register.Cancel(id);
            }
        }
    }

    private void RunThread(int id, Instance instance, Function start, int argument)
    {
        try
        {
            start.Invoke(id, argument);
        }
        catch (TrapException trap)
        {
            End(new TrapException($"thread {id}", trap));
        }
        catch (Exception failure)
        {
            End(failure);
        }
        finally
        {
            Remove(instance);
        }
    }

    /// <summary>Ends all threads. Only the first end counts: what threads throw because of it doesn't.</summary>
    private void End(Exception? failure)
    {
        Instance[] instances;
        lock (_lock)
        {
            if (_ended) return;
            _ended = true;
            if (failure is not null) _failure = ExceptionDispatchInfo.Capture(failure);
            instances = [.. _instances];
        }
        foreach (Instance instance in instances) instance.Interrupt();
        _wasi.EndWaits();
    }

    private void Add(Instance instance)
    {
        lock (_lock)
        {
            _instances.Add(instance);
            if (!_ended) return;
        }
        instance.Interrupt();
    }

    private void Remove(Instance instance)
    {
        lock (_lock) _instances.Remove(instance);
    }
}
