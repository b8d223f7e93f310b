using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Ir;

/// <summary>
/// A tree that computes one value, operands evaluated from left to right. Each node stands in one place of one tree. Immutable.
/// </summary>
internal abstract class Expression(IrType type, Effects effects, ulong reads, int depth)
{
    public IrType Type { get; } = type;

    /// <summary>Effects of the whole tree.</summary>
    public Effects Effects { get; } = effects;

    /// <summary>Bits of the locals that the whole tree reads.</summary>
    public ulong Reads { get; } = reads;

    /// <summary>Height of the tree.</summary>
    public int Depth { get; } = depth;

    /// <summary>Whether evaluating it does nothing but to give its value.</summary>
    public bool IsForNothing => (Effects & (Effects.Traps | Effects.Writes)) == 0;

    /// <summary>Whether it is a reference that can't be null.</summary>
    public virtual bool IsNonNull => false;

    /// <summary>The operands.</summary>
    public abstract ReadOnlySpan<Expression> Children { get; }

    /// <summary>The same with other operands, as many as there are.</summary>
    public abstract Expression With(Expression[] children);

    protected static Effects EffectsOf(ReadOnlySpan<Expression> operands)
    {
        Effects effects = 0;
        foreach (Expression operand in operands) effects |= operand.Effects;
        return effects;
    }

    protected static ulong ReadsOf(ReadOnlySpan<Expression> operands)
    {
        ulong reads = 0;
        foreach (Expression operand in operands) reads |= operand.Reads;
        return reads;
    }

    protected static int DepthOf(ReadOnlySpan<Expression> operands)
    {
        int depth = 0;
        foreach (Expression operand in operands) depth = Math.Max(depth, operand.Depth);
        return depth + 1;
    }
}

/// <summary>A number; floats as bits.</summary>
internal sealed class Constant(IrType type, ulong bits) : Expression(type, 0, 0, 0)
{
    public ulong Bits { get; } = bits;

    public override ReadOnlySpan<Expression> Children => [];

    public override Expression With(Expression[] children) => this;
}

/// <summary>A vector.</summary>
internal sealed class VectorConstant(Vector128<byte> value) : Expression(IrType.V128, 0, 0, 0)
{
    public Vector128<byte> Value { get; } = value;

    public override ReadOnlySpan<Expression> Children => [];

    public override Expression With(Expression[] children) => this;
}

/// <summary>The null reference.</summary>
internal sealed class Null(IrType type) : Expression(type, 0, 0, 0)
{
    public override ReadOnlySpan<Expression> Children => [];

    public override Expression With(Expression[] children) => this;
}

/// <summary>The value of a local.</summary>
internal sealed class LocalGet(Local local) : Expression(local.Type, 0, local.Bit, 0)
{
    public Local Local { get; } = local;

    public override bool IsNonNull => Local.IsNonNull;

    public override ReadOnlySpan<Expression> Children => [];

    public override Expression With(Expression[] children) => this;
}

/// <summary>The value of a global.</summary>
internal sealed class GlobalGet(int index, IrType type, bool mutable) : Expression(type, mutable ? Effects.ReadsGlobals : 0, 0, 0)
{
    public int Index { get; } = index;

    public override ReadOnlySpan<Expression> Children => [];

    public override Expression With(Expression[] children) => this;
}

/// <summary>An instruction with a fixed signature.</summary>
internal sealed class Plain(Opcode opcode, IrType type, Effects effects, Expression[] operands, byte lane = 0)
    : Expression(type, effects | EffectsOf(operands), ReadsOf(operands), DepthOf(operands))
{
    private readonly Effects _own = effects;

    public Opcode Opcode { get; } = opcode;

    public Expression[] Operands { get; } = operands;

    /// <summary>The lane immediate of instructions that have one.</summary>
    public byte Lane { get; } = lane;

    public override ReadOnlySpan<Expression> Children => Operands;

    public override Expression With(Expression[] children) => new Plain(Opcode, Type, _own, children, Lane);
}

/// <summary>A load from memory; of a lane, into a vector.</summary>
internal sealed class Load(
    Opcode opcode, IrType type, MemArg memArg, Expression address, Expression? vector = null, byte lane = 0, BoundsCheck check = default)
    : Expression(
        type,
        Effects.ReadsMemory | (check.IsNone ? 0 : Effects.MemoryTrap) | address.Effects | (vector?.Effects ?? 0),
        address.Reads | (vector?.Reads ?? 0),
        Math.Max(address.Depth, vector?.Depth ?? 0) + 1)
{
    private readonly Expression[] _operands = vector is null ? [address] : [address, vector];

    public Opcode Opcode { get; } = opcode;

    public MemArg MemArg { get; } = memArg;

    public Expression Address => _operands[0];

    public Expression? Vector => _operands.Length > 1 ? _operands[1] : null;

    public byte Lane { get; } = lane;

    /// <summary>What is known of the bounds.</summary>
    public BoundsCheck Check { get; } = check;

    public override ReadOnlySpan<Expression> Children => _operands;

    public override Expression With(Expression[] children) => new Load(Opcode, Type, MemArg, children[0], Vector is null ? null : children[1], Lane, Check);
}

/// <summary>
/// An access of the threads proposal, or the fence; its type is None for a store. It orders every other access around it, so it
/// counts as an effect that nothing changes places with, even where it only loads.
/// </summary>
internal sealed class AtomicAccess(Opcode opcode, IrType type, MemArg memArg, Expression[] operands)
    : Expression(type, Effects.Call, ReadsOf(operands), DepthOf(operands))
{
    public Opcode Opcode { get; } = opcode;

    public MemArg MemArg { get; } = memArg;

    /// <summary>The address, then the numbers; none for the fence.</summary>
    public Expression[] Operands { get; } = operands;

    public override ReadOnlySpan<Expression> Children => Operands;

    public override Expression With(Expression[] children) => new AtomicAccess(Opcode, Type, MemArg, children);
}

