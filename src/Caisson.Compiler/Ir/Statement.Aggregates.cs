using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Ir;

/// <summary>Sets a field of a structure.</summary>
internal sealed class SetField(TypeIdx type, int field, Expression reference, Expression value) : Statement
{
    public TypeIdx StructType { get; } = type;

    public int Field { get; } = field;

    public Expression Reference { get; } = reference;

    public Expression Value { get; } = value;

    public override ReadOnlySpan<Expression> Expressions => new([Reference, Value]);

    public override Statement With(Expression[] expressions) => new SetField(StructType, Field, expressions[0], expressions[1]);

    public override ReadOnlySpan<Local> Sets => [];
}

/// <summary>Sets an element of an array.</summary>
/// <param name="type">Its type.</param>
/// <param name="operands">The array, the index and the value.</param>
internal sealed class SetElement(TypeIdx type, Expression[] operands) : Statement
{
    public TypeIdx ArrayType { get; } = type;

    public Expression[] Operands { get; } = operands;

    public override ReadOnlySpan<Expression> Expressions => Operands;

    public override Statement With(Expression[] expressions) => new SetElement(ArrayType, expressions);

    public override ReadOnlySpan<Local> Sets => [];
}

/// <summary>Sets elements of an array.</summary>
/// <param name="type">Its type.</param>
/// <param name="operands">The array, the first index, the value and the number.</param>
internal sealed class FillArray(TypeIdx type, Expression[] operands) : Statement
{
    public TypeIdx ArrayType { get; } = type;

    public Expression[] Operands { get; } = operands;

    public override ReadOnlySpan<Expression> Expressions => Operands;

    public override Statement With(Expression[] expressions) => new FillArray(ArrayType, expressions);

    public override ReadOnlySpan<Local> Sets => [];
}
