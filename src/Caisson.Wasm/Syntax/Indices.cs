namespace Caisson.Wasm.Syntax;

// The index spaces of a module. One type a space, so that a function index can't be used where a table index is meant.

/// <summary>Index of a type in a module's type section. spec: syntax-typeidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct TypeIdx(uint Value);

/// <summary>Index of a function; imports come first. spec: syntax-funcidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct FuncIdx(uint Value);

/// <summary>Index of a table; imports come first. spec: syntax-tableidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct TableIdx(uint Value);

/// <summary>Index of a memory; imports come first. spec: syntax-memidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct MemIdx(uint Value);

/// <summary>Index of a tag; imports come first. spec: syntax-tagidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct TagIdx(uint Value);

/// <summary>Index of a global; imports come first. spec: syntax-globalidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct GlobalIdx(uint Value);

/// <summary>Index of a local of a function; parameters come first. spec: syntax-localidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct LocalIdx(uint Value);

/// <summary>Label, counted outward from the innermost enclosing structured instruction. spec: syntax-labelidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct LabelIdx(uint Value);

/// <summary>Index of an element segment. spec: syntax-elemidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct ElemIdx(uint Value);

/// <summary>Index of a data segment. spec: syntax-dataidx</summary>
/// <param name="Value">Zero-based.</param>
public readonly record struct DataIdx(uint Value);
