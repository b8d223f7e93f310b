using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>An exported function of whatever instance of a pool it is called for. What typed delegates of pools are closed over. Immutable, safe from any thread.</summary>
public sealed class PooledFunction
{
    private readonly int _index;

    /// <exception cref="ArgumentException">The module doesn't define and export such a function.</exception>
    internal PooledFunction(InstancePool pool, string name)
    {
        Module module = pool.Module;
        if (!module.TryFindExport(name, out Export export) || export.Kind != ExternKind.Func) throw RuntimeErrors.NotDefined(name, ExternKind.Func);
        if (export.Index < module.Syntax.ImportCounts.Functions) throw RuntimeErrors.ExportedImport(name);
        _index = (int)export.Index;
        TypeIdx type = module.Syntax.TypeIndexOf(_index);
        (Pool, Type, Signature) = (pool, module.TypeIds.FuncTypeAt(type), module.TypeIds.SignatureOf(type));
    }

    /// <summary>Its type.</summary>
    public FuncType Type { get; }

    internal InstancePool Pool { get; }

    internal BoundarySignature Signature { get; }

    /// <summary>Prepares a call by the host. To be followed by <see cref="GuestEntry.Leave"/>.</summary>
    /// <param name="function">Which one.</param>
    /// <param name="instance">Of its pool.</param>
    /// <param name="scope">For the end of the call.</param>
    /// <returns>The function of the instance, with an entry point.</returns>
    /// <exception cref="ArgumentException">The instance is one of another pool.</exception>
    /// <exception cref="ObjectDisposedException">It isn't rented any more.</exception>
    internal static Function Enter(PooledFunction function, PooledInstance instance, out GuestEntry.Scope scope)
    {
        PoolSlot slot = instance.Slot;
        if (slot.Pool != function.Pool) throw RuntimeErrors.OtherPool();
        Function callee = slot.At(instance.Lease).FunctionAt(function._index);
        if (callee.Code == 0) callee.EntryPoint(forCall: true);
        GuestEntry.Enter(callee, out scope);
        if (slot.IsCurrent(instance.Lease)) return callee;

        // It was given back, and rented by somebody else, since the first look: nothing of theirs was touched.
        GuestEntry.Leave(callee, in scope);
        throw RuntimeErrors.Disposed();
    }
}
