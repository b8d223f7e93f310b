using Caisson.Components.Types;

namespace Caisson.Components.Concurrency;

/// <summary>A function of an instance or of the host, as those that call it see it. abi: FuncInst</summary>
/// <param name="home">The instance that defines it, or that imports it from the host.</param>
/// <param name="type">Its type, in terms of the component that defines it.</param>
internal abstract class FunctionInstance(InstanceState home, ComponentFuncType type)
{
    /// <summary>Where it lives now.</summary>
    public ComponentStore Store => Home.Store;

    /// <summary>The instance that defines it, or that imports it from the host.</summary>
    protected InstanceState Home { get; } = home;

    /// <summary>Its type, in terms of the component that defines it.</summary>
    public ComponentFuncType Type { get; } = type;

    /// <summary>Whose resources its type means; null where it is the host's alone.</summary>
    public virtual InstanceState? Scope => null;

    /// <summary>Begins a call, which may be over when this returns.</summary>
    /// <param name="caller">Gives the arguments and takes the result.</param>
    /// <param name="from">The instance that calls; null for the host.</param>
    /// <returns>Asks the callee to end; null where it can't be asked, or is over.</returns>
    public abstract Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from);
}
