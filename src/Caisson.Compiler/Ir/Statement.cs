using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Ir;

/// <summary>
/// A step of a function. A body is a flat list; blocks are marked by their start and end, so that structure can be recovered
/// without recursion. Immutable.
/// </summary>
internal abstract class Statement;

/// <summary>Sets a local.</summary>
internal sealed class SetLocal(Local local, Expression value) : Statement
{
    public Local Local { get; } = local;

    public Expression Value { get; } = value;
}

/// <summary>Evaluates all values, then sets all locals.</summary>
internal sealed class SetLocals(Local[] locals, Expression[] values) : Statement
{
    public Local[] Locals { get; } = locals;

    public Expression[] Values { get; } = values;
}

/// <summary>Makes a call with several results and sets a local to each.</summary>
internal sealed class SetResults(Local[] locals, Call call) : Statement
{
    public Local[] Locals { get; } = locals;

    public Call Call { get; } = call;
}

/// <summary>Carries out an instruction with two results, both <c>i64</c>, and sets a local to each.</summary>
internal sealed class SetWide(Local low, Local high, Opcode opcode, Expression[] operands) : Statement
{
    public Local Low { get; } = low;

    public Local High { get; } = high;

    public Opcode Opcode { get; } = opcode;

    public Expression[] Operands { get; } = operands;
}

/// <summary>Evaluates an expression for its effects.</summary>
internal sealed class Evaluate(Expression value) : Statement
{
    public Expression Value { get; } = value;
}

/// <summary>Sets a global.</summary>
internal sealed class SetGlobal(int index, Expression value) : Statement
{
    public int Index { get; } = index;

    public Expression Value { get; } = value;
}

/// <summary>Stores to memory; a lane, of a vector.</summary>
internal sealed class Store(Opcode opcode, MemArg memArg, Expression address, Expression value, byte lane = 0) : Statement
{
    public Opcode Opcode { get; } = opcode;

    public MemArg MemArg { get; } = memArg;

    public Expression Address { get; } = address;

    public Expression Value { get; } = value;

    public byte Lane { get; } = lane;
}

/// <summary>Opens a block whose label is at its end.</summary>
internal sealed class BlockStart(Label label) : Statement
{
    public Label Label { get; } = label;
}

/// <summary>Closes a block; the label is here.</summary>
internal sealed class BlockEnd(Label label) : Statement
{
    public Label Label { get; } = label;
}

/// <summary>Opens a loop; the label is here.</summary>
internal sealed class LoopStart(Label label) : Statement
{
    public Label Label { get; } = label;
}

/// <summary>Closes a loop.</summary>
internal sealed class LoopEnd(Label label) : Statement
{
    public Label Label { get; } = label;
}

/// <summary>Goes to a label.</summary>
internal sealed class Branch(Label label) : Statement
{
    public Label Label { get; } = label;
}

/// <summary>Goes to a label when a condition is, or is not, zero.</summary>
internal sealed class BranchIf(Expression condition, bool whenZero, Label label) : Statement
{
    public Expression Condition { get; } = condition;

    public bool WhenZero { get; } = whenZero;

    public Label Label { get; } = label;
}

/// <summary>Goes to the label at an index, or to the last one.</summary>
internal sealed class BranchTable(Expression index, Label[] labels) : Statement
{
    public Expression Index { get; } = index;

    /// <summary>The last is the default.</summary>
    public Label[] Labels { get; } = labels;
}

/// <summary>Leaves the function.</summary>
internal sealed class Return(Expression[] values) : Statement
{
    public Expression[] Values { get; } = values;
}

/// <summary>Leaves the function by calling another in its place.</summary>
internal sealed class TailCall(Call call) : Statement
{
    public Call Call { get; } = call;
}

/// <summary>Traps.</summary>
internal sealed class Unreachable : Statement;
