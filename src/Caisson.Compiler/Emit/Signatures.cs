using System.Collections.Concurrent;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>The CLR signatures of function types. Thread-safe.</summary>
internal sealed class Signatures
{
    private readonly ConcurrentDictionary<FuncType, Type[]> _parameterTypes = new();
    private readonly ConcurrentDictionary<FuncType, Type> _returnTypes = new();

    public Type ReturnTypeOf(FuncType type) => _returnTypes.GetOrAdd(type, HostTypes.ReturnOf);

    /// <summary>The context, then the parameters of wasm.</summary>
    public Type[] ParameterTypesOf(FuncType type) =>
        _parameterTypes.GetOrAdd(type, static type => [typeof(nint), .. type.Parameters.Select(HostTypes.Of)]);
}
