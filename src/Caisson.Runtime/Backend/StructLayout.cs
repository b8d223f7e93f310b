using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime;

/// <summary>
/// The class of structures of the same storage. Layouts know no types: an object has its type by number, and many types share a
/// layout. Immutable.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StructLayout
{
    /// <summary>A layout that a backend made.</summary>
    /// <param name="type">A class below <see cref="WasmStruct"/>; where the structure has a supertype, below that one's layout.</param>
    /// <param name="kinds">Storage of the fields.</param>
    /// <param name="fields">The fields, inherited ones first.</param>
    /// <param name="constructor">Takes the identity of the type.</param>
    public StructLayout(Type type, ImmutableArray<StorageKind> kinds, ImmutableArray<FieldInfo> fields, ConstructorInfo constructor) =>
        (Class, Kinds, Fields, Constructor) = (type, kinds, fields, constructor);

    /// <summary>The class.</summary>
    public Type Class { get; }

    /// <summary>Storage of the fields.</summary>
    public ImmutableArray<StorageKind> Kinds { get; }

    /// <summary>The fields, inherited ones first.</summary>
    public ImmutableArray<FieldInfo> Fields { get; }

    /// <summary>Takes the identity of the type.</summary>
    public ConstructorInfo Constructor { get; }

    /// <summary>A field as the guest has it; packed ones without sign.</summary>
    internal Value Load(WasmStruct instance, int field)
    {
        object? value = Fields[field].GetValue(instance);
        return Kinds[field] switch
        {
            StorageKind.I8 => (int)(byte)value!,
            StorageKind.I16 => (int)(ushort)(short)value!,
            StorageKind.I32 => (int)value!,
            StorageKind.I64 => (long)value!,
            StorageKind.F32 => (float)value!,
            StorageKind.F64 => (double)value!,
            StorageKind.V128 => (Vector128<byte>)value!,
            _ => Value.FromReference(value),
        };
    }

    /// <summary>Sets a field to a value of its type.</summary>
    internal void Store(WasmStruct instance, int field, Value value) => Fields[field].SetValue(instance, Kinds[field] switch
    {
        StorageKind.I8 => (byte)value.AsInt32(),
        StorageKind.I16 => (short)value.AsInt32(),
        StorageKind.I32 => value.AsInt32(),
        StorageKind.I64 => value.AsInt64(),
        StorageKind.F32 => value.AsSingle(),
        StorageKind.F64 => value.AsDouble(),
        StorageKind.V128 => value.AsVector128(),
        _ => value.AsReference(),
    });
}
