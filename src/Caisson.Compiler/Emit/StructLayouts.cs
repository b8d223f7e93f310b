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

    private StructLayout Create(StructLayout? parent, ImmutableArray<StorageKind> fields)
    {
        _builder ??= EmittedAssembly.Define("Layouts", _access);
        TypeBuilder builder = _builder.DefineType(
            string.Create(CultureInfo.InvariantCulture, $"Struct{_layouts.Count}"), TypeAttributes.Public, parent?.Class ?? typeof(WasmStruct));
        int inherited = parent?.Fields.Length ?? 0;
        for (int i = inherited; i < fields.Length; i++) builder.DefineField(NameOf(i), fields[i].ClrType, FieldAttributes.Public);
        DefineConstructor(builder);
        Type type = builder.CreateType();
        var byName = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).ToDictionary(field => field.Name);
        IEnumerable<FieldInfo> own = Enumerable.Range(inherited, fields.Length - inherited).Select(i => byName[NameOf(i)]);
        return new StructLayout(type, fields, [.. parent?.Fields ?? [], .. own], type.GetConstructor([typeof(int)])!);
    }

    /// <summary>Calls no constructor of a base class: each would only call the next.</summary>
    private static void DefineConstructor(TypeBuilder builder)
    {
        ILGenerator il = builder.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(int)]).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stfld, Rtt);
        il.Emit(OpCodes.Ret);
    }

    private static string NameOf(int field) => string.Create(CultureInfo.InvariantCulture, $"F{field}");

    /// <summary>What a layout depends on.</summary>
    /// <param name="Parent">The class above.</param>
    /// <param name="Kinds">One letter a field.</param>
    private readonly record struct Key(Type Parent, string Kinds);
}
