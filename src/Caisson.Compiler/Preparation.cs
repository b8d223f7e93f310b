using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Caisson.Compiler.Analysis;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>
/// Compiles the units of a module, all or what some functions reach, by threads of its own, which take one after the other. Between two units nothing here keeps the module alive:
/// when nobody needs it any more, the work ends. One use.
/// </summary>
internal sealed class Preparation
{
    private readonly WeakReference<CompiledModule> _module;
    private readonly Lazy<BitArray?> _chosen;
    private readonly int _units;
    private readonly CancellationToken _cancellation;
    private readonly Lock _gate = new();
    private int _next;
    private volatile bool _isAbandoned;
    private (int Unit, Exception? Exception) _failure = (int.MaxValue, null);

    private Preparation(CompiledModule module, IReadOnlyList<int>? roots, int units, CancellationToken cancellation)
    {
        _module = new WeakReference<CompiledModule>(module);
        ModuleSyntax syntax = module.Module;
        _chosen = new Lazy<BitArray?>(() => roots is null ? null : CallReach.Of(syntax, roots, cancellation));
        _units = units;
        _cancellation = cancellation;
    }

    /// <summary>Starts to compile.</summary>
    /// <param name="module">The module.</param>
    /// <param name="roots">Functions that are compiled with all that they reach; null for all.</param>
    /// <param name="units">Number of its units.</param>
    /// <param name="threads">Largest number of threads.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Fails as the first unit that can't be compiled does, after the others are done.</returns>
    public static Task Start(CompiledModule module, IReadOnlyList<int>? roots, int units, int threads, CancellationToken cancellation) =>
        new Preparation(module, roots, units, cancellation).RunAsync(Math.Min(units, threads));

    private async Task RunAsync(int threads)
    {
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => StartThread())).ConfigureAwait(false);
        if (_isAbandoned) _cancellation.ThrowIfCancellationRequested();
        if (_failure.Exception is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    private Task StartThread() => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Work()
    {
        // Linux has no such priority: there the number of threads alone leaves room for guests.
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        while (Interlocked.Increment(ref _next) - 1 is var unit && unit < _units && !_isAbandoned) Prepare(unit);
    }

    /// <summary>In a frame of its own, so that no other keeps the module alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Prepare(int unit)
    {
        if (_cancellation.IsCancellationRequested || !_module.TryGetTarget(out CompiledModule? module))
        {
            _isAbandoned = true;
            return;
        }
        try
        {
            module.Prepare(unit, _chosen.Value, _cancellation);
        }
        catch (OperationCanceledException)
        {
            _isAbandoned = true;
        }
        catch (Exception exception)
        {
            lock (_gate)
                if (unit < _failure.Unit) _failure = (unit, exception);
        }
    }
}