/// <summary>The size of a memory in pages.</summary>
internal sealed class MemorySize(int memory, IrType type) : Expression(type, Effects.ReadsMemory, 0, 0)
{
    public int Memory { get; } = memory;

    public override ReadOnlySpan<Expression> Children => [];

    public override Expression With(Expression[] children) => this;
}

/// <summary>One of two values; both are evaluated, then the condition.</summary>
internal sealed class Select(Expression ifTrue, Expression ifFalse, Expression condition)
    : Expression(
        ifTrue.Type,
        ifTrue.Effects | ifFalse.Effects | condition.Effects,
        ifTrue.Reads | ifFalse.Reads | condition.Reads,
        Math.Max(Math.Max(ifTrue.Depth, ifFalse.Depth), condition.Depth) + 1)
{
    private readonly Expression[] _operands = [ifTrue, ifFalse, condition];

    public Expression IfTrue => _operands[0];

    public Expression IfFalse => _operands[1];

    public Expression Condition => _operands[2];

    public override ReadOnlySpan<Expression> Children => _operands;

    public override Expression With(Expression[] children) => new Select(children[0], children[1], children[2]);
}

/// <summary>Whether a reference is null.</summary>
internal sealed class IsNull(Expression operand) : Expression(IrType.I32, operand.Effects, operand.Reads, operand.Depth + 1)
{
    private readonly Expression _operand = operand;

    public Expression Operand => _operand;

    public override ReadOnlySpan<Expression> Children => new(in _operand);

    public override Expression With(Expression[] children) => new IsNull(children[0]);
}

/// <summary>
/// An instruction that the runtime carries out: a method of InstanceOperations with the context, the operands and the immediates; instead of
/// the numbers of memories, where it asks for that, with the addresses where they begin.
/// </summary>
internal sealed class Operation(string method, IrType type, Effects effects, Expression[] operands, int[] immediates, bool takesMemories = false)
    : Expression(type, effects | EffectsOf(operands), ReadsOf(operands), DepthOf(operands))
{
    private readonly Effects _own = effects;

    public string Method { get; } = method;

    public Expression[] Operands { get; } = operands;

    public int[] Immediates { get; } = immediates;

    /// <summary>Whether the immediates are memories.</summary>
    public bool TakesMemories { get; } = takesMemories;

    public override ReadOnlySpan<Expression> Children => Operands;

    public override Expression With(Expression[] children) => new Operation(Method, Type, _own, children, Immediates, TakesMemories);
}

/// <summary>A new exception with a tag.</summary>
internal sealed class NewException(int tag, FuncType signature, Expression[] payload)
    : Expression(IrType.Object, EffectsOf(payload), ReadsOf(payload), DepthOf(payload))
{
    public int Tag { get; } = tag;

    /// <summary>The tag's type.</summary>
    public FuncType Signature { get; } = signature;

    public Expression[] Payload { get; } = payload;

    public override ReadOnlySpan<Expression> Children => Payload;

    public override Expression With(Expression[] children) => new NewException(Tag, Signature, children);
}

/// <summary>A call; its type is None when it has no result or several.</summary>
internal abstract class Call(FuncType signature, Expression[] arguments, Effects effects, ulong reads, int depth)
    : Expression(signature.Results.Length == 1 ? IrTypes.Of(signature.Results[0]) : IrType.None, effects, reads, depth)
{
    public FuncType Signature { get; } = signature;

    public Expression[] Arguments { get; } = arguments;

    public override ReadOnlySpan<Expression> Children => Arguments;
}

/// <summary>A call of a function by index.</summary>
internal sealed class DirectCall(int function, FuncType signature, Expression[] arguments)
    : Call(signature, arguments, Effects.Call, ReadsOf(arguments), DepthOf(arguments))
{
    public int Function { get; } = function;

    public override Expression With(Expression[] children) => new DirectCall(Function, Signature, children);
}

/// <summary>A call through a table. The index is evaluated first: arguments with effects were put into locals before.</summary>
internal sealed class IndirectCall(int table, int type, FuncType signature, Expression index, Expression[] arguments)
    : Call(signature, arguments, Effects.Call, index.Reads | ReadsOf(arguments), Math.Max(index.Depth + 1, DepthOf(arguments)))
{
    public int Table { get; } = table;

    /// <summary>Index of the expected type.</summary>
    public int TypeIndex { get; } = type;

    public Expression Index { get; } = index;

    public override ReadOnlySpan<Expression> Children => new([Index, .. Arguments]);

    public override Expression With(Expression[] children) => new IndirectCall(Table, TypeIndex, Signature, children[0], children[1..]);
}

/// <summary>A call of a function reference, which is evaluated first, as in <see cref="IndirectCall"/>.</summary>
internal sealed class ReferenceCall(FuncType signature, Expression reference, Expression[] arguments)
    : Call(signature, arguments, Effects.Call, reference.Reads | ReadsOf(arguments), Math.Max(reference.Depth + 1, DepthOf(arguments)))
{
    public Expression Reference { get; } = reference;

    public override ReadOnlySpan<Expression> Children => new([Reference, .. Arguments]);

    public override Expression With(Expression[] children) => new ReferenceCall(Signature, children[0], children[1..]);
}
