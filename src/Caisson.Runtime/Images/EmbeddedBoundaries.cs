using System.Collections.Concurrent;
using System.Reflection;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// The methods for calls between guest and host that modules in the program have. They depend on nothing but the function's type, so whose they are doesn't
/// matter. Thread-safe.
/// </summary>
internal static class EmbeddedBoundaries
{
    private static readonly ConcurrentDictionary<FuncType, (EmbeddedModule Module, int Type)> Known = new();

    /// <summary>Adds those for a type, if a module has them.</summary>
    public static void Offer(EmbeddedModule module, int index, FuncType type)
    {
        if (module.ThunkOf(index, HostTarget.Untyped) != 0) Known.TryAdd(type, (module, index));
    }

    /// <summary>A delegate that calls functions with arguments in arrays; null where there is none.</summary>
    public static Invoker? Invoker(FuncType type) => Known.TryGetValue(type, out (EmbeddedModule Module, int Type) its) ? its.Module.InvokerOf(its.Type) : null;

    /// <summary>The address of code that calls a delegate of the host; zero where there is none.</summary>
    public static nint HostThunk(Type delegateType, FuncType type)
    {
        if (!Known.TryGetValue(type, out (EmbeddedModule Module, int Type) its)) return 0;
        HostTarget target = delegateType == typeof(HostFunction) ? HostTarget.Untyped
            : HostTypes.TakesCaller(delegateType) ? HostTarget.TypedWithCaller
            : HostTarget.Typed;
        return its.Module.ThunkOf(its.Type, target);
    }

    /// <summary>A typed delegate that calls a function; null where there is none of the delegate type.</summary>
    public static Delegate? Delegate(Type delegateType, Function function) =>
        Known.TryGetValue(function.Type, out (EmbeddedModule Module, int Type) its)
            ? Delegate(delegateType, function, its.Module.CallOf(its.Type)) ?? Delegate(delegateType, function, its.Module.UnsignedCallOf(its.Type))
            : null;

    /// <summary>A typed delegate that calls a function of the instance that it gets first; null where there is none of the delegate type.</summary>
    public static Delegate? Delegate(Type delegateType, PooledFunction function) =>
        Known.TryGetValue(function.Type, out (EmbeddedModule Module, int Type) its) ? Delegate(delegateType, function, its.Module.PooledCallOf(its.Type)) : null;

    private static Delegate? Delegate(Type delegateType, object target, RuntimeMethodHandle handle) =>
        handle == default ? null : System.Delegate.CreateDelegate(delegateType, target, (MethodInfo)MethodBase.GetMethodFromHandle(handle)!, throwOnBindFailure: false);
}
