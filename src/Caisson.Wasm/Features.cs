namespace Caisson.Wasm;

/// <summary>
/// The proposals that a module may use. Everything of version 1.0 is always on; each flag adds one proposal.
/// <see cref="Wasm3"/> is the current standard.
/// </summary>
[Flags]
public enum Features
{
    /// <summary>WebAssembly 1.0.</summary>
    Wasm1 = 0,

    /// <summary><c>i32.extend8_s</c> and its kin.</summary>
    SignExtension = 1 << 0,

    /// <summary><c>i32.trunc_sat_f32_s</c> and its kin.</summary>
    SaturatingFloatToInt = 1 << 1,

    /// <summary>Several results, and blocks with parameters.</summary>
    MultiValue = 1 << 2,

    /// <summary>References as values, several tables.</summary>
    ReferenceTypes = 1 << 3,

    /// <summary><c>memory.copy</c>, <c>memory.fill</c>, passive segments.</summary>
    BulkMemory = 1 << 4,

    /// <summary>128-bit vectors.</summary>
    Simd = 1 << 5,

    /// <summary>Vector instructions whose results may depend on the machine.</summary>
    RelaxedSimd = 1 << 6,

    /// <summary><c>return_call</c> and its kin.</summary>
    TailCalls = 1 << 7,

    /// <summary><c>try_table</c>, <c>throw</c>, <c>throw_ref</c>, tags.</summary>
    ExceptionHandling = 1 << 8,

    /// <summary>References to functions of a known type, references that are never null.</summary>
    FunctionReferences = 1 << 9,

    /// <summary>Structures, arrays, recursion groups, subtypes.</summary>
    GarbageCollection = 1 << 10,

    /// <summary>Several memories.</summary>
    MultiMemory = 1 << 11,

    /// <summary>Memories and tables with 64-bit addresses.</summary>
    Memory64 = 1 << 12,

    /// <summary>Addition, subtraction and multiplication in constant expressions.</summary>
    ExtendedConst = 1 << 13,

    /// <summary>Shared memories and atomic instructions.</summary>
    Threads = 1 << 14,

    /// <summary>The older exception instructions <c>try</c>, <c>catch</c>, <c>delegate</c>, <c>rethrow</c>.</summary>
    LegacyExceptions = 1 << 15,

    /// <summary><c>i64.add128</c> and its kin.</summary>
    WideArithmetic = 1 << 16,

    /// <summary>Memories with pages of one byte.</summary>
    CustomPageSizes = 1 << 17,

    /// <summary>WebAssembly 2.0.</summary>
    Wasm2 = Wasm1 | SignExtension | SaturatingFloatToInt | MultiValue | ReferenceTypes | BulkMemory | Simd,

    /// <summary>WebAssembly 3.0.</summary>
    Wasm3 = Wasm2 | RelaxedSimd | TailCalls | ExceptionHandling | FunctionReferences | GarbageCollection | MultiMemory | Memory64 | ExtendedConst,

    /// <summary>All that this version knows.</summary>
    All = Wasm3 | Threads | LegacyExceptions | WideArithmetic | CustomPageSizes,
}
