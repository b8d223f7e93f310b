namespace Caisson.Wasm;

/// <summary>
/// How large a module may be. The specification lets an implementation set these (spec: impl). The numbers are those that the
/// WebAssembly JavaScript Interface agrees on for all web engines ("Implementation-defined Limits"), so that a module that runs
/// elsewhere runs here; where a number differs, its comment says why.
/// </summary>
public static class ImplementationLimits
{
    /// <summary>Bytes of a module.</summary>
    public const int ModuleSize = 1 << 30;

    /// <summary>Types of a module.</summary>
    public const int Types = 1_000_000;

    /// <summary>Supertypes that a type declares; spec: valid-subtype allows one.</summary>
    public const int SuperTypes = 1;

    /// <summary>Length of the longest chain of supertypes.</summary>
    public const int SubtypingDepth = 63;

    /// <summary>Parameters of a function or a block.</summary>
    public const int Parameters = 1_000;

    /// <summary>Results of a function or a block.</summary>
    public const int Results = 1_000;

    /// <summary>Fields of a structure.</summary>
    public const int StructFields = 10_000;

    /// <summary>Operands of an <c>array.new_fixed</c>.</summary>
    public const int ArrayNewFixedOperands = 10_000;

    /// <summary>Imports of a module.</summary>
    public const int Imports = 1_000_000;

    /// <summary>Exports of a module.</summary>
    public const int Exports = 1_000_000;

    /// <summary>Functions of a module, with the imported ones.</summary>
    public const int Functions = 1_000_000;

    /// <summary>Tables of a module, with the imported ones.</summary>
    public const int Tables = 100_000;

    /// <summary>Elements that a table may have.</summary>
    public const int TableElements = 10_000_000;

    /// <summary>Memories of a module, with the imported ones.</summary>
    public const int Memories = 100;

    /// <summary>Globals of a module, with the imported ones.</summary>
    public const int Globals = 1_000_000;

    /// <summary>Tags of a module, with the imported ones.</summary>
    public const int Tags = 1_000_000;

    /// <summary>Element segments of a module. The number that wasmparser, and so every engine built on it, uses.</summary>
    public const int ElemSegments = 100_000;

    /// <summary>Elements of an element segment.</summary>
    public const int SegmentElements = 10_000_000;

    /// <summary>Data segments of a module.</summary>
    public const int DataSegments = 100_000;

    /// <summary>
    /// Bytes of a function body. Twice and more the 7,654,321 of the web: interpreters compiled with their bytecode to one function
    /// come close to that, and nothing here needs the lower number.
    /// </summary>
    public const int FunctionSize = 16 << 20;

    /// <summary>Locals of a function, with the parameters.</summary>
    public const int Locals = 50_000;

    /// <summary>Catch clauses of a <c>try_table</c>. The number that wasmparser uses.</summary>
    public const int Catches = 10_000;

    /// <summary>
    /// Operands on the stack at once. No engine's number: a call is two bytes and may push 1,000 results, so without a limit a body
    /// of 16 MiB could ask for gigabytes.
    /// </summary>
    public const int Operands = 1_000_000;

    /// <summary>Blocks within blocks. No engine's number: it bounds the memory that a body of 16 MiB can ask for.</summary>
    public const int Nesting = 1_000_000;

    /// <summary>
    /// Locals of all functions together that are printed. No engine's number: the binary format has runs of locals and the text format
    /// hasn't, so without a limit a module of a megabyte could ask for gigabytes of text.
    /// </summary>
    public const int PrintedLocals = 10_000_000;
}
