using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

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
