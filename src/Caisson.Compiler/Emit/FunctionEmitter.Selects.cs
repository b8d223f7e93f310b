using System.Numerics;
using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Compiler.Passes;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Choosing between two values. The JIT makes a conditional move of a branch only outside of loops, and a branch that goes either way at random costs
/// as much as twenty instructions. So where both values are at hand, a mask chooses: the sign of a difference, or of a condition that is 0 or 1.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private void EmitSelect(Select select)
    {
        if (_openLoops == 0 || !IsAtHand(select.IfTrue) || !IsAtHand(select.IfFalse)) EmitEither(select);
        else if (!TryEmitSum(select)) EmitMasked(select);
    }

    /// <summary>When nothing could be noticed, only the chosen value is computed.</summary>
    private void EmitEither(Select select)
    {
        System.Reflection.Emit.Label otherwise = _il.DefineLabel(), end = _il.DefineLabel();
        LocalBuilder? first = null, second = null;
        if (((select.IfTrue.Effects | select.IfFalse.Effects) & ~(Effects.ReadsMemory | Effects.ReadsGlobals | Effects.ReadsTables | Effects.ReadsObjects)) != 0
            || EffectRules.Conflict(select.IfTrue.Effects | select.IfFalse.Effects, select.Condition.Effects))
        {
            // Not scratch locals: an operand may hold another select.
            first = _il.DeclareLocal(select.Type.ClrType);
            second = _il.DeclareLocal(select.Type.ClrType);
            Emit(select.IfTrue);
            _il.Emit(OpCodes.Stloc, first);
            Emit(select.IfFalse);
            _il.Emit(OpCodes.Stloc, second);
        }

        EmitBranchIf(select.Condition, whenZero: true, otherwise);
        EmitOr(first, select.IfTrue);
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(otherwise);
        EmitOr(second, select.IfFalse);
        _il.MarkLabel(end);

        void EmitOr(LocalBuilder? local, Expression value)
        {
            if (local is null) Emit(value);
            else _il.Emit(OpCodes.Ldloc, local);
        }
    }

    /// <summary>Whether computing an integer costs less than a branch that went the wrong way.</summary>
    private static bool IsAtHand(Expression value, int depth = 2) => value is { Effects: 0, Type: IrType.I32 or IrType.I64 }
        && (value is Constant or LocalGet || (depth > 0 && value is Plain plain && IsCheap(plain.Opcode) && plain.Operands.All(operand => IsAtHand(operand, depth - 1))));

    private static bool IsCheap(Opcode opcode) => opcode is
        (>= Opcode.I32Add and <= Opcode.I32Mul) or (>= Opcode.I32And and <= Opcode.I32ShrU)
        or (>= Opcode.I64Add and <= Opcode.I64Mul) or (>= Opcode.I64And and <= Opcode.I64ShrU)
        or Opcode.I32WrapI64 or Opcode.I64ExtendI32S or Opcode.I64ExtendI32U;

    /// <summary>One of two constants that are a power of two apart, by a condition that is 0 or 1: shifted and added.</summary>
    private bool TryEmitSum(Select select)
    {
        if ((select.IfTrue, select.IfFalse) is not (Constant one, Constant other)) return false;
        Expression condition = select.Condition;
        for (; condition is Plain { Opcode: Opcode.I32Eqz } negation; condition = negation.Operands[0]) (one, other) = (other, one);
        ulong above = Difference(one, other), below = Difference(other, one);
        if (!IsBoolean(condition) || !(BitOperations.IsPow2(above) || BitOperations.IsPow2(below))) return false;
        Emit(other);
        Emit(condition);
        if (select.Type == IrType.I64) _il.Emit(OpCodes.Conv_U8);
        if (BitOperations.TrailingZeroCount(above) is var shift and > 0)
        {
            _il.EmitConstant(shift);
            _il.Emit(OpCodes.Shl);
        }
        _il.Emit(BitOperations.IsPow2(above) ? OpCodes.Add : OpCodes.Sub);
        return true;
    }

    private static ulong Difference(Constant left, Constant right) => left.Type == IrType.I32 ? (uint)(left.Bits - right.Bits) : left.Bits - right.Bits;

    private void EmitMasked(Select select)
    {
        bool isInverted = EmitMask(select.Condition, select.Type);
        (Expression whereSet, Expression elsewhere) = isInverted ? (select.IfFalse, select.IfTrue) : (select.IfTrue, select.IfFalse);
        switch (whereSet, elsewhere)
        {
            case (_, Constant { Bits: 0 }):
                Emit(whereSet);
                _il.Emit(OpCodes.And);
                break;
            case (Constant { Bits: 0 }, _):
                _il.Emit(OpCodes.Not);
                Emit(elsewhere);
                _il.Emit(OpCodes.And);
                break;
            case (Constant one, Constant other):
                Emit(new Constant(one.Type, one.Bits ^ other.Bits));
                _il.Emit(OpCodes.And);
                Emit(other);
                _il.Emit(OpCodes.Xor);
                break;
            default:
                LocalBuilder kept = Scratch(elsewhere.Type.ClrType);
                EmitInto(kept, elsewhere);
                Emit(whereSet);
                _il.Emit(OpCodes.Ldloc, kept);
                _il.Emit(OpCodes.Xor);
                _il.Emit(OpCodes.And);
                _il.Emit(OpCodes.Ldloc, kept);
                _il.Emit(OpCodes.Xor);
                break;
        }
    }

    /// <summary>Emits all ones where a condition holds, and zero elsewhere.</summary>
    /// <returns>Whether it is the other way round.</returns>
    private bool EmitMask(Expression condition, IrType type)
    {
        bool isInverted = false;
        for (; condition is Plain { Opcode: Opcode.I32Eqz } negation; condition = negation.Operands[0]) isInverted = !isInverted;
        switch (condition)
        {
            case Plain { Opcode: Opcode.I32LtS or Opcode.I32LtU or Opcode.I32GeS or Opcode.I32GeU } plain:
                EmitSignOfDifference(plain.Operands[0], plain.Operands[1], plain.Opcode is Opcode.I32LtS or Opcode.I32GeS, type);
                return isInverted ^ plain.Opcode is Opcode.I32GeS or Opcode.I32GeU;
            case Plain { Opcode: Opcode.I32GtS or Opcode.I32GtU or Opcode.I32LeS or Opcode.I32LeU } plain:
                EmitSignOfDifference(plain.Operands[1], plain.Operands[0], plain.Opcode is Opcode.I32GtS or Opcode.I32LeS, type);
                return isInverted ^ plain.Opcode is Opcode.I32LeS or Opcode.I32LeU;
            case var _ when IsBoolean(condition):
                Emit(condition);
                _il.Emit(OpCodes.Neg);
                if (type == IrType.I64) _il.Emit(OpCodes.Conv_I8);
                return isInverted;
            default:
                EmitSignOfDifference(condition, new Constant(IrType.I32, 1), isSigned: false, type);
                return !isInverted;
        }
    }

    private static bool IsBoolean(Expression condition) => condition is IsNull or RefTest
        || (condition is Plain plain && (plain.Opcode.IsComparison || plain is { Opcode: Opcode.I32And, Operands: [_, Constant { Bits: 1 }] }));

    /// <summary>All ones where a number is less than another. The difference of two 32-bit numbers has its true sign in 64 bits.</summary>
    private void EmitSignOfDifference(Expression left, Expression right, bool isSigned, IrType type)
    {
        OpCode widen = isSigned ? OpCodes.Conv_I8 : OpCodes.Conv_U8;
        Emit(left);
        _il.Emit(widen);
        Emit(right);
        _il.Emit(widen);
        _il.Emit(OpCodes.Sub);
        _il.EmitConstant(63);
        _il.Emit(OpCodes.Shr);
        if (type == IrType.I32) _il.Emit(OpCodes.Conv_I4);
    }
}
