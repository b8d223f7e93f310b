using System.Numerics;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Which bits of integers may be set: those of what a local was set to last, where a walk over the function knows; elsewhere, those of all values that it is set to. That is one pass over
/// the function, once it is asked, which takes what it doesn't know yet for anything. One use; not shared between threads.
/// </summary>
internal sealed class KnownBits(FunctionIr ir)
{
    /// <summary>Deeper operands may be anything, so that asking about every node of a tree stays cheap.</summary>
    private const int MaxDepth = 5;

    private readonly FunctionIr _ir = ir;
    private ulong[]? _locals;
    private bool _isAsking;

    /// <summary>What each local was last set to, where that is after <see cref="_since"/>.</summary>
    private readonly ulong[] _now = new ulong[ir.Locals.Count];
    private readonly int[] _learned = new int[ir.Locals.Count];
    private int _since = 1;

    /// <summary>The bits that may be set.</summary>
    public ulong Of(Expression expression) => Of(expression, MaxDepth);

    /// <summary>Whether it is 0 or 1.</summary>
    public bool IsBoolean(Expression expression) => Of(expression) <= 1;

    /// <summary>Follows a walk over the function: a statement was reached, or is over.</summary>
    public void Enter(Statement statement)
    {
        // Control may come from elsewhere, where locals are something else.
        if (statement is BlockEnd or LoopStart or TryEnd) _since++;
    }

    /// <summary>As <see cref="Enter"/>.</summary>
    public void Leave(Statement statement)
    {
        if (statement is SetLocal { Local.Type: IrType.I32 or IrType.I64 } set)
        {
            Learn(set.Local, Of(set.Value));
            return;
        }
        foreach (Local local in statement.Sets) Learn(local, ulong.MaxValue);
    }

    /// <summary>All bits of a type.</summary>
    public static ulong All(IrType type) => type == IrType.I32 ? uint.MaxValue : ulong.MaxValue;

    /// <summary>All bits up to the highest one.</summary>
    public static ulong Below(ulong highest) => highest == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(highest);

    private void Learn(Local local, ulong bits) => (_now[local.Number], _learned[local.Number]) = (bits, _since);

    /// <summary>Passes put in something that has the same value, which leaves this right.</summary>
    private ulong[] OfLocals()
    {
        var locals = new ulong[_ir.Locals.Count];
        foreach (Local local in _ir.Locals)
            if (local.IsParameter) locals[local.Number] = All(local.Type);
        foreach (Statement statement in _ir.Body)
        {
            if (statement is SetLocal set) locals[set.Local.Number] |= Of(set.Value);
            else if (statement is SetLocals sets)
                for (int i = 0; i < sets.Locals.Length; i++) locals[sets.Locals[i].Number] |= Of(sets.Values[i]);
            else foreach (Local local in statement.Sets) locals[local.Number] = All(local.Type);
        }
        return locals;
    }

    private ulong Of(Expression expression, int depth)
    {
        if (expression.Type is not (IrType.I32 or IrType.I64) || depth == 0) return All(expression.Type);
        return expression switch
        {
            Constant constant => constant.Bits,
            LocalGet get => OfLocal(get.Local),
            Load load => OfLoad(load),
            Select select => Of(select.IfTrue, depth - 1) | Of(select.IfFalse, depth - 1),
            IsNull or RefTest => 1,
            Plain plain => OfPlain(plain, depth - 1) & All(plain.Type),
            _ => All(expression.Type),
        };
    }

    private ulong OfLocal(Local local)
    {
        if (_locals is null && _isAsking) return All(local.Type);
        if (_learned[local.Number] == _since && _now[local.Number] is var now && now < All(local.Type)) return now;
        if (_locals is not null) return _locals[local.Number];
        _isAsking = true;
        _locals = OfLocals();
        return _locals[local.Number];
    }

    private static ulong OfLoad(Load load) => load.Opcode switch
    {
        Opcode.I32Load8U or Opcode.I64Load8U => byte.MaxValue,
        Opcode.I32Load16U or Opcode.I64Load16U => ushort.MaxValue,
        Opcode.I64Load32U => uint.MaxValue,
        _ => All(load.Type),
    };

    private ulong OfPlain(Plain plain, int depth)
    {
        if (plain.Opcode.IsComparison) return 1;
        ulong First() => Of(plain.Operands[0], depth);
        ulong Second() => Of(plain.Operands[1], depth);
        switch (plain.Opcode)
        {
            case Opcode.I32And or Opcode.I64And: return First() & Second();
            case Opcode.I32Or or Opcode.I64Or or Opcode.I32Xor or Opcode.I64Xor: return First() | Second();
            case Opcode.I32WrapI64 or Opcode.I64ExtendI32U: return First() & uint.MaxValue;
            case Opcode.I32Clz or Opcode.I32Ctz or Opcode.I32Popcnt: return 63;
            case Opcode.I64Clz or Opcode.I64Ctz or Opcode.I64Popcnt: return 127;
            case Opcode.I64ExtendI32S: return First() is var bits && bits <= int.MaxValue ? bits : ulong.MaxValue;
            case Opcode.I32Shl or Opcode.I64Shl when plain.Operands[1] is Constant count: return First() << Count(plain, count);
            case Opcode.I32ShrU or Opcode.I64ShrU: return plain.Operands[1] is Constant by ? First() >> Count(plain, by) : Below(First());
            case Opcode.I32Add or Opcode.I64Add: return Sum(First(), Second(), All(plain.Type));
            case Opcode.I32Mul or Opcode.I64Mul: return Product(First(), Second(), All(plain.Type));
            case Opcode.I32DivU or Opcode.I64DivU: return Below(First());
            case Opcode.I32RemU or Opcode.I64RemU: return Below(Math.Min(First(), Second()));
            default: return ulong.MaxValue;
        }
    }

    /// <summary>By how many bits something is shifted.</summary>
    public static int Count(Plain shift, Constant count) => (int)count.Bits & (shift.Type == IrType.I64 ? 63 : 31);

    private static ulong Sum(ulong left, ulong right, ulong all) => left > all - right ? all : Below(left + right);

    private static ulong Product(ulong left, ulong right, ulong all) =>
        Math.BigMul(left, right, out ulong low) != 0 || low > all ? all : Below(low);
}
