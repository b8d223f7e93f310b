using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.Linking;

/// <summary>A function of the host, of the type that an import asks for.</summary>
internal sealed class HostFunctionInstance(InstanceState importer, ComponentFuncType type, ComponentHostFunction function)
    : FunctionInstance(importer.Store, type)
{
    /// <inheritdoc/>
    public override InstanceState Scope => importer;

    /// <inheritdoc/>
    public override Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from)
    {
        ComponentValue[] arguments = caller.OnStart();
        ComponentValue result = function(new ComponentCaller(Store), arguments);
        caller.OnResolve(Type.Result is null ? [] : [result]);
        return null;
    }
}

/// <summary>The same, for a function that may take time.</summary>
internal sealed class AsyncHostFunctionInstance(InstanceState importer, ComponentFuncType type, ComponentAsyncHostFunction function)
    : FunctionInstance(importer.Store, type)
{
    /// <inheritdoc/>
    public override InstanceState Scope => importer;

    /// <inheritdoc/>
    public override Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from)
    {
        ComponentValue[] arguments = caller.OnStart();
        var cancellation = new CancellationTokenSource();
        Task<ComponentValue> operation = function(new ComponentCaller(Store), arguments, cancellation.Token).AsTask();

        // Whoever calls a function that isn't async-typed can't go on before it is over, and nobody else can meanwhile.
        if (operation.IsCompleted || !Type.IsAsync)
        {
            ComponentValue result = operation.GetAwaiter().GetResult();
            cancellation.Dispose();
            Resolve(caller, result);
            return null;
        }
        Store.HostPending++;
        _ = AwaitAsync(operation, caller, cancellation);
        return _ => Cancel(cancellation);
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

    private async Task AwaitAsync(Task<ComponentValue> operation, ITaskCaller caller, CancellationTokenSource cancellation)
    {
        Action outcome;
        try
        {
            ComponentValue result = await operation.ConfigureAwait(false);
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
        Store.Post(() =>
        {
            Store.HostPending--;
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

    private void Resolve(ITaskCaller caller, ComponentValue result) => caller.OnResolve(Type.Result is null ? [] : [result]);
}
