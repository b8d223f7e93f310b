namespace Caisson.Wasm.Syntax;

/// <summary>
/// The operands and results of an instruction whose signature is fixed; numbers and vectors only. The first operand of an
/// instruction with a <see cref="MemArg"/> stands as <c>i32</c> and means the address type of the memory.
/// </summary>
public readonly record struct InstructionSignature
{
    internal InstructionSignature(ushort operands, byte results) => (PackedOperands, PackedResults) = (operands, results);

    /// <summary>Four bits a kind, the last operand lowest.</summary>
    internal ushort PackedOperands { get; }

    /// <summary>Four bits a kind, the first result lowest.</summary>
    internal byte PackedResults { get; }

    /// <summary>Number of operands, at most 4.</summary>
    public int OperandCount => CountKinds(PackedOperands);

    /// <summary>Number of results, at most 2.</summary>
    public int ResultCount => CountKinds(PackedResults);

    /// <summary>The kind of an operand.</summary>
    /// <param name="index">0 is the operand that was pushed first.</param>
    public ValKind Operand(int index) => (ValKind)((PackedOperands >> (4 * (OperandCount - 1 - index))) & 0xF);

    /// <summary>The kind of a result.</summary>
    /// <param name="index">0 is the result that is pushed first.</param>
    public ValKind Result(int index) => (ValKind)((PackedResults >> (4 * index)) & 0xF);

    private static int CountKinds(uint packed) => (35 - System.Numerics.BitOperations.LeadingZeroCount(packed)) / 4;
}
