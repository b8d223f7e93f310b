using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>An instruction, or a clause of a structured one, with its operands or contents. Nodes refer to each other by index.</summary>
internal struct FoldedNode
{
    /// <summary>Where the instruction stands; -1 for the clauses <c>then</c> and <c>do</c>, which have none.</summary>
    public int Offset;

    /// <summary>The instruction; meaningless for clauses without one.</summary>
    public Opcode Opcode;

    /// <summary>The number of its label, if it is structured.</summary>
    public uint Label;

    /// <summary>First and last child, -1 when there is none, and the next sibling.</summary>
    public int First, Last, Next;

    /// <summary>Number of nodes in it, with itself.</summary>
    public int Size;

    /// <summary>How many values it leaves.</summary>
    public int Results;
}
