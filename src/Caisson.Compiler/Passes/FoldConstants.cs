using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Computes what is known, and takes away arithmetic that changes nothing. Of vectors, only their forms change. Integers only: what the JIT does with floats is exact
/// where it does it, and what NaN a folded operation gives is the processor's business. Branches on constants go where they go.
/// </summary>
internal sealed class FoldConstants : Rewriter
{
    private readonly KnownBits _bits;

    private FoldConstants(FunctionIr ir) => _bits = new KnownBits(ir);

    /// <summary>Rewrites a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        var pass = new FoldConstants(ir);
        for (int i = 0; i < ir.Body.Count; i++)
        {
            pass._bits.Enter(ir.Body[i]);
            ir.Body[i] = pass.Fold(ir.Body[i]);
            pass._bits.Leave(ir.Body[i]);
        }
    }

    protected override Expression Visit(Expression expression) => expression switch
    {
        Plain { Operands.Length: 1 } plain => Unary(plain),
        Plain { Operands.Length: 2, Type: IrType.I32 or IrType.I64 } plain => Binary(plain),
        Plain { Operands.Length: 2, Type: IrType.V128 } plain => VectorConstants.Fold(plain),
        Select select => Choose(select),
        Load load => Addresses.Fold(load, _bits),
        _ => expression,
    };

    private Statement Fold(Statement statement)
    {
        if (statement is Marker) return statement;
        return RewriteOperands(statement) switch
        {
            BranchIf branch => FoldBranch(branch),
            Store store => Addresses.Fold(store, _bits),
            BranchTable { Index: Constant index } table => new Branch(table.Labels[Math.Min((uint)index.Bits, table.Labels.Length - 1)]),
            Evaluate evaluate when evaluate.Value.IsForNothing => new Evaluate(new Constant(IrType.I32, 0)),
            var rewritten => rewritten,
        };
    }

    private static Statement FoldBranch(BranchIf branch)
    {
        (Expression condition, bool whenZero) = (Condition(branch.Condition), branch.WhenZero);
        if (condition is Constant constant) return (constant.Bits == 0) == whenZero ? new Branch(branch.Label) : new Evaluate(constant);
        return ReferenceEquals(condition, branch.Condition) ? branch : new BranchIf(condition, whenZero, branch.Label);
    }

    /// <summary>Something that is zero when the condition is.</summary>
    private static Expression Condition(Expression condition)
    {
        while (true)
        {
            if (condition is Plain { Opcode: Opcode.I32Ne, Operands: [var value, Constant { Bits: 0 }] }) condition = value;
            else if (condition is Plain { Opcode: Opcode.I32Eqz, Operands: [Plain { Opcode: Opcode.I32Eqz } inner] }) condition = inner.Operands[0];
            else return condition;
        }
    }

    private Expression Unary(Plain plain)
    {
        Expression operand = plain.Operands[0];
        if (operand is Constant constant && Integers.Evaluate(plain.Opcode, constant.Bits) is { } result) return new Constant(plain.Type, result);
        switch (plain.Opcode)
        {
            case Opcode.I32Eqz when operand is Plain inner:
                if (inner.Opcode.Negation is { } negation) return new Plain(negation, IrType.I32, Effects.None, inner.Operands);
                return inner.Opcode == Opcode.I32Eqz && _bits.IsBoolean(inner.Operands[0]) ? inner.Operands[0] : plain;
            case Opcode.I32WrapI64 when operand is Plain { Opcode: Opcode.I64ExtendI32S or Opcode.I64ExtendI32U } extension:
                return extension.Operands[0];
            case Opcode.I32Extend8S or Opcode.I64Extend8S: return Unless(plain, operand, sign: 0x80);
            case Opcode.I32Extend16S or Opcode.I64Extend16S: return Unless(plain, operand, sign: 0x8000);
            case Opcode.I64Extend32S: return Unless(plain, operand, sign: 0x8000_0000);
            case Opcode.I64ExtendI32S when _bits.Of(operand) <= int.MaxValue:
                return new Plain(Opcode.I64ExtendI32U, IrType.I64, Effects.None, plain.Operands);
            default: return plain;
        }
    }

    /// <summary>The operand of an extension whose sign can't be set.</summary>
    private Expression Unless(Plain extension, Expression operand, ulong sign) => _bits.Of(operand) < sign ? operand : extension;

    private Expression Binary(Plain plain)
    {
        Expression left = plain.Operands[0], right = plain.Operands[1];
        if (left is Constant known)
        {
            if (right is Constant other)
                return Integers.Evaluate(plain.Opcode, left.Type, known.Bits, other.Bits) is { } result ? new Constant(plain.Type, result) : plain;
            if (plain.Opcode.Swapped is not { } swapped) return plain;
            (left, right) = (right, left);
            plain = new Plain(swapped, plain.Type, Effects.None, [left, right]);
        }
        return right is Constant constant ? WithConstant(plain, left, constant) : plain;
    }

    private Expression WithConstant(Plain plain, Expression left, Constant right)
    {
        ulong bits = right.Bits, all = right.Type == IrType.I32 ? uint.MaxValue : ulong.MaxValue;
        switch (plain.Opcode)
        {
            case Opcode.I32Sub or Opcode.I64Sub when bits != 0:
                Opcode add = right.Type == IrType.I32 ? Opcode.I32Add : Opcode.I64Add;
                right = new Constant(right.Type, (0 - bits) & all);
                return WithConstant(new Plain(add, right.Type, Effects.None, [left, right]), left, right);
            case Opcode.I32Sub or Opcode.I64Sub:
            case Opcode.I32Add or Opcode.I64Add or Opcode.I32Or or Opcode.I64Or or Opcode.I32Xor or Opcode.I64Xor when bits == 0:
                return left;
            case (>= Opcode.I32Shl and <= Opcode.I32Rotr) or (>= Opcode.I64Shl and <= Opcode.I64Rotr) when (bits & (right.Type == IrType.I32 ? 31u : 63u)) == 0:
                return left;
            case Opcode.I32Mul or Opcode.I64Mul when bits == 1: return left;
            case Opcode.I32Mul or Opcode.I64Mul or Opcode.I32And or Opcode.I64And when bits == 0 && left.IsForNothing: return right;
            case Opcode.I32And or Opcode.I64And when (_bits.Of(left) & ~bits) == 0: return left;
            case Opcode.I32Or or Opcode.I64Or when bits == all && left.IsForNothing: return right;
            case Opcode.I32ShrU or Opcode.I32ShrS or Opcode.I64ShrU or Opcode.I64ShrS: return ShiftBack(plain, left, right);
            case >= Opcode.I32Eq and <= Opcode.I64GeU: return Compare(plain, left, bits);
            default: return Combine(plain, left, right);
        }
    }

    /// <summary>Two operations of one kind with constants are one: <c>x + 1 + 2</c>.</summary>
    private static Plain Combine(Plain plain, Expression left, Constant right)
    {
        if (left is not Plain { Operands: [var operand, Constant inner] } other || other.Opcode != plain.Opcode) return plain;
        Opcode? operation = plain.Opcode is Opcode.I32Add or Opcode.I64Add or Opcode.I32And or Opcode.I64And
            or Opcode.I32Or or Opcode.I64Or or Opcode.I32Xor or Opcode.I64Xor ? plain.Opcode : null;
        if (operation is not { } opcode || Integers.Evaluate(opcode, plain.Type, inner.Bits, right.Bits) is not { } bits) return plain;
        return new Plain(opcode, plain.Type, Effects.None, [operand, new Constant(plain.Type, bits)]);
    }

    /// <summary>A shift to the left and back is an extension.</summary>
    private static Plain ShiftBack(Plain plain, Expression left, Constant right)
    {
        if (left is not Plain { Opcode: Opcode.I32Shl, Operands: [var operand, Constant inner] } || inner.Bits != right.Bits) return plain;
        if (plain.Opcode == Opcode.I32ShrU && right.Bits is > 0 and < 32)
            return new Plain(Opcode.I32And, IrType.I32, Effects.None, [operand, new Constant(IrType.I32, uint.MaxValue >> (int)right.Bits)]);
        return (plain.Opcode, right.Bits) switch
        {
            (Opcode.I32ShrS, 24) => new Plain(Opcode.I32Extend8S, IrType.I32, Effects.None, [operand]),
            (Opcode.I32ShrS, 16) => new Plain(Opcode.I32Extend16S, IrType.I32, Effects.None, [operand]),
            _ => plain,
        };
    }

    private Expression Compare(Plain plain, Expression left, ulong right)
    {
        ulong possible = _bits.Of(left);
        bool isForNothing = left.IsForNothing;
        switch (plain.Opcode)
        {
            case Opcode.I32Ne when right == 0 && possible <= 1:
            case Opcode.I32Eq when right == 1 && possible <= 1:
                return left;
            case Opcode.I32Eq when right == 0: return Unary(new Plain(Opcode.I32Eqz, IrType.I32, Effects.None, [left]));
            case Opcode.I64Eq when right == 0: return new Plain(Opcode.I64Eqz, IrType.I32, Effects.None, [left]);
            case Opcode.I32Eq or Opcode.I64Eq when (right & ~possible) != 0 && isForNothing: return Zero;
            case Opcode.I32Ne or Opcode.I64Ne when (right & ~possible) != 0 && isForNothing: return One;
            case Opcode.I32LtU or Opcode.I64LtU when possible < right && isForNothing: return One;
            case Opcode.I32LtU or Opcode.I64LtU when right == 0 && isForNothing: return Zero;
            case Opcode.I32GeU or Opcode.I64GeU when possible < right && isForNothing: return Zero;
            case Opcode.I32GeU or Opcode.I64GeU when right == 0 && isForNothing: return One;
            case Opcode.I32GtU or Opcode.I64GtU when possible <= right && isForNothing: return Zero;
            case Opcode.I32LeU or Opcode.I64LeU when possible <= right && isForNothing: return One;
            default: return plain;
        }
    }

    private Expression Choose(Select select)
    {
        Expression condition = Condition(select.Condition);
        if (condition is Constant constant)
        {
            (Expression chosen, Expression other) = constant.Bits != 0 ? (select.IfTrue, select.IfFalse) : (select.IfFalse, select.IfTrue);
            return other.IsForNothing ? chosen : select;
        }
        if ((select.IfTrue, select.IfFalse) is (Constant { Type: IrType.I32, Bits: 1 }, Constant { Bits: 0 })) return AsBoolean(condition);
        if ((select.IfTrue, select.IfFalse) is (Constant { Type: IrType.I32, Bits: 0 }, Constant { Bits: 1 }))
            return Unary(new Plain(Opcode.I32Eqz, IrType.I32, Effects.None, [condition]));
        return ReferenceEquals(condition, select.Condition) ? select : new Select(select.IfTrue, select.IfFalse, condition);
    }

    private Expression AsBoolean(Expression condition) =>
        _bits.IsBoolean(condition) ? condition : new Plain(Opcode.I32Ne, IrType.I32, Effects.None, [condition, Zero]);

    private static Constant Zero => new(IrType.I32, 0);

    private static Constant One => new(IrType.I32, 1);
}
