namespace Caisson.Wasm.Syntax;

/// <summary>
/// What a reference points to: an abstract heap type, or a type of the module by index. spec: syntax-heaptype
/// </summary>
/// <param name="Code">The number of the binary format (s33): negative for an abstract type, else a type index.</param>
public readonly record struct HeapType(int Code)
{
    /// <summary>No exceptions: bottom of <see cref="Exn"/>.</summary>
    public static readonly HeapType NoExn = new(-12);

    /// <summary>Bottom of <see cref="Func"/>.</summary>
    public static readonly HeapType NoFunc = new(-13);

    /// <summary>Bottom of <see cref="Extern"/>.</summary>
    public static readonly HeapType NoExtern = new(-14);

    /// <summary>Bottom of <see cref="Any"/>.</summary>
    public static readonly HeapType None = new(-15);

    /// <summary>All functions.</summary>
    public static readonly HeapType Func = new(-16);

    /// <summary>All references of the host.</summary>
    public static readonly HeapType Extern = new(-17);

    /// <summary>Top of the aggregate types.</summary>
    public static readonly HeapType Any = new(-18);

    /// <summary>All types that can be compared with <c>ref.eq</c>.</summary>
    public static readonly HeapType Eq = new(-19);

    /// <summary>Unboxed 31-bit scalars.</summary>
    public static readonly HeapType I31 = new(-20);

    /// <summary>All structures.</summary>
    public static readonly HeapType Struct = new(-21);

    /// <summary>All arrays.</summary>
    public static readonly HeapType Array = new(-22);

    /// <summary>All exceptions.</summary>
    public static readonly HeapType Exn = new(-23);

    /// <summary>The bottom of everything; exists in validation only.</summary>
    public static readonly HeapType Bottom = new(int.MinValue);

    /// <summary>A type of the module.</summary>
    /// <param name="index">Its index.</param>
    public static HeapType Concrete(TypeIdx index) => new(checked((int)index.Value));

    /// <summary>Whether this names a type of the module.</summary>
    public bool IsConcrete => Code >= 0;

    /// <summary>The type index of a concrete heap type.</summary>
    /// <exception cref="InvalidOperationException">The heap type is abstract.</exception>
    public TypeIdx Index => IsConcrete ? new((uint)Code) : throw new InvalidOperationException($"{this} has no type index");

    /// <summary>The text format: <c>func</c>, <c>extern</c>, …, or the type index.</summary>
    public override string ToString() => Code switch
    {
        -12 => "noexn",
        -13 => "nofunc",
        -14 => "noextern",
        -15 => "none",
        -16 => "func",
        -17 => "extern",
        -18 => "any",
        -19 => "eq",
        -20 => "i31",
        -21 => "struct",
        -22 => "array",
        -23 => "exn",
        int.MinValue => "bot",
        _ => Code.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
