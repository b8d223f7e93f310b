using System.Runtime.ExceptionServices;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>A call by the host. Its outcome is told once.</summary>
/// <param name="function">What is called.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="isAwaited">Whether somebody awaits <see cref="Outcome"/>.</param>
internal sealed class HostCall(FunctionInstance function, ComponentValue[] arguments, bool isAwaited) : ITaskCaller
{
    private readonly TaskCompletionSource<ComponentValue[]>? _outcome =
        isAwaited ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;

    private ComponentValue[]? _result;
    private Exception? _failure;
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

    /// <inheritdoc/>
    public ComponentValue[] OnStart() => arguments;

    /// <inheritdoc/>
    public void OnResolve(ComponentValue[]? result)
    {
        if (result is null) OnFailure(TaskErrors.Cancelled(Cancellation));
        else if (!IsDone) End(result, null);
    }

    /// <inheritdoc/>
    public void OnFailure(Exception failure)
    {
        if (IsDone) return;
        bool isStopped = failure is TrapException { Kind: TrapKind.Interrupted } && Cancellation.IsCancellationRequested;
        End(null, isStopped ? TaskErrors.Cancelled(Cancellation, failure) : failure);
    }

    /// <summary>The result, once it is there.</summary>
    public ComponentValue[] Result()
    {
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        return _result!;
    }

    private void End(ComponentValue[]? result, Exception? failure)
    {
        function.Store.IsOver(this);
        (_result, _failure) = (result, failure);
        _isDone = true;
        if (_outcome is null) return;
        if (result is not null) _outcome.SetResult(result);
        else if (failure is OperationCanceledException && Cancellation.IsCancellationRequested) _outcome.SetCanceled(Cancellation);
        else _outcome.SetException(failure!);
    }
}
