using System.Collections.Immutable;
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
    private readonly ImmutableArray<SubType> _types;
    private readonly ObjectType?[] _objects;
    private readonly BoundarySignature?[] _signatures;
    private long[]? _identities;

    internal TypeIds(Engine engine, ImmutableArray<SubType> types)
    {
        (_engine, _types) = (engine, types);
        Types = new TypeMatcher(types, engine.Types);
        _objects = new ObjectType?[types.Length];
        _signatures = new BoundarySignature?[types.Length];
    }

    /// <summary>The numbers within the engine.</summary>
    internal TypeMatcher Types { get; }

    /// <summary>The identity of a type.</summary>
    /// <param name="index">Its index in the module.</param>
    public long Of(TypeIdx index) => _engine.TypeId(Types.Canonical(index));

    /// <summary>What <see cref="ContextLayout.TypeIdentity"/> holds, by type.</summary>
    internal ReadOnlySpan<long> Identities => _identities ??= ReadIdentities();

    /// <summary>The limit for the elements of one array.</summary>
    internal long MaxArrayBytes => _engine.Options.MaxArrayBytes;

    /// <summary>The supertype of a type.</summary>
    internal TypeIdx? SuperOf(TypeIdx index) => _types[(int)index.Value].Super;

    /// <summary>Storage of the fields of a structure type.</summary>
    internal ImmutableArray<StorageKind> FieldsOf(TypeIdx index) => [.. ((StructType)_types[(int)index.Value].Comp).Fields.Select(StorageKinds.Of)];

    /// <summary>A structure or array type at run time.</summary>
    /// <param name="index">Its index in the module.</param>
    internal ObjectType ObjectTypeOf(TypeIdx index) =>
        _objects[index.Value] ??= _engine.ObjectTypes.Get(_types, Types, index, _engine.Backend);

    /// <summary>A type that the host names.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    internal ObjectType ObjectTypeAt<T>(TypeIdx index) where T : CompType =>
        index.Value < (uint)_types.Length && _types[(int)index.Value].Comp is T ? ObjectTypeOf(index) : throw RuntimeErrors.WrongTypeIndex(index, typeof(T));

    /// <summary>A function type that the host names.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    internal FuncType FuncTypeAt(TypeIdx index) =>
        index.Value < (uint)_types.Length && _types[(int)index.Value].Comp is FuncType type ? type : throw RuntimeErrors.WrongTypeIndex(index, typeof(FuncType));

    /// <summary>A function type where its functions are called from the host, or call it.</summary>
    internal BoundarySignature SignatureOf(TypeIdx index) =>
        _signatures[index.Value] ??= new BoundarySignature((FuncType)_types[(int)index.Value].Comp, Types, _engine.ObjectTypes);

    /// <summary>A value type where values cross between host and guest.</summary>
    internal BoundaryType BoundaryOf(ValType type) => new(type, Types.Canonical(type), _engine.ObjectTypes);

    private long[] ReadIdentities()
    {
        var identities = new long[_types.Length];
        for (int i = 0; i < identities.Length; i++) identities[i] = IdentityOf(i);
        return identities;
    }

    private long IdentityOf(int type)
    {
        var index = new TypeIdx((uint)type);
        return _types[type].Comp is FuncType ? Of(index) : ObjectTypeOf(index).Rtt;
    }
}
