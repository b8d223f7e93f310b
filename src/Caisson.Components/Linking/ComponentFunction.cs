using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>
/// A function that a component instance exports. May be called from any thread: calls of one store take turns, and those that wait let others go on.
/// </summary>
public sealed class ComponentFunction
{
    internal ComponentFunction(string name, FunctionInstance function, ComponentStore store) => (Name, Function, Store) = (name, function, store);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type.</summary>
    public ComponentFuncType Type => Function.Type;

    internal FunctionInstance Function { get; }

    /// <summary>Where it lived when it was asked for.</summary>
    internal ComponentStore Store { get; }

    /// <summary>Calls it, and waits for the result. The calling thread works for the store meanwhile.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <returns>The result; default for a function without.</returns>
    /// <exception cref="ArgumentException">There are too few arguments, or too many, or one doesn't fit its parameter: see <see cref="ComponentValue.ConvertTo"/>.</exception>
    /// <exception cref="TrapException">The guest trapped, can't be entered, or waits for what can't happen. It can't be entered any more then.</exception>
    public ComponentValue Call(params ReadOnlySpan<ComponentValue> arguments) => Call(arguments, CancellationToken.None);

    /// <summary>As the other one, until a token is cancelled.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <param name="cancellation">
    /// Asks the call to end; and stops the guest's instance for good when it doesn't within <see cref="ComponentStoreOptions.CancellationGrace"/>, or can't
    /// be asked because the function isn't async-typed.
    /// </param>
    /// <returns>The result; default for a function without.</returns>
    /// <exception cref="ArgumentException">There are too few arguments, or too many, or one doesn't fit its parameter: see <see cref="ComponentValue.ConvertTo"/>.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="TrapException">The guest trapped, can't be entered, or waits for what can't happen. It can't be entered any more then.</exception>
    public ComponentValue Call(ReadOnlySpan<ComponentValue> arguments, CancellationToken cancellation)
    {
        return Store.Call(Function, Converted(arguments), cancellation) is [var result] ? result : default;
    }

    /// <summary>
    /// Calls it. No thread is held while everything waits. The call begins on the calling thread, if nobody else works for the store, and may go on on any
    /// thread of the pool. A call that waits for what no host's operation will bring waits for other calls; only its token ends it.
    /// </summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <param name="cancellation">As for <see cref="Call(ReadOnlySpan{ComponentValue}, CancellationToken)"/>.</param>
    /// <returns>The result; default for a function without.</returns>
    /// <exception cref="ArgumentException">There are too few arguments, or too many, or one doesn't fit its parameter: see <see cref="ComponentValue.ConvertTo"/>.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="TrapException">The guest trapped or can't be entered. It can't be entered any more then.</exception>
    public async Task<ComponentValue> CallAsync(ReadOnlyMemory<ComponentValue> arguments = default, CancellationToken cancellation = default)
    {
        return await Store.CallAsync(Function, Converted(arguments.Span), cancellation).ConfigureAwait(false) is [var result] ? result : default;
    }

    /// <summary>
    /// A delegate that calls it, with C# types for the component's: nothing is boxed, and nothing allocated but what strings and lists are. Numbers, <c>bool</c>,
    /// <see cref="System.Text.Rune"/> and <c>string</c> stand for themselves, arrays for lists, C# tuples for tuples and for records, as do classes and structures whose
    /// properties have the names of the fields. Make it once and keep it.
    /// </summary>
    /// <typeparam name="TDelegate">A <c>Func</c> or <c>Action</c>.</typeparam>
    /// <exception cref="ArgumentException">The delegate doesn't fit the function; the message says why.</exception>
    /// <exception cref="NotSupportedException">The function is async-typed, or the host's own.</exception>
    public TDelegate As<TDelegate>() where TDelegate : Delegate
    {
        if (Function is not LiftedFunction lifted || Type.IsAsync || lifted.Options.IsAsync) throw LinkErrors.NotDirect(Name);
        return TypedDelegates.Create<TDelegate>(lifted.Layout, new DirectCallee(lifted, Store));
    }

    /// <summary>The name and the type.</summary>
    public override string ToString() => $"{Name}: {Type}";

    /// <summary>The arguments as the parameters' types want them, before the guest is entered.</summary>
    private ComponentValue[] Converted(ReadOnlySpan<ComponentValue> arguments)
    {
        if (arguments.Length != Type.Parameters.Length) throw LinkErrors.WrongArgumentCount(this, arguments.Length);
        var converted = new ComponentValue[arguments.Length];
        for (int i = 0; i < converted.Length; i++)
        {
            ParameterType parameter = Type.Parameters[i];
            if (!arguments[i].TryConvertTo(parameter.Type, out converted[i], out string? reason)) throw LinkErrors.WrongArgument(this, parameter, reason);
        }
        return converted;
    }
}
