using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Ir;

/// <summary>A new structure.</summary>
/// <param name="type">Its type.</param>
/// <param name="fields">All fields, or none for the defaults.</param>
internal sealed class StructNew(TypeIdx type, Expression[] fields)
    : Expression(IrType.Object, EffectsOf(fields), ReadsOf(fields), DepthOf(fields))
{
    public TypeIdx StructType { get; } = type;

    public Expression[] Fields { get; } = fields;

    public override bool IsNonNull => true;

    public override ReadOnlySpan<Expression> Children => Fields;

    public override Expression With(Expression[] children) => new StructNew(StructType, children);
}

/// <summary>A field of a structure.</summary>
internal sealed class StructGet(FieldType type, TypeIdx structType, int field, bool signed, Expression reference)
    : Expression(IrTypes.Of(type.Type), (type.Mutable ? Effects.ReadsObjects : 0) | Effects.OtherTrap | reference.Effects, reference.Reads, reference.Depth + 1)
{
    private readonly FieldType _type = type;

    public TypeIdx StructType { get; } = structType;

    public int Field { get; } = field;

    /// <summary>Whether a packed field is extended with its sign.</summary>
    public bool Signed { get; } = signed;

    public Expression Reference { get; } = reference;

    public override bool IsNonNull { get; } = type.Type is { IsRef: true, Nullable: false };

    public override ReadOnlySpan<Expression> Children => new([Reference]);

    public override Expression With(Expression[] children) => new StructGet(_type, StructType, Field, Signed, children[0]);
}

/// <summary>A new array of equal elements.</summary>
/// <param name="type">Its type.</param>
/// <param name="operands">The element and the length; without the element, of zeros or nulls.</param>
internal sealed class ArrayNew(TypeIdx type, Expression[] operands)
    : Expression(IrType.Object, Effects.OtherTrap | EffectsOf(operands), ReadsOf(operands), DepthOf(operands))
{
    public TypeIdx ArrayType { get; } = type;

    public Expression[] Operands { get; } = operands;

    public override bool IsNonNull => true;

    public override ReadOnlySpan<Expression> Children => Operands;

    public override Expression With(Expression[] children) => new ArrayNew(ArrayType, children);
}

/// <summary>A new array of given elements.</summary>
internal sealed class ArrayNewFixed(TypeIdx type, Expression[] elements)
    : Expression(IrType.Object, Effects.OtherTrap | EffectsOf(elements), ReadsOf(elements), DepthOf(elements))
{
    public TypeIdx ArrayType { get; } = type;

    public Expression[] Elements { get; } = elements;

    public override bool IsNonNull => true;

    public override ReadOnlySpan<Expression> Children => Elements;

    public override Expression With(Expression[] children) => new ArrayNewFixed(ArrayType, children);
}

/// <summary>An element of an array.</summary>
internal sealed class ArrayGet(FieldType type, TypeIdx arrayType, bool signed, Expression[] operands)
    : Expression(IrTypes.Of(type.Type), (type.Mutable ? Effects.ReadsObjects : 0) | Effects.OtherTrap | EffectsOf(operands), ReadsOf(operands), DepthOf(operands))
{
    private readonly FieldType _type = type;

    public TypeIdx ArrayType { get; } = arrayType;

    /// <summary>Whether a packed element is extended with its sign.</summary>
    public bool Signed { get; } = signed;

    /// <summary>The array and the index.</summary>
    public Expression[] Operands { get; } = operands;

    public override bool IsNonNull { get; } = type.Type is { IsRef: true, Nullable: false };

    public override ReadOnlySpan<Expression> Children => Operands;

    public override Expression With(Expression[] children) => new ArrayGet(_type, ArrayType, Signed, children);
}

/// <summary>The length of an array.</summary>
internal sealed class ArrayLen(Expression reference)
    : Expression(IrType.I32, Effects.OtherTrap | reference.Effects, reference.Reads, reference.Depth + 1)
{
    public Expression Reference { get; } = reference;

    public override ReadOnlySpan<Expression> Children => new([Reference]);

    public override Expression With(Expression[] children) => new ArrayLen(children[0]);
}

/// <summary>Whether a reference is of a type.</summary>
internal sealed class RefTest(ValType target, Expression reference)
    : Expression(IrType.I32, reference.Effects, reference.Reads, reference.Depth + 1)
{
    public ValType Target { get; } = target;

    public Expression Reference { get; } = reference;

    public override ReadOnlySpan<Expression> Children => new([Reference]);

    public override Expression With(Expression[] children) => new RefTest(Target, children[0]);
}

/// <summary>A reference that must be of a type.</summary>
internal sealed class RefCast(ValType target, Expression reference)
    : Expression(IrType.Object, Effects.OtherTrap | reference.Effects, reference.Reads, reference.Depth + 1)
{
    public ValType Target { get; } = target;

    public Expression Reference { get; } = reference;

    public override bool IsNonNull => !Target.Nullable;

    public override ReadOnlySpan<Expression> Children => new([Reference]);

    public override Expression With(Expression[] children) => new RefCast(Target, children[0]);
}
