using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>An array of a guest. Its length never changes. spec: syntax-arrayinst</summary>
public abstract class WasmArray : WasmObject
{
    /// <summary>Number of elements. Read by emitted code.</summary>
    internal int Count;

    private protected WasmArray() { }

    /// <summary>Its type; type indices in it are numbers of the engine.</summary>
    public ArrayType Type => (ArrayType)Object.Comp;

    /// <summary>Number of elements.</summary>
    public int Length => Count;

    /// <summary>An element. Packed elements are read as <c>i32</c> without sign, and keep the low bits of one that is written.</summary>
    /// <param name="index">From zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="ArgumentException">The new value is of another type.</exception>
    /// <exception cref="InvalidOperationException">Setting a constant.</exception>
    public Value this[int index]
    {
        get
        {
            CheckIndex(index);
            return Object.BoundaryOf(Type.Element).Leave(Load(index));
        }
        set
        {
            CheckIndex(index);
            FieldType element = Type.Element;
            if (!element.Mutable) throw RuntimeErrors.ConstantElement();
            Store(index, Object.BoundaryOf(element).Enter(value));
        }
    }

    private protected ObjectType Object => ObjectType.Of(this);

    /// <summary>Makes an array of a module's type. spec: exec-array.new</summary>
    /// <param name="module">The module.</param>
    /// <param name="type">An array type of the module.</param>
    /// <param name="length">Number of elements.</param>
    /// <param name="initial">The first value of each.</param>
    /// <exception cref="ArgumentException">It is no array type, or the value doesn't fit its elements.</exception>
    /// <exception cref="TrapException">It would be larger than <see cref="EngineOptions.MaxArrayBytes"/>.</exception>
    public static WasmArray Create(Module module, TypeIdx type, int length, Value initial)
    {
        WasmArray array = New(module, type, length, out BoundaryType boundary);
        array.Fill(0, boundary.Enter(initial), length);
        return array;
    }

    /// <summary>Makes an array of a module's type. spec: exec-array.new_fixed</summary>
    /// <param name="module">The module.</param>
    /// <param name="type">An array type of the module.</param>
    /// <param name="elements">Its elements.</param>
    /// <exception cref="ArgumentException">It is no array type, or an element doesn't fit.</exception>
    /// <exception cref="TrapException">It would be larger than <see cref="EngineOptions.MaxArrayBytes"/>.</exception>
    public static WasmArray Create(Module module, TypeIdx type, params ReadOnlySpan<Value> elements)
    {
        WasmArray array = New(module, type, elements.Length, out BoundaryType boundary);
        for (int i = 0; i < elements.Length; i++) array.Store(i, boundary.Enter(elements[i]));
        return array;
    }

    /// <summary>The first elements, nested objects in short.</summary>
    public override string ToString() => ObjectText.Of("array", Count, Load);

    internal abstract Value Load(int index);

    internal abstract void Store(int index, Value value);

    internal abstract void Fill(int start, Value value, int count);

    /// <summary>Copies from an array of the same storage, for code of a context; both ranges are checked.</summary>
    internal abstract void CopyFrom(nint context, WasmArray source, int from, int to, int count);

    /// <summary>Copies numbers as memory holds them, for code of an instance; the range is checked.</summary>
    internal abstract void CopyFrom(Instance instance, ReadOnlySpan<byte> source, int to);

    /// <summary>Copies references, for code of an instance; the range is checked.</summary>
    internal abstract void CopyFrom(Instance instance, ReadOnlySpan<object?> source, int to);

    internal void CheckRange(int start, int count)
    {
        if ((uint)count > (uint)Count || (uint)start > (uint)(Count - count)) Trap.OutOfBoundsArrayAccess();
    }

    private static WasmArray New(Module module, TypeIdx type, int length, out BoundaryType boundary)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ObjectType made = module.TypeIds.ObjectTypeAt<ArrayType>(type);
        boundary = made.BoundaryOf(((ArrayType)made.Comp).Element);
        return made.NewArray(length, module.Engine.Options.MaxArrayBytes);
    }

    private void CheckIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}
