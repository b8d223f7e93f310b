using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// What was just stored, or loaded, isn't loaded again: the value is taken from a local. Compilers that don't optimise, and many
/// interpreters, keep their variables in memory, and a load that waits for a store takes five cycles. The JIT can't tell whether any
/// store changes what another address points to; here two offsets from one local tell. One use; not shared between threads.
/// </summary>
internal sealed class ForwardStores : Rewriter
{
    private readonly FunctionIr _ir;
    private readonly KnownValues _known;

    /// <summary>Statements whose value is needed again, and the locals that it gets.</summary>
    private readonly Dictionary<int, Local> _named = [];

    private ForwardStores(FunctionIr ir) => (_ir, _known) = (ir, new KnownValues(ir.Module));

    /// <summary>Rewrites a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        if (ir.HasAccesses) new ForwardStores(ir).Apply();
    }

    protected override Expression Visit(Expression expression) =>
        _known.Find(expression) is { } found && ValueFor(expression, found) is { } value ? value : expression;

    private void Apply()
    {
        for (int i = 0; i < _ir.Body.Count; i++)
        {
            if (CanRewrite(_ir.Body[i])) _ir.Body[i] = RewriteOperands(_ir.Body[i]);
            _known.Pass(_ir.Body[i], i);
        }
        if (_named.Count > 0) _ir.Body = [.. _ir.Body.SelectMany(Name)];
    }

    /// <summary>Whether all that a statement reads is read before it, or what it evaluates, writes anything.</summary>
    private static bool CanRewrite(Statement statement)
    {
        foreach (Expression expression in statement.Expressions)
        {
            if ((expression.Effects & Effects.Writes) == 0) continue;
            if (statement.Expressions.Length > 1) return false;
            foreach (Expression child in expression.Children)
                if ((child.Effects & Effects.Writes) != 0) return false;
        }
        return true;
    }

    /// <summary>Gives a value that is needed again a local. The address before it is a local or a constant.</summary>
    private IEnumerable<Statement> Name(Statement statement, int position)
    {
        if (!_named.TryGetValue(position, out Local? local)) return [statement];
        Expression[] operands = statement.Expressions.ToArray();
        var set = new SetLocal(local, operands[^1]);
        operands[^1] = new LocalGet(local);
        return [set, statement.With(operands)];
    }

    private Expression? ValueFor(Expression read, KnownValue known)
    {
        if (read is not Load load) return Value(known);
        if (load.Opcode == known.Opcode || IsWhole(known.Opcode, load.Opcode)) return Value(known);
        if (load.Type != IrType.I32 || known.Value.Type != IrType.I32 || load.Opcode.AccessBytes > known.Opcode.AccessBytes) return null;
        return load.Opcode switch
        {
            Opcode.I32Load8U => And(0xFF),
            Opcode.I32Load16U => And(0xFFFF),
            Opcode.I32Load8S => new Plain(Opcode.I32Extend8S, IrType.I32, Effects.None, [Value(known)]),
            Opcode.I32Load16S => new Plain(Opcode.I32Extend16S, IrType.I32, Effects.None, [Value(known)]),
            _ => null,
        };

        Expression And(uint mask) => new Plain(Opcode.I32And, IrType.I32, Effects.None, [Value(known), new Constant(IrType.I32, mask)]);
    }

    /// <summary>Whether a load reads what a store wrote, bit by bit.</summary>
    private static bool IsWhole(Opcode store, Opcode load) => (store, load) is
        (Opcode.I32Store, Opcode.I32Load) or (Opcode.I64Store, Opcode.I64Load) or (Opcode.F32Store, Opcode.F32Load) or (Opcode.F64Store, Opcode.F64Load);

    private Expression Value(KnownValue known)
    {
        if (known.Value is LocalGet get) return new LocalGet(get.Local);
        if (known.Value is Constant { Type: IrType.I32 or IrType.I64 } constant) return new Constant(constant.Type, constant.Bits);
        if (!_named.TryGetValue(known.Position, out Local? local))
        {
            _named.Add(known.Position, local = new Local(_ir.Locals.Count, known.Value.Type, isParameter: false));
            _ir.Locals.Add(local);
        }
        return new LocalGet(local);
    }
}
