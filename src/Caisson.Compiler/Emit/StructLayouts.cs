using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Caisson.Runtime;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Makes the classes of structures. They are keyed by storage, so that there are few; those of all backends are shared and stay, up
/// to a number; beyond it a backend has its own, which can be collected with it. Thread-safe.
/// </summary>
internal sealed class StructLayouts
{
    /// <summary>What a class costs, in fields: about 5 KB.</summary>
    private const int ClassCost = 16;

    /// <summary>What shared classes may cost together, in fields: 60 MB or so.</summary>
    private const int MaxSharedCost = 1 << 18;

    private static readonly StructLayouts Shared = new(AssemblyBuilderAccess.Run, MaxSharedCost);

    private static readonly FieldInfo Rtt = typeof(WasmObject).GetField(nameof(WasmObject.Rtt), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, StructLayout> _layouts = [];
    private readonly AssemblyBuilderAccess _access;
    private readonly long _maxCost;
    private long _cost;
    private ModuleBuilder? _builder;

    /// <summary>Layouts beyond the shared ones.</summary>
    public StructLayouts() : this(AssemblyBuilderAccess.RunAndCollect, long.MaxValue) { }

    private StructLayouts(AssemblyBuilderAccess access, long maxCost) => (_access, _maxCost) = (access, maxCost);

    /// <summary>The layout below another with further fields.</summary>
    public StructLayout Get(StructLayout? parent, ImmutableArray<StorageKind> fields)
    {
        var key = new Key(parent?.Class ?? typeof(WasmStruct), string.Concat(fields.Select(kind => (char)('0' + (int)kind))));
        return Shared.TryGet(key, parent, fields) ?? TryGet(key, parent, fields)!;
    }

    private StructLayout? TryGet(Key key, StructLayout? parent, ImmutableArray<StorageKind> fields)
    {
        lock (_lock)
        {
            if (_layouts.TryGetValue(key, out StructLayout? known)) return known;

            // What stays can't derive from what is collected.
            int cost = ClassCost + fields.Length;
            if (_cost + cost > _maxCost || (this == Shared && key.Parent.IsCollectible)) return null;
            _cost += cost;
            return _layouts[key] = Create(parent, fields);
        }
    }

    /// <summary>Defines a class.</summary>
    /// <param name="module">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parent">The layout above.</param>
    /// <param name="fields">Storage of the fields, inherited ones first.</param>
    /// <returns>The layout, of builders.</returns>
    public static StructLayout Define(ModuleBuilder module, string name, StructLayout? parent, ImmutableArray<StorageKind> fields)
    {
        TypeBuilder builder = module.DefineType(name, TypeAttributes.Public, parent?.Class ?? typeof(WasmStruct));
        int inherited = parent?.Fields.Length ?? 0;
        IEnumerable<FieldInfo> own = [.. Enumerable.Range(inherited, fields.Length - inherited).Select(i => builder.DefineField(StructClasses.FieldName(i), fields[i].ClrType, FieldAttributes.Public))];
        return new StructLayout(builder, fields, [.. parent?.Fields ?? [], .. own], DefineConstructor(builder));
    }

    private StructLayout Create(StructLayout? parent, ImmutableArray<StorageKind> fields)
    {
        _builder ??= EmittedAssembly.Define("Layouts", _access);
        StructLayout made = Define(_builder, string.Create(CultureInfo.InvariantCulture, $"Struct{_layouts.Count}"), parent, fields);
        return StructClasses.LayoutOf(((TypeBuilder)made.Class).CreateType(), parent, fields);
    }

    /// <summary>Calls no constructor of a base class: each would only call the next.</summary>
    private static ConstructorBuilder DefineConstructor(TypeBuilder builder)
    {
        ConstructorBuilder constructor = builder.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(int)]);
        ILGenerator il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stfld, Rtt);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    /// <summary>What a layout depends on.</summary>
    /// <param name="Parent">The class above.</param>
    /// <param name="Kinds">One letter a field.</param>
    private readonly record struct Key(Type Parent, string Kinds);
}
