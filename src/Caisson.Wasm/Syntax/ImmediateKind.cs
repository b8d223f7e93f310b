namespace Caisson.Wasm.Syntax;

/// <summary>
/// What follows an opcode, in the order of the binary format, and where <see cref="Instruction"/> keeps it.
/// </summary>
public enum ImmediateKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A block type. <see cref="Instruction.BlockType"/></summary>
    BlockType,

    /// <summary>A block type and catch clauses. <see cref="Instruction.BlockType"/>, the list.</summary>
    BlockTypeCatches,

    /// <summary>A label. <see cref="Instruction.Index"/></summary>
    Label,

    /// <summary>A vector of labels (the list) and a default label. <see cref="Instruction.Index"/></summary>
    Labels,

    /// <summary>A function. <see cref="Instruction.Index"/></summary>
    Func,

    /// <summary>A type. <see cref="Instruction.Index"/></summary>
    Type,

    /// <summary>A type and a table. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    TypeTable,

    /// <summary>A type and one of its fields. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    TypeField,

    /// <summary>A type and a number of operands. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    TypeCount,

    /// <summary>A type and a data segment. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    TypeData,

    /// <summary>A type and an element segment. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    TypeElem,

    /// <summary>The types of a destination and a source. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    TypeType,

    /// <summary>A vector of value types (the list).</summary>
    ValTypes,

    /// <summary>A tag. <see cref="Instruction.Index"/></summary>
    Tag,

    /// <summary>A local. <see cref="Instruction.Index"/></summary>
    Local,

    /// <summary>A global. <see cref="Instruction.Index"/></summary>
    Global,

    /// <summary>A table. <see cref="Instruction.Index"/></summary>
    Table,

    /// <summary>A destination and a source table. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    TableTable,

    /// <summary>An element segment. <see cref="Instruction.Index"/></summary>
    Elem,

    /// <summary>An element segment and a table. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    ElemTable,

    /// <summary>A memory. <see cref="Instruction.Index"/></summary>
    Mem,

    /// <summary>A destination and a source memory. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    MemMem,

    /// <summary>A data segment. <see cref="Instruction.Index"/></summary>
    Data,

    /// <summary>A data segment and a memory. <see cref="Instruction.Index"/>, <see cref="Instruction.Index2"/></summary>
    DataMem,

    /// <summary>An alignment, a memory and an offset. <see cref="Instruction.MemArg"/></summary>
    MemArg,

    /// <summary>As <see cref="MemArg"/>, then a lane. <see cref="Instruction.MemArg"/>, <see cref="Instruction.Index"/></summary>
    MemArgLane,

    /// <summary>A lane. <see cref="Instruction.Index"/></summary>
    Lane,

    /// <summary>Sixteen lanes. <see cref="Instruction.Vector"/></summary>
    Lanes,

    /// <summary>A number. <see cref="Instruction.Bits"/>, sign-extended</summary>
    I32,

    /// <summary>A number. <see cref="Instruction.Bits"/></summary>
    I64,

    /// <summary>A number. The low half of <see cref="Instruction.Bits"/></summary>
    F32,

    /// <summary>A number. <see cref="Instruction.Bits"/></summary>
    F64,

    /// <summary>A vector. <see cref="Instruction.Vector"/></summary>
    V128,

    /// <summary>A heap type. <see cref="Instruction.RefType"/>, with the nullability that the opcode tells</summary>
    HeapType,

    /// <summary>
    /// Two nullabilities, a label and two heap types. <see cref="Instruction.Index"/>, <see cref="Instruction.RefType"/> (source),
    /// <see cref="Instruction.RefType2"/> (target)
    /// </summary>
    Cast,

    /// <summary>A zero byte.</summary>
    Zero,
}
