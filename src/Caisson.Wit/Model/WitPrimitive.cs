namespace Caisson.Wit.Model;

/// <summary>A type without parts. There is one object for each. component-model: primvaltype</summary>
public sealed class WitPrimitive : WitType
{
    private static readonly Dictionary<string, WitPrimitive> ByKeyword = new(StringComparer.Ordinal);
    private static readonly Dictionary<byte, WitPrimitive> ByOpcode = [];

    private WitPrimitive(string keyword, byte opcode, int size, bool isMapKey = true) : base(keyword == "string" ? ElementSize.Pair : ElementSize.Of(size), [])
    {
        (Keyword, Opcode, IsMapKey) = (keyword, opcode, isMapKey);
        // An error context has a name that anything else may have too.
        if (Lexing.Keywords.Contains(keyword)) ByKeyword.Add(keyword, this);
        ByOpcode.Add(opcode, this);
    }

    /// <summary>True or false.</summary>
    public static WitPrimitive Bool { get; } = new("bool", 0x7f, 1);

    /// <summary>An integer of 8 bits, with sign.</summary>
    public static WitPrimitive S8 { get; } = new("s8", 0x7e, 1);

    /// <summary>An integer of 8 bits.</summary>
    public static WitPrimitive U8 { get; } = new("u8", 0x7d, 1);

    /// <summary>An integer of 16 bits, with sign.</summary>
    public static WitPrimitive S16 { get; } = new("s16", 0x7c, 2);

    /// <summary>An integer of 16 bits.</summary>
    public static WitPrimitive U16 { get; } = new("u16", 0x7b, 2);

    /// <summary>An integer of 32 bits, with sign.</summary>
    public static WitPrimitive S32 { get; } = new("s32", 0x7a, 4);

    /// <summary>An integer of 32 bits.</summary>
    public static WitPrimitive U32 { get; } = new("u32", 0x79, 4);

    /// <summary>An integer of 64 bits, with sign.</summary>
    public static WitPrimitive S64 { get; } = new("s64", 0x78, 8);

    /// <summary>An integer of 64 bits.</summary>
    public static WitPrimitive U64 { get; } = new("u64", 0x77, 8);

    /// <summary>A floating-point number of 32 bits.</summary>
    public static WitPrimitive F32 { get; } = new("f32", 0x76, 4, isMapKey: false);

    /// <summary>A floating-point number of 64 bits.</summary>
    public static WitPrimitive F64 { get; } = new("f64", 0x75, 8, isMapKey: false);

    /// <summary>A Unicode scalar value.</summary>
    public static WitPrimitive Char { get; } = new("char", 0x74, 4);

    /// <summary>A sequence of Unicode scalar values.</summary>
    public static WitPrimitive String { get; } = new("string", 0x73, 8);

    /// <summary>What is known of an error, for people to read.</summary>
    public static WitPrimitive ErrorContext { get; } = new("error-context", 0x64, 4, isMapKey: false);

    /// <summary>How the type is written.</summary>
    public string Keyword { get; }

    /// <summary>Whether maps can have keys of the type. component-model: keytype</summary>
    public bool IsMapKey { get; }

    /// <summary>How the type is encoded. component-model: primvaltype</summary>
    internal byte Opcode { get; }

    /// <inheritdoc/>
    public override string ToString() => Keyword;

    /// <summary>The type that a keyword stands for, or null.</summary>
    internal static WitPrimitive? Find(string keyword) => ByKeyword.TryGetValue(keyword, out WitPrimitive? type) ? type : null;

    /// <summary>The type that an opcode stands for, or null.</summary>
    internal static WitPrimitive? Find(byte opcode) => ByOpcode.TryGetValue(opcode, out WitPrimitive? type) ? type : null;
}
