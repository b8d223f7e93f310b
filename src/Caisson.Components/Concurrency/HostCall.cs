using System.Runtime.ExceptionServices;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>A call by the host. Its outcome is told once.</summary>
/// <param name="store">Where.</param>
/// <param name="function">What is called.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="isAwaited">Whether somebody awaits <see cref="Outcome"/>.</param>
internal sealed class HostCall(ComponentStore store, FunctionInstance function, ComponentValue[] arguments, bool isAwaited) : ITaskCaller
{
    private readonly TaskCompletionSource<ComponentValue[]>? _outcome =
        isAwaited ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;

    private ComponentValue[]? _result;
    private Exception? _failure;
    private bool _isRunning;
    private volatile bool _isDone;

    /// <inheritdoc/>
    public GuestTask? Task => null;

    public FunctionInstance Function => function;

    /// <summary>The outcome: the result, a failure, or that it was cancelled.</summary>
    public Task<ComponentValue[]> Outcome => _outcome!.Task;

    public bool IsDone => _isDone;

    /// <summary>Asks the callee to end.</summary>
    public Action<InstanceState?>? OnCancel { get; set; }

    /// <summary>Whose cancellation the host has asked for.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Begins. What the guest does before it waits belongs to the call, also when it has returned: its traps are the outcome.</summary>
    public void Start()
    {
        _isRunning = true;
        try
        {
            OnCancel = function.Start(this, from: null);
        }
        catch (Exception e)
        {
            // Thrown where the result is asked for.
            (_result, _failure) = (null, Meaning(e));
        }
        _isRunning = false;
        if (_result is not null || _failure is not null) Tell();
    }

    /// <inheritdoc/>
    public ComponentValue[] OnStart() => arguments;

    /// <inheritdoc/>
    public void OnResolve(ComponentValue[]? result)
    {
        if (result is null) OnFailure(TaskErrors.Cancelled(Cancellation));
        else End(result, null);
    }

    /// <inheritdoc/>
    public void OnFailure(Exception failure) => End(null, Meaning(failure));

    /// <summary>The result, once it is there.</summary>
    public ComponentValue[] Result()
    {
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        return _result!;
    }

    private Exception Meaning(Exception failure) => failure is TrapException { Kind: TrapKind.Interrupted } && Cancellation.IsCancellationRequested
        ? TaskErrors.Cancelled(Cancellation, failure)
        : failure;

    private void End(ComponentValue[]? result, Exception? failure)
    {
        if (_isDone || _result is not null || _failure is not null) return;
        (_result, _failure) = (result, failure);
        if (!_isRunning) Tell();
    }

    private void Tell()
    {
        store.IsOver(this);
        _isDone = true;
        if (_outcome is null) return;
        if (_result is not null) _outcome.SetResult(_result);
        else if (_failure is OperationCanceledException && Cancellation.IsCancellationRequested) _outcome.SetCanceled(Cancellation);
        else _outcome.SetException(_failure!);
    }
}
