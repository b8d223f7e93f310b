using System.Reflection;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Concurrency;
using Caisson.Components.Types;

namespace Caisson.Components.Linking;

/// <summary>A delegate that is to be a function of the host, before somebody imports it. Immutable.</summary>
internal abstract class HostDelegate
{
    private string _signature = "";

    /// <summary>Takes a delegate.</summary>
    /// <exception cref="ArgumentException">No component type fits it.</exception>
    public static HostDelegate Of(Delegate function)
    {
        MethodInfo invoke = function.GetType().GetMethod(nameof(Action.Invoke))!;
        Type[] parameters = [.. invoke.GetParameters().Select(parameter => parameter.ParameterType)];
        Type? result = invoke.ReturnType == typeof(void) ? null : invoke.ReturnType;
        if (parameters.Append(invoke.ReturnType).Any(type => type.IsByRef || type.IsByRefLike || type.IsPointer)) throw TypedErrors.NoHostFunction(function, "it has references");
        MethodInfo gather = Arity.Gathering(parameters, result) ?? throw TypedErrors.NoHostFunction(function, $"it has more than {Arity.Most} parameters");
        Type shape = gather.GetParameters()[0].ParameterType;
        object gathered = gather.Invoke(null, [function.GetType() == shape ? function : Delegate.CreateDelegate(shape, function, invoke)])!;
        Type tuple = Arity.TupleOf(parameters);
        (string maker, Type[] types) = Maker(result);
        var made = (HostDelegate)LiftLowers.Invoke(typeof(HostDelegate).GetMethod(maker, BindingFlags.NonPublic | BindingFlags.Static)!, [tuple, .. types], gathered);
        made._signature = TypedErrors.Signature(function);
        return made;
    }

    /// <summary>The function for an importer.</summary>
    /// <param name="importer">The instance that imports.</param>
    /// <param name="type">What it asks for.</param>
    /// <exception cref="ArgumentException">The C# types don't fit; the message says which and why.</exception>
    public abstract FunctionInstance Bind(InstanceState importer, ComponentFuncType type);

    /// <summary>The signature.</summary>
    public sealed override string ToString() => _signature;

    private static (string Maker, Type[] Types) Maker(Type? result)
    {
        if (result == typeof(Task)) return (nameof(OfTask), []);
        if (result == typeof(ValueTask)) return (nameof(OfValueTask), []);
        Type? definition = result is { IsGenericType: true } ? result.GetGenericTypeDefinition() : null;
        if (definition == typeof(Task<>)) return (nameof(OfTaskResult), result!.GetGenericArguments());
        if (definition == typeof(ValueTask<>)) return (nameof(Later), result!.GetGenericArguments());
        return (nameof(AtOnce), [result ?? typeof(ValueTuple)]);
    }

    private static HostDelegate AtOnce<TParameters, TResult>(Func<TParameters, TResult> function) => new AtOnceDelegate<TParameters, TResult>(function);

    private static HostDelegate Later<TParameters, TResult>(Func<TParameters, ValueTask<TResult>> function) => new LaterDelegate<TParameters, TResult>(function, asFuture: null);

    private static HostDelegate OfTaskResult<TParameters, TResult>(Func<TParameters, Task<TResult>> function) =>
        new LaterDelegate<TParameters, TResult>(parameters => new ValueTask<TResult>(function(parameters)), AtOnce(function));

    private static HostDelegate OfTask<TParameters>(Func<TParameters, Task> function) =>
        new LaterDelegate<TParameters, ValueTuple>(parameters => Nothing(new ValueTask(function(parameters))), AtOnce(function));

    private static HostDelegate OfValueTask<TParameters>(Func<TParameters, ValueTask> function) =>
        new LaterDelegate<TParameters, ValueTuple>(parameters => Nothing(function(parameters)), asFuture: null);

    private static async ValueTask<ValueTuple> Nothing(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return default;
    }

    private sealed class AtOnceDelegate<TParameters, TResult>(Func<TParameters, TResult> function) : HostDelegate
    {
        public override FunctionInstance Bind(InstanceState importer, ComponentFuncType type) => new TypedHostFunction<TParameters, TResult>(importer, type, function);
    }

    private sealed class LaterDelegate<TParameters, TResult>(Func<TParameters, ValueTask<TResult>> function, HostDelegate? asFuture) : HostDelegate
    {
        // A task is a future where the type wants one, unless it is the task of a future.
        public override FunctionInstance Bind(InstanceState importer, ComponentFuncType type)
        {
            bool returnsFuture = typeof(TResult) == typeof(Values.ComponentFuture) || typeof(Task).IsAssignableFrom(typeof(TResult));
            return type.Result is FutureType && !returnsFuture && asFuture is not null
                ? asFuture.Bind(importer, type)
                : new TypedAsyncHostFunction<TParameters, TResult>(importer, type, function);
        }
    }
}
