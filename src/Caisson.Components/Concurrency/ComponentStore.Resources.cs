using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>Destroying resources. abi: canon_resource_drop</summary>
public sealed partial class ComponentStore
{
    private static readonly ComponentFuncType DestructorType = new([new ParameterType("rep", new PrimType(PrimKind.U32))], null, IsAsync: false);

    private InstanceState? _dropping;

    /// <summary>The destructor of a resource that a guest implements.</summary>
    /// <param name="implementation">The instance that does.</param>
    /// <param name="destructor">Its function; null where there is nothing to do but to enter.</param>
    internal Action<ResourceRep> Destructor(InstanceState implementation, Function? destructor)
    {
        FunctionInstance callee = destructor is null
            ? new NoDestructor(implementation, DestructorType)
            : new LiftedFunction(implementation, DestructorType, new CanonicalOptions(), destructor);
        return rep =>
        {
            InstanceState? from = _dropping;
            _dropping = null;
            ComponentValue[] arguments = [rep.Number];
            if (from is null) Call(callee, arguments, CancellationToken.None);
            else callee.Start(new HostCall(callee, arguments, isAwaited: false), from);
        };
    }

    /// <summary>Destroys what an instance drops.</summary>
    internal void Destroy(ResourceHandle handle, InstanceState from)
    {
        // A host's destructor may drop other resources, and comes from nowhere.
        _dropping = handle.Resource.Implementation is null ? null : from;
        handle.Resource.Destructor?.Invoke(handle.Rep);
    }

    private sealed class NoDestructor(InstanceState implementation, ComponentFuncType type) : FunctionInstance(implementation.Store, type)
    {
        /// <inheritdoc/>
        public override Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from)
        {
            implementation.CheckMayEnter(from);
            caller.OnStart();
            caller.OnResolve([]);
            return null;
        }
    }
}
