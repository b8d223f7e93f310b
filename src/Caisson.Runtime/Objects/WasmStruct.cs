using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>A structure of a guest. Its class is a layout that the backend made. spec: syntax-structinst</summary>
public abstract class WasmStruct : WasmObject
{
    /// <summary>For layouts only, whose constructors don't call it.</summary>
    private protected WasmStruct() { }

    /// <summary>Its type; type indices in it are numbers of the engine.</summary>
    public StructType Type => (StructType)Object.Comp;

    /// <summary>A field. Packed fields are read as <c>i32</c> without sign, and keep the low bits of one that is written.</summary>
    /// <param name="field">Number of the field.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    /// <exception cref="ArgumentException">The new value is of another type.</exception>
    /// <exception cref="InvalidOperationException">Setting a constant.</exception>
    public Value this[int field]
    {
        get
        {
            FieldType type = FieldAt(field);
            return Object.BoundaryOf(type).Leave(Object.LayoutOf(this).Load(this, field));
        }
        set
        {
            FieldType type = FieldAt(field);
            if (!type.Mutable) throw RuntimeErrors.ConstantField(field);
            Object.LayoutOf(this).Store(this, field, Object.BoundaryOf(type).Enter(value));
        }
    }

    private ObjectType Object => ObjectType.Of(this);

    /// <summary>Makes a structure of a module's type. spec: exec-struct.new</summary>
    /// <param name="module">The module.</param>
    /// <param name="type">A structure type of the module.</param>
    /// <param name="fields">One value a field; none at all for the defaults.</param>
    /// <exception cref="ArgumentException">It is no structure type, or the fields don't fit it.</exception>
    public static WasmStruct Create(Module module, TypeIdx type, params ReadOnlySpan<Value> fields)
    {
        ArgumentNullException.ThrowIfNull(module);
        ObjectType made = module.TypeIds.ObjectTypeAt<StructType>(type);
        ImmutableArray<FieldType> types = ((StructType)made.Comp).Fields;
        if (fields.IsEmpty)
        {
            foreach (FieldType field in types)
                if (!field.Type.IsDefaultable) throw RuntimeErrors.NoDefault(field.Type);
            return made.NewStruct();
        }
        if (fields.Length != types.Length) throw RuntimeErrors.WrongFieldCount(types.Length, fields.Length);
        WasmStruct result = made.NewStruct();
        for (int i = 0; i < types.Length; i++) made.Layout!.Store(result, i, made.BoundaryOf(types[i]).Enter(fields[i]));
        return result;
    }

    /// <summary>The fields, nested objects in short.</summary>
    public override string ToString()
    {
        StructLayout layout = Object.LayoutOf(this);
        return ObjectText.Of("struct", layout.Kinds.Length, i => layout.Load(this, i));
    }

    private FieldType FieldAt(int field)
    {
        ImmutableArray<FieldType> fields = Type.Fields;
        ArgumentOutOfRangeException.ThrowIfNegative(field);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(field, fields.Length);
        return fields[field];
    }
}
