using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>An instruction with what its immediates refer to, and the places that the text format would show by indentation.</summary>
internal sealed class Step
{
    /// <summary>The instruction; a field, because it is large.</summary>
    public required Instruction Instruction;

    public Opcode Opcode => Instruction.Opcode;

    /// <summary>Number of values that a structured instruction takes.</summary>
    public int Parameters { get; init; }

    /// <summary>Number of values that a structured instruction leaves.</summary>
    public int Results { get; init; }

    /// <summary>Targets of a <c>br_table</c>, the default last.</summary>
    public int[] Labels { get; init; } = [];

    /// <summary>Clauses of a <c>try_table</c>.</summary>
    public CatchClause[] Catches { get; init; } = [];

    /// <summary>Positions of the <c>catch</c>, <c>catch_all</c> or <c>delegate</c> of a <c>try</c>.</summary>
    public List<int> Handlers { get; } = [];

    /// <summary>Position of the <c>else</c> of an <c>if</c>, or -1.</summary>
    public int Else { get; set; } = -1;

    /// <summary>Position of the <c>end</c> (or <c>delegate</c>) of a structured instruction, or of that whose part this begins.</summary>
    public int End { get; set; } = -1;
}
