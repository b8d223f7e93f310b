using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A structure or array type at run time: identity, layout, and what its fields take. One for each such type of an engine. Lives
/// as long as its engine or a class of objects that may be of it. Immutable.
/// </summary>
internal sealed class ObjectType
{
    /// <summary>By the class of the object, so that nothing keeps the types of a collectible class alive.</summary>
    private static readonly ConditionalWeakTable<Type, ConcurrentDictionary<int, ObjectType>> ByClass = [];

    private readonly ObjectTypes _types;

    public ObjectType(ObjectTypes types, SubType type, ObjectType? super, ICodeBackend backend)
    {
        (_types, Comp, Final) = (types, type.Comp, type.Final);
        if (Comp is StructType structure) Layout = backend.GetStructLayout(super?.Layout, [.. structure.Fields.Select(StorageKinds.Of)]);
        else ElementKind = StorageKinds.Of(((ArrayType)Comp).Element);
        Rtt = RuntimeTypes.Add(Comp, super?.Rtt ?? 0);
        ByClass.GetOrAdd(Class, static _ => new()).TryAdd(Rtt, this);
    }

    /// <summary>The type; concrete types in it are numbers of the engine.</summary>
    public CompType Comp { get; }

    public bool Final { get; }

    /// <summary>Identity: see <see cref="RuntimeTypes"/>.</summary>
    public int Rtt { get; }

    /// <summary>Number of supertypes.</summary>
    public int Depth => RuntimeTypes.Depth(Rtt);

    /// <summary>Of a structure.</summary>
    public StructLayout? Layout { get; }

    /// <summary>Of an array.</summary>
    public StorageKind ElementKind { get; }

    /// <summary>The class of its objects.</summary>
    public Type Class => Layout?.Class ?? ElementKind.ArrayClass;

    /// <summary>The type of an object that has one.</summary>
    public static ObjectType Of(WasmObject instance)
    {
        bool found = ByClass.TryGetValue(instance.GetType(), out ConcurrentDictionary<int, ObjectType>? types);
        Debug.Assert(found);
        return types![instance.Rtt];
    }

    /// <summary>What a field takes.</summary>
    public BoundaryType BoundaryOf(FieldType field) => new(field.Type, field.Type, _types);

    /// <summary>A structure of zeros and nulls.</summary>
    public WasmStruct NewStruct()
    {
        var made = (WasmStruct)RuntimeHelpers.GetUninitializedObject(Class);
        made.Rtt = Rtt;
        return made;
    }

    /// <summary>An array of zeros and nulls.</summary>
    /// <param name="length">Without sign.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <exception cref="TrapException">It would be larger than the limit, or there is no memory for it.</exception>
    public WasmArray NewArray(int length, long maxBytes)
    {
        int max = MaxLength(maxBytes);
        return ElementKind switch
        {
            StorageKind.I8 => ArrayObject<byte>.Create(length, Rtt, max),
            StorageKind.I16 => ArrayObject<short>.Create(length, Rtt, max),
            StorageKind.I32 => ArrayObject<int>.Create(length, Rtt, max),
            StorageKind.I64 => ArrayObject<long>.Create(length, Rtt, max),
            StorageKind.F32 => ArrayObject<float>.Create(length, Rtt, max),
            StorageKind.F64 => ArrayObject<double>.Create(length, Rtt, max),
            StorageKind.V128 => ArrayObject<Vector128<byte>>.Create(length, Rtt, max),
            _ => ArrayObject<ReferenceCell>.Create(length, Rtt, max),
        };
    }

    /// <summary>The largest length of an array of this type.</summary>
    /// <param name="maxBytes">The limit for its elements.</param>
    public int MaxLength(long maxBytes) => (int)Math.Clamp(maxBytes / ElementKind.Size, 0, Array.MaxLength);
}
