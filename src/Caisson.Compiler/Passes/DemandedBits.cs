using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Takes bits out of constants that nobody asks for: C that counts with 16 bits is compiled to constants whose upper halves are set for nothing, and then masked away. Without them it is known that the mask does nothing.
/// One walk backwards; what is needed where control goes elsewhere could be anything. One use; not shared between threads.
/// </summary>
internal sealed class DemandedBits
{
    private readonly FunctionIr _ir;

    /// <summary>What is asked for of each local from here on, where somebody has looked since <see cref="_since"/>; else <see cref="_others"/>.</summary>
    private readonly ulong[] _demanded;
    private readonly int[] _noted;
    private int _since = 1;
    private ulong _others;

    private DemandedBits(FunctionIr ir) => (_ir, _demanded, _noted) = (ir, new ulong[ir.Locals.Count], new int[ir.Locals.Count]);

    /// <summary>Rewrites a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        // A handler may ask for anything, wherever something throws.
        if (!ir.HasRegions) new DemandedBits(ir).Apply();
    }

    private void Apply()
    {
        for (int i = _ir.Body.Count - 1; i >= 0; i--)
        {
            Statement statement = _ir.Body[i];
            if (statement.Targets.Length > 0) Forget(ulong.MaxValue);
            else if (!statement.FallsThrough) Forget(0);
            if (statement is Marker) continue;
            if (statement is SetLocal set)
            {
                ulong demanded = Of(set.Local);
                Note(set.Local, 0);
                Expression value = Narrow(set.Value, demanded);
                if (!ReferenceEquals(value, set.Value)) _ir.Body[i] = new SetLocal(set.Local, value);
                continue;
            }
            foreach (Local local in statement.Sets) Note(local, 0);
            ReadOnlySpan<Expression> expressions = statement.Expressions;
            Expression[]? changed = null;
            for (int j = 0; j < expressions.Length; j++)
            {
                Expression narrowed = Narrow(expressions[j], statement is Store store && j == 1 ? Stored(store.Opcode) : ulong.MaxValue);
                if (ReferenceEquals(narrowed, expressions[j])) continue;
                changed ??= expressions.ToArray();
                changed[j] = narrowed;
            }
            if (changed is not null) _ir.Body[i] = statement.With(changed);
        }
    }

    private void Forget(ulong others)
    {
        _since++;
        _others = others;
    }

    private ulong Of(Local local) => _noted[local.Number] == _since ? _demanded[local.Number] : _others;

    private void Note(Local local, ulong demanded) => (_demanded[local.Number], _noted[local.Number]) = (demanded, _since);

    /// <summary>The same value as far as it is asked for.</summary>
    private Expression Narrow(Expression expression, ulong demanded)
    {
        switch (expression)
        {
            case LocalGet get:
                Note(get.Local, Of(get.Local) | demanded);
                return get;
            case Plain { Operands: [_, Constant constant], Opcode: Opcode.I32Or or Opcode.I32Xor or Opcode.I64Or or Opcode.I64Xor } plain:
                ulong kept = constant.Bits & demanded;

                // All ones are a negation, which takes no constant.
                if (kept == constant.Bits || constant.Bits == KnownBits.All(plain.Type)) break;
                return new Plain(plain.Opcode, plain.Type, Effects.None, [Narrow(plain.Operands[0], demanded), new Constant(plain.Type, kept)]);
        }
        ReadOnlySpan<Expression> children = expression.Children;
        Expression[]? changed = null;
        for (int i = 0; i < children.Length; i++)
        {
            Expression narrowed = Narrow(children[i], OfOperand(expression, i, demanded));
            if (ReferenceEquals(narrowed, children[i])) continue;
            changed ??= children.ToArray();
            changed[i] = narrowed;
        }
        return changed is null ? expression : expression.With(changed);
    }

    /// <summary>What an expression asks of one of its operands.</summary>
    private static ulong OfOperand(Expression expression, int operand, ulong demanded)
    {
        if (expression is Select) return operand < 2 ? demanded : ulong.MaxValue;
        if (expression is not Plain plain) return ulong.MaxValue;
        switch (plain.Opcode)
        {
            case Opcode.I32And or Opcode.I64And: return operand == 0 && plain.Operands[1] is Constant mask ? demanded & mask.Bits : demanded;
            case Opcode.I32Or or Opcode.I64Or or Opcode.I32Xor or Opcode.I64Xor or Opcode.I64ExtendI32U: return demanded;
            case Opcode.I32WrapI64: return demanded & uint.MaxValue;

            // What is carried goes up.
            case Opcode.I32Add or Opcode.I64Add or Opcode.I32Sub or Opcode.I64Sub or Opcode.I32Mul or Opcode.I64Mul: return KnownBits.Below(demanded);
            case Opcode.I32Shl or Opcode.I64Shl when operand == 0 && plain.Operands[1] is Constant by: return demanded >> KnownBits.Count(plain, by);
            case Opcode.I32ShrU or Opcode.I64ShrU when operand == 0 && plain.Operands[1] is Constant by: return demanded << KnownBits.Count(plain, by);
            default: return ulong.MaxValue;
        }
    }

    private static ulong Stored(Opcode opcode) => opcode switch
    {
        Opcode.I32Store8 or Opcode.I64Store8 => byte.MaxValue,
        Opcode.I32Store16 or Opcode.I64Store16 => ushort.MaxValue,
        Opcode.I64Store32 => uint.MaxValue,
        _ => ulong.MaxValue,
    };
}
