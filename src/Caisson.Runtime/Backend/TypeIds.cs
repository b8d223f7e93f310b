using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Runtime;

/// <summary>
/// The identities of a module's types, which indirect calls compare: equal exactly when two types are, unique in the process.
/// Immutable.
/// </summary>
public sealed class TypeIds
{
    private readonly Engine _engine;

    internal TypeIds(Engine engine, TypeMatcher types) => (_engine, Types) = (engine, types);

    /// <summary>The numbers within the engine.</summary>
    internal TypeMatcher Types { get; }

    /// <summary>The identity of a type.</summary>
    /// <param name="index">Its index in the module.</param>
    public long Of(TypeIdx index) => _engine.TypeId(Types.Canonical(index));
}
