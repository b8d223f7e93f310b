using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Ir;

/// <summary>
/// A step of a function. A body is a flat list; blocks are marked by their start and end, so that structure can be recovered
/// without recursion. Immutable.
/// </summary>
internal abstract class Statement
{
    /// <summary>What it evaluates.</summary>
    public abstract ReadOnlySpan<Expression> Expressions { get; }

    /// <summary>The same with other expressions, as many as there are.</summary>
    public abstract Statement With(Expression[] expressions);

    /// <summary>The locals that it sets, after it has evaluated everything.</summary>
    public abstract ReadOnlySpan<Local> Sets { get; }

    /// <summary>Where it may branch to.</summary>
    public virtual ReadOnlySpan<Label> Targets => [];

    /// <summary>Whether the next statement may follow.</summary>
    public virtual bool FallsThrough => true;
}

/// <summary>Marks a place, or goes somewhere, and computes nothing.</summary>
internal abstract class Marker : Statement
{
    public sealed override ReadOnlySpan<Expression> Expressions => [];

    public sealed override Statement With(Expression[] expressions) => this;

    public sealed override ReadOnlySpan<Local> Sets => [];
}

/// <summary>Sets a local.</summary>
internal sealed class SetLocal(Local local, Expression value) : Statement
{
    private readonly Local _local = local;
    private readonly Expression _value = value;

    public Local Local => _local;

    public Expression Value => _value;

    public override ReadOnlySpan<Expression> Expressions => new(in _value);

    public override Statement With(Expression[] expressions) => new SetLocal(Local, expressions[0]);

    public override ReadOnlySpan<Local> Sets => new(in _local);
}

/// <summary>Evaluates all values, then sets all locals.</summary>
internal sealed class SetLocals(Local[] locals, Expression[] values) : Statement
{
    public Local[] Locals { get; } = locals;

    public Expression[] Values { get; } = values;

    public override ReadOnlySpan<Expression> Expressions => Values;

    public override Statement With(Expression[] expressions) => new SetLocals(Locals, expressions);

    public override ReadOnlySpan<Local> Sets => Locals;
}

/// <summary>Makes a call with several results and sets a local to each.</summary>
internal sealed class SetResults(Local[] locals, Call call) : Statement
{
    public Local[] Locals { get; } = locals;

    public Call Call { get; } = call;

    public override ReadOnlySpan<Expression> Expressions => new([Call]);

    public override Statement With(Expression[] expressions) => new SetResults(Locals, (Call)expressions[0]);

    public override ReadOnlySpan<Local> Sets => Locals;
}

/// <summary>Carries out an instruction with two results, both <c>i64</c>, and sets a local to each.</summary>
internal sealed class SetWide(Local low, Local high, Opcode opcode, Expression[] operands) : Statement
{
    public Local Low { get; } = low;

    public Local High { get; } = high;

    public Opcode Opcode { get; } = opcode;

    public Expression[] Operands { get; } = operands;

    public override ReadOnlySpan<Expression> Expressions => Operands;

    public override Statement With(Expression[] expressions) => new SetWide(Low, High, Opcode, expressions);

    public override ReadOnlySpan<Local> Sets => new([Low, High]);
}

/// <summary>Evaluates an expression for its effects.</summary>
internal sealed class Evaluate(Expression value) : Statement
{
    private readonly Expression _value = value;

    public Expression Value => _value;

    public override ReadOnlySpan<Expression> Expressions => new(in _value);

    public override Statement With(Expression[] expressions) => new Evaluate(expressions[0]);

    public override ReadOnlySpan<Local> Sets => [];
}

/// <summary>Sets a global.</summary>
internal sealed class SetGlobal(int index, Expression value) : Statement
{
    private readonly Expression _value = value;

    public int Index { get; } = index;

    public Expression Value => _value;

    public override ReadOnlySpan<Expression> Expressions => new(in _value);

    public override Statement With(Expression[] expressions) => new SetGlobal(Index, expressions[0]);

    public override ReadOnlySpan<Local> Sets => [];
}

/// <summary>Stores to memory; a lane, of a vector.</summary>
internal sealed class Store(
    Opcode opcode, MemArg memArg, Expression address, Expression value, byte lane = 0, BoundsCheck check = default) : Statement
{
    private readonly Expression[] _operands = [address, value];

    public Opcode Opcode { get; } = opcode;

    public MemArg MemArg { get; } = memArg;

    public Expression Address => _operands[0];

    public Expression Value => _operands[1];

    public byte Lane { get; } = lane;

    /// <summary>What is known of the bounds.</summary>
    public BoundsCheck Check { get; } = check;

    public override ReadOnlySpan<Expression> Expressions => _operands;

    public override Statement With(Expression[] expressions) => new Store(Opcode, MemArg, expressions[0], expressions[1], Lane, Check);

    public override ReadOnlySpan<Local> Sets => [];
}

