using System.Collections.Concurrent;
using System.Collections.Immutable;
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

    /// <summary>The layouts of classes in images.</summary>
    private static readonly ConditionalWeakTable<Type, StructLayout> Adopted = [];

    private readonly ObjectTypes _types;
    private readonly ObjectType? _super;
    private readonly ICodeBackend _backend;
    private StructLayout? _layout;

    public ObjectType(ObjectTypes types, SubType type, ObjectType? super, ICodeBackend backend)
    {
        (_types, _super, _backend, Comp, Final) = (types, super, backend, type.Comp, type.Final);
        Rtt = RuntimeTypes.Add(Comp, super?.Rtt ?? 0);
        if (Comp is not ArrayType array) return;
        ElementKind = StorageKinds.Of(array.Element);
        AddTo(ElementKind.ArrayClass);
    }

    /// <summary>The type; concrete types in it are numbers of the engine.</summary>
    public CompType Comp { get; }

    public bool Final { get; }

    /// <summary>Identity: see <see cref="RuntimeTypes"/>.</summary>
    public int Rtt { get; }

    /// <summary>Number of supertypes.</summary>
    public int Depth => RuntimeTypes.Depth(Rtt);

    /// <summary>Of a structure; made when somebody first asks, because there is no object before.</summary>
    public StructLayout? Layout => Comp is StructType structure ? LazyInitializer.EnsureInitialized(ref _layout, () => MakeLayout(structure)) : null;

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

    /// <summary>The layout of an object of this type, which code from an image may have made of a class of its own.</summary>
    public StructLayout LayoutOf(WasmStruct instance)
    {
        if (_layout is { } own && own.Class == instance.GetType()) return own;
        return Adopted.TryGetValue(instance.GetType(), out StructLayout? other) ? other : Layout!;
    }

    /// <summary>Makes a class known that an image has for objects of this type. The supertype's comes first.</summary>
    /// <param name="class">The class.</param>
    /// <param name="describe">Makes a layout of a class, the layout above, and the storage of the fields.</param>
    public void Adopt(Type @class, Func<Type, StructLayout?, ImmutableArray<StorageKind>, StructLayout> describe)
    {
        StructLayout layout = Adopted.GetValue(@class, key =>
        {
            StructLayout? above = _super is not null && Adopted.TryGetValue(key.BaseType!, out StructLayout? known) ? known : null;
            return describe(key, above, [.. ((StructType)Comp).Fields.Select(StorageKinds.Of)]);
        });
        if (!@class.IsCollectible) Interlocked.CompareExchange(ref _layout, layout, null);
        AddTo(@class);
    }

    private StructLayout MakeLayout(StructType structure)
    {
        StructLayout made = _backend.GetStructLayout(_super?.Layout, [.. structure.Fields.Select(StorageKinds.Of)]);
        AddTo(made.Class);
        return made;
    }

    private void AddTo(Type @class) => ByClass.GetOrAdd(@class, static _ => new()).TryAdd(Rtt, this);
}
