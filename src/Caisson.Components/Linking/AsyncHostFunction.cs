using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>A function of the host that may take time, of the type that an import asks for.</summary>
/// <typeparam name="TResult">What it returns.</typeparam>
internal abstract class AsyncHostFunction<TResult>(InstanceState importer, ComponentFuncType type) : FunctionInstance(importer, type)
{
    /// <inheritdoc/>
    public override InstanceState Scope => Home;

    /// <inheritdoc/>
    public override Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from)
    {
        Store.HasCalledHost = true;
        if (!Type.IsAsync)
        {
            Resolve(caller, Wait(Begin(caller, Home.Interrupted)));
            return null;
        }
        var cancellation = new CancellationTokenSource();
        ValueTask<TResult> operation = Begin(caller, cancellation.Token);
        if (operation.IsCompleted)
        {
            TResult result = operation.GetAwaiter().GetResult();
            cancellation.Dispose();
            Resolve(caller, result);
            return null;
        }
        Store.HostPending++;
        _ = AwaitAsync(Store, operation, caller, cancellation);
        return _ => Cancel(cancellation);
    }

    /// <summary>Takes the arguments and begins.</summary>
    protected abstract ValueTask<TResult> Begin(ITaskCaller caller, CancellationToken cancellation);

    /// <summary>Gives the result to who called.</summary>
    protected abstract void Resolve(ITaskCaller caller, TResult result);

    /// <summary>Whoever calls a function that isn't async-typed can't go on before it is over, and nobody else can meanwhile; but the host may end the wait.</summary>
    private TResult Wait(ValueTask<TResult> operation)
    {
        if (operation.IsCompleted) return operation.GetAwaiter().GetResult();
        try
        {
            return operation.AsTask().WaitAsync(Home.Interrupted).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (Home.Interrupted.IsCancellationRequested)
        {
            throw new TrapException(TrapKind.Interrupted);
        }
    }

    private static void Cancel(CancellationTokenSource cancellation)
    {
        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended; the result is under way.
        }
    }

    private async Task AwaitAsync(ComponentStore store, ValueTask<TResult> operation, ITaskCaller caller, CancellationTokenSource cancellation)
    {
        Action outcome;
        try
        {
            TResult result = await operation.ConfigureAwait(false);
            outcome = () => Resolve(caller, result);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            outcome = () => caller.OnResolve(null);
        }
        catch (Exception e)
        {
            // Thrown where somebody waits for the guest's result.
            outcome = () => caller.OnFailure(e);
        }
        cancellation.Dispose();
        store.Post(() =>
        {
            store.HostPending--;

            // Who called is gone with the store; its memory may be somebody else's by now.
            if (store.IsRetired) return;
            try
            {
                outcome();
            }
            catch (Exception e)
            {
                // The guest trapped while it took the result.
                caller.OnFailure(e);
            }
        });
    }
}

/// <summary>The same with dynamic values.</summary>
internal sealed class AsyncHostFunctionInstance(InstanceState importer, ComponentFuncType type, ComponentAsyncHostFunction function)
    : AsyncHostFunction<ComponentValue>(importer, type)
{
    /// <inheritdoc/>
    protected override ValueTask<ComponentValue> Begin(ITaskCaller caller, CancellationToken cancellation) =>
        function(new ComponentCaller(Store), caller.OnStart(), cancellation);

    /// <inheritdoc/>
    protected override void Resolve(ITaskCaller caller, ComponentValue result) => caller.OnResolve(Type.Result is null ? [] : [result]);
}