/// <summary>Opens a block whose label is at its end.</summary>
internal sealed class BlockStart(Label label) : Marker
{
    public Label Label { get; } = label;
}

/// <summary>Closes a block; the label is here.</summary>
internal sealed class BlockEnd(Label label) : Marker
{
    public Label Label { get; } = label;
}

/// <summary>Opens a loop; the label is here.</summary>
internal sealed class LoopStart(Label label, bool looks = true) : Marker
{
    public Label Label { get; } = label;

    /// <summary>Whether each round looks for an interruption.</summary>
    public bool Looks => looks;
}

/// <summary>Closes a loop.</summary>
internal sealed class LoopEnd(Label label) : Marker
{
    public Label Label { get; } = label;
}

/// <summary>Takes fuel for what follows, as far as it is executed together.</summary>
internal sealed class ConsumeFuel(int amount, bool checks) : Marker
{
    public int Amount { get; } = amount;

    /// <summary>Whether it traps when none is left: where code could go on for ever.</summary>
    public bool Checks { get; } = checks;
}

/// <summary>Goes to a label.</summary>
internal sealed class Branch(Label label) : Marker
{
    private readonly Label _label = label;

    public Label Label => _label;

    public override ReadOnlySpan<Label> Targets => new(in _label);

    public override bool FallsThrough => false;
}

/// <summary>Goes to a label when a condition is, or is not, zero.</summary>
internal sealed class BranchIf(Expression condition, bool whenZero, Label label) : Statement
{
    private readonly Expression _condition = condition;
    private readonly Label _label = label;

    public Expression Condition => _condition;

    public bool WhenZero { get; } = whenZero;

    public Label Label => _label;

    public override ReadOnlySpan<Expression> Expressions => new(in _condition);

    public override Statement With(Expression[] expressions) => new BranchIf(expressions[0], WhenZero, Label);

    public override ReadOnlySpan<Local> Sets => [];

    public override ReadOnlySpan<Label> Targets => new(in _label);
}

/// <summary>Goes to the label at an index, or to the last one.</summary>
internal sealed class BranchTable(Expression index, Label[] labels) : Statement
{
    private readonly Expression _index = index;

    public Expression Index => _index;

    /// <summary>The last is the default.</summary>
    public Label[] Labels { get; } = labels;

    public override ReadOnlySpan<Expression> Expressions => new(in _index);

    public override Statement With(Expression[] expressions) => new BranchTable(expressions[0], Labels);

    public override ReadOnlySpan<Local> Sets => [];

    public override ReadOnlySpan<Label> Targets => Labels;

    public override bool FallsThrough => false;
}

/// <summary>Leaves the function.</summary>
internal sealed class Return(Expression[] values) : Statement
{
    public Expression[] Values { get; } = values;

    public override ReadOnlySpan<Expression> Expressions => Values;

    public override Statement With(Expression[] expressions) => new Return(expressions);

    public override ReadOnlySpan<Local> Sets => [];

    public override bool FallsThrough => false;
}

/// <summary>Leaves the function by calling another in its place.</summary>
internal sealed class TailCall(Call call) : Statement
{
    public Call Call { get; } = call;

    public override ReadOnlySpan<Expression> Expressions => new([Call]);

    public override Statement With(Expression[] expressions) => new TailCall((Call)expressions[0]);

    public override ReadOnlySpan<Local> Sets => [];

    public override bool FallsThrough => false;
}

/// <summary>Traps.</summary>
internal sealed class Unreachable : Marker
{
    public override bool FallsThrough => false;
}

/// <summary>Opens a region whose exceptions may be caught.</summary>
internal sealed class TryStart(TryRegion region) : Marker
{
    public TryRegion Region { get; } = region;
}

/// <summary>Closes a region; a caught exception is in the region's local here. The end of the region itself is never reached.</summary>
internal sealed class TryEnd(TryRegion region) : Marker
{
    public TryRegion Region { get; } = region;
}

/// <summary>Throws an exception, or traps when it is null.</summary>
internal sealed class Throw(Expression exception) : Statement
{
    private readonly Expression _exception = exception;

    public Expression Exception => _exception;

    public override ReadOnlySpan<Expression> Expressions => new(in _exception);

    public override Statement With(Expression[] expressions) => new Throw(expressions[0]);

    public override ReadOnlySpan<Local> Sets => [];

    public override bool FallsThrough => false;
}
