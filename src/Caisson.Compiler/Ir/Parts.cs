namespace Caisson.Compiler.Ir;

/// <summary>The value in a slot.</summary>
internal sealed class SlotGet(FrameSlot slot) : Expression(slot.Type, 0, 0, 0)
{
    public FrameSlot Slot { get; } = slot;

    public override ReadOnlySpan<Expression> Children => [];

    public override Expression With(Expression[] children) => this;
}

/// <summary>Sets a slot.</summary>
internal sealed class SetSlot(FrameSlot slot, Expression value) : Statement
{
    public FrameSlot Slot { get; } = slot;

    public Expression Value { get; } = value;

    public override ReadOnlySpan<Expression> Expressions => new([Value]);

    public override Statement With(Expression[] expressions) => new SetSlot(Slot, expressions[0]);

    public override ReadOnlySpan<Local> Sets => [];
}

/// <summary>Runs a part; the number of the exit by which it was left, or nothing.</summary>
internal sealed class PartCall(Part part, Expression[] arguments)
    : Expression(part.HasResult ? IrType.I32 : IrType.None, Effects.Call, ReadsOf(arguments), DepthOf(arguments))
{
    public Part Part { get; } = part;

    public Expression[] Arguments { get; } = arguments;

    public override ReadOnlySpan<Expression> Children => Arguments;

    public override Expression With(Expression[] children) => new PartCall(Part, children);
}
