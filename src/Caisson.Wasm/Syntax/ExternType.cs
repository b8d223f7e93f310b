namespace Caisson.Wasm.Syntax;

/// <summary>What an import or export is. The numbers are those of the binary format. spec: binary-externidx</summary>
public enum ExternKind : byte
{
    /// <summary>Function.</summary>
    Func = 0,

    /// <summary>Table.</summary>
    Table = 1,

    /// <summary>Memory.</summary>
    Mem = 2,

    /// <summary>Global.</summary>
    Global = 3,

    /// <summary>Tag.</summary>
    Tag = 4,
}

/// <summary>Bounds of a table (in elements) or a memory (in pages). spec: syntax-limits</summary>
/// <param name="Min">Initial size.</param>
/// <param name="Max">Largest size, or null for none.</param>
public readonly record struct Limits(ulong Min, ulong? Max)
{
    /// <summary>The text format: <c>1</c> or <c>1 2</c>.</summary>
    public override string ToString() => Max is { } max ? $"{Min} {max}" : $"{Min}";
}

/// <summary>A memory type. spec: syntax-memtype</summary>
/// <param name="Limits">Size in pages.</param>
/// <param name="Is64">Whether addresses are <c>i64</c>.</param>
/// <param name="Shared">Whether several threads may use it.</param>
/// <param name="PageSizeLog2">Logarithm of the page size: 16, or 0 with custom page sizes.</param>
public readonly record struct MemType(Limits Limits, bool Is64 = false, bool Shared = false, byte PageSizeLog2 = 16)
{
    /// <summary>The type of addresses and sizes.</summary>
    public ValType AddressType => Is64 ? ValType.I64 : ValType.I32;

    /// <summary>The text format without the keyword: <c>i64 1 2 shared</c>.</summary>
    public override string ToString() =>
        (Is64 ? "i64 " : "") + Limits + (Shared ? " shared" : "") + (PageSizeLog2 == 16 ? "" : $" (pagesize {1u << PageSizeLog2})");
}

/// <summary>A table type. spec: syntax-tabletype</summary>
/// <param name="Limits">Size in elements.</param>
/// <param name="Element">Type of the elements; always a reference.</param>
/// <param name="Is64">Whether indices are <c>i64</c>.</param>
public readonly record struct TableType(Limits Limits, ValType Element, bool Is64 = false)
{
    /// <summary>The type of indices and sizes.</summary>
    public ValType AddressType => Is64 ? ValType.I64 : ValType.I32;

    /// <summary>The text format without the keyword: <c>1 2 funcref</c>.</summary>
    public override string ToString() => (Is64 ? "i64 " : "") + $"{Limits} {Element}";
}

/// <summary>A global type. spec: syntax-globaltype</summary>
/// <param name="Type">Type of the value.</param>
/// <param name="Mutable">Whether it can be set.</param>
public readonly record struct GlobalType(ValType Type, bool Mutable)
{
    /// <summary>The text format without the keyword: <c>i32</c> or <c>(mut i32)</c>.</summary>
    public override string ToString() => Mutable ? $"(mut {Type})" : Type.ToString();
}

/// <summary>A tag type: the parameters of its function type are the payload. spec: syntax-tagtype</summary>
/// <param name="Type">Index of the function type.</param>
public readonly record struct TagType(TypeIdx Type);
