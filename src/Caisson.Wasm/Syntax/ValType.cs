namespace Caisson.Wasm.Syntax;

/// <summary>The class of a <see cref="ValType"/>.</summary>
public enum ValKind : byte
{
    /// <summary>Unknown: the type of an operand in unreachable code; exists in validation only. spec: syntax-valtype-ext</summary>
    Bottom,

    /// <summary>32-bit integer.</summary>
    I32,

    /// <summary>64-bit integer.</summary>
    I64,

    /// <summary>32-bit IEEE 754 number.</summary>
    F32,

    /// <summary>64-bit IEEE 754 number.</summary>
    F64,

    /// <summary>128-bit vector.</summary>
    V128,

    /// <summary>Reference.</summary>
    Ref,
}

/// <summary>A value type: number, vector or reference. Eight bytes, compared by value. spec: syntax-valtype</summary>
public readonly record struct ValType
{
    // From the lowest byte: kind, nullable, nothing, heap type in the upper half. One number, so that comparing types is one instruction.
    private readonly ulong _bits;

    private ValType(ValKind kind, bool nullable = false, HeapType heap = default) =>
        _bits = (ulong)kind | (nullable ? 0x100UL : 0) | ((ulong)(uint)heap.Code << 32);

    /// <summary>32-bit integer.</summary>
    public static readonly ValType I32 = new(ValKind.I32);

    /// <summary>64-bit integer.</summary>
    public static readonly ValType I64 = new(ValKind.I64);

    /// <summary>32-bit IEEE 754 number.</summary>
    public static readonly ValType F32 = new(ValKind.F32);

    /// <summary>64-bit IEEE 754 number.</summary>
    public static readonly ValType F64 = new(ValKind.F64);

    /// <summary>128-bit vector.</summary>
    public static readonly ValType V128 = new(ValKind.V128);

    /// <summary><c>(ref null func)</c>.</summary>
    public static readonly ValType FuncRef = Ref(true, HeapType.Func);

    /// <summary><c>(ref null extern)</c>.</summary>
    public static readonly ValType ExternRef = Ref(true, HeapType.Extern);

    /// <summary>The unknown type of unreachable code; exists in validation only.</summary>
    public static readonly ValType Bottom = new(ValKind.Bottom);

    /// <summary>The class.</summary>
    public ValKind Kind => (ValKind)(byte)_bits;

    /// <summary>Whether a reference may be null; false for other kinds.</summary>
    public bool Nullable => (_bits & 0x100) != 0;

    /// <summary>What a reference points to; meaningless for other kinds.</summary>
    public HeapType Heap => new((int)(_bits >> 32));

    /// <summary>A reference type. spec: syntax-reftype</summary>
    /// <param name="nullable">Whether null belongs to it.</param>
    /// <param name="heap">What it points to.</param>
    public static ValType Ref(bool nullable, HeapType heap) => new(ValKind.Ref, nullable, heap);

    /// <summary>Whether this is a reference type.</summary>
    public bool IsRef => Kind == ValKind.Ref;

    /// <summary>Whether this is a number type.</summary>
    public bool IsNum => Kind is ValKind.I32 or ValKind.I64 or ValKind.F32 or ValKind.F64;

    /// <summary>Whether a local of this type starts with a value. spec: aux-default</summary>
    public bool IsDefaultable => Kind != ValKind.Ref || Nullable;

    /// <inheritdoc/>
    public bool Equals(ValType other) => _bits == other._bits;

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)_bits + 31 * (int)(_bits >> 32));

    /// <summary>The text format; abstract nullable references in their short form.</summary>
    public override string ToString() => Kind switch
    {
        ValKind.I32 => "i32",
        ValKind.I64 => "i64",
        ValKind.F32 => "f32",
        ValKind.F64 => "f64",
        ValKind.V128 => "v128",
        ValKind.Bottom => "bot",
        _ when !Nullable => $"(ref {Heap})",
        _ => Heap.Code switch
        {
            -12 => "nullexnref",
            -13 => "nullfuncref",
            -14 => "nullexternref",
            -15 => "nullref",
            < -15 and >= -23 => $"{Heap}ref",
            _ => $"(ref null {Heap})",
        },
    };
}
