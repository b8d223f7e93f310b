using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.Linking;

/// <summary>A function of the host, of the type that an import asks for.</summary>
internal sealed class HostFunctionInstance(InstanceState importer, ComponentFuncType type, ComponentHostFunction function)
    : FunctionInstance(importer, type)
{
    /// <inheritdoc/>
    public override InstanceState Scope => Home;

    /// <inheritdoc/>
    public override Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from)
    {
        Store.HasCalledHost = true;
        ComponentValue[] arguments = caller.OnStart();
        ComponentValue result = function(new ComponentCaller(Store), arguments);
        caller.OnResolve(Type.Result is null ? [] : [result]);
        return null;
    }
}
