using System.Runtime.Intrinsics;

namespace Caisson.Wasm.Syntax;

/// <summary>
/// One decoded instruction: the opcode and its immediates, whichever it has. Reused by the reader from one instruction to the
/// next, so that decoding a body allocates nothing. Fields that the opcode's immediates don't use hold garbage.
/// spec: syntax-instr
/// </summary>
public struct Instruction
{
    /// <summary>The opcode.</summary>
    public Opcode Opcode;

    /// <summary>Where it stands, counted from the start of the module.</summary>
    public int Offset;

    /// <summary>First index: label, function, type, table, memory, global, local, tag, segment, lane, atomic ordering.</summary>
    public uint Index;

    /// <summary>Second index: the source or the second operand of instructions that name two things.</summary>
    public uint Index2;

    /// <summary>Bits of a constant; the number of an <c>i32.const</c> is sign-extended.</summary>
    public ulong Bits;

    /// <summary>Alignment exponent and memory of a memory instruction; its offset.</summary>
    public MemArg MemArg;

    /// <summary>Type of a structured instruction.</summary>
    public BlockType BlockType;

    /// <summary>Reference type of <c>ref.null</c>, <c>ref.test</c>, <c>ref.cast</c> and the source of <c>br_on_cast</c>.</summary>
    public ValType RefType;

    /// <summary>Target type of <c>br_on_cast</c>.</summary>
    public ValType RefType2;

    /// <summary>Bits of a <c>v128.const</c>, or the 16 lanes of <c>i8x16.shuffle</c>.</summary>
    public Vector128<byte> Vector;

    /// <summary>
    /// The vector immediate of <c>br_table</c> (targets without the default, which is <see cref="Index"/>), <c>select t*</c>
    /// (types), <c>try_table</c> (catches): where its first item stands, counted from the start of the module.
    /// </summary>
    public int ListOffset;

    /// <summary>Number of items in the vector immediate.</summary>
    public uint ListCount;
}

/// <summary>The static address of a memory instruction. spec: syntax-memarg</summary>
/// <param name="Align">Logarithm of the promised alignment.</param>
/// <param name="Memory">The memory.</param>
/// <param name="Offset">Added to the address operand.</param>
public readonly record struct MemArg(uint Align, MemIdx Memory, ulong Offset);

/// <summary>The type of a structured instruction. spec: syntax-blocktype</summary>
/// <param name="Kind">Which of the three forms.</param>
/// <param name="Result">The result of the short form.</param>
/// <param name="Type">The function type of the long form.</param>
public readonly record struct BlockType(BlockTypeKind Kind, ValType Result, TypeIdx Type);

/// <summary>The three forms of a <see cref="BlockType"/>.</summary>
public enum BlockTypeKind : byte
{
    /// <summary>No parameters, no results.</summary>
    Empty,

    /// <summary>No parameters, one result.</summary>
    Result,

    /// <summary>A function type.</summary>
    Func,
}

/// <summary>A clause of <c>try_table</c>. spec: syntax-catch</summary>
/// <param name="Kind">The numbers are those of the binary format.</param>
/// <param name="Tag">The tag; meaningless for the kinds that catch all.</param>
/// <param name="Label">Where to go.</param>
public readonly record struct CatchClause(CatchKind Kind, TagIdx Tag, LabelIdx Label);

/// <summary>What a <see cref="CatchClause"/> catches.</summary>
public enum CatchKind : byte
{
    /// <summary>One tag; pushes the payload.</summary>
    Catch = 0,

    /// <summary>One tag; pushes the payload and the exception.</summary>
    CatchRef = 1,

    /// <summary>Everything; pushes nothing.</summary>
    CatchAll = 2,

    /// <summary>Everything; pushes the exception.</summary>
    CatchAllRef = 3,
}
