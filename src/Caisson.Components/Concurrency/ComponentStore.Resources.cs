using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>Destroying resources. abi: canon_resource_drop</summary>
public sealed partial class ComponentStore
{
    private static readonly ComponentFuncType DestructorType = new([new ParameterType("rep", new PrimType(PrimKind.U32))], null, IsAsync: false);

    /// <summary>The destructor of a resource that a guest implements.</summary>
    /// <param name="implementation">The instance that does.</param>
    /// <param name="destructor">Its function; null where there is nothing to do but to enter.</param>
    internal static FunctionInstance Destructor(InstanceState implementation, Function? destructor) => destructor is null
        ? new NoDestructor(implementation, DestructorType)
        : new LiftedFunction(implementation, DestructorType, new CanonicalOptions(), destructor);

    /// <summary>Destroys what an instance drops.</summary>
    internal void Destroy(ResourceHandle handle, InstanceState from)
    {
        if (handle.Resource.GuestDestructor is { } callee) callee.Start(new HostCall(this, callee, [handle.Rep.Number], isAwaited: false), from);
        else handle.Resource.Destructor?.Invoke(handle.Rep);
    }

    /// <summary>Destroys what the host drops.</summary>
    /// <exception cref="InvalidOperationException">The store has been disposed.</exception>
    internal void Destroy(FunctionInstance destructor, ResourceRep rep) => Call(destructor, [rep.Number], CancellationToken.None);

    private sealed class NoDestructor(InstanceState implementation, ComponentFuncType type) : FunctionInstance(implementation, type)
    {
        /// <inheritdoc/>
        public override Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from)
        {
            Home.CheckMayEnter(from);
            caller.OnStart();
            caller.OnResolve([]);
            return null;
        }
    }
}
