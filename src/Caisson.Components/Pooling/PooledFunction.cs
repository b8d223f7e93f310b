using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Concurrency;
using Caisson.Components.Linking;

namespace Caisson.Components.Pooling;

/// <summary>A function of whatever instance of a pool it is called for. Immutable, safe from any thread.</summary>
/// <param name="pool">The pool.</param>
/// <param name="number">In the pool.</param>
/// <param name="instance">The exported instance that has it; null for none.</param>
/// <param name="name">Its name.</param>
internal sealed class PooledFunction(ComponentPool pool, int number, string? instance, string name) : TypedCallee
{
    /// <summary>The function among what an instance of the component exports.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="NotSupportedException">The function is async-typed, or the host's own.</exception>
    public LiftedFunction Find(LinkedInstance exports)
    {
        LinkedInstance from = instance is null ? exports
            : InterfaceName.Find(exports.Exports, instance) as LinkedInstance ?? throw LinkErrors.NotExported("instance", instance);
        if (InterfaceName.Find(from.Exports, name) is not LinkedFunction { Function: var found }) throw LinkErrors.NotExported("function", name);
        return found is LiftedFunction { Type.IsAsync: false, Options.IsAsync: false } lifted ? lifted : throw LinkErrors.NotDirect(name);
    }

    /// <inheritdoc/>
    public override Func<TParameters, TResult> Bind<TParameters, TResult>(FunctionLayout layout)
    {
        Func<TParameters, PooledComponentInstance> first = FirstItem.Of<TParameters, PooledComponentInstance>();
        TypedFunctionLayout<TParameters, TResult> typed = TypedFunctionLayout<TParameters, TResult>.OfPool(layout);
        return parameters =>
        {
            PooledComponentInstance rented = first(parameters);
            ComponentSlot slot = rented.Slot;
            if (slot.Pool != pool) throw PoolErrors.OtherPool();

            // Should somebody else have the instance by now, the store of this use knows that it is over.
            return slot.Tree.CallOf(number, Find, typed).Invoke(rented.StoreOfUse, parameters);
        };
    }
}
