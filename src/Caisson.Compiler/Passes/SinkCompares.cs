using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// A comparison that is kept in a local and tested later is made again where it is tested, as long as what it compares hasn't changed: the
/// JIT would make a number of it and compare that with zero. The first one goes when nothing else reads it.
/// One use; not shared between threads.
/// </summary>
internal sealed class SinkCompares : Rewriter
{
    private readonly FunctionIr _ir;
    private readonly LocalFacts<Comparison> _facts;
    private int _position;

    private SinkCompares(FunctionIr ir) => (_ir, _facts) = (ir, new LocalFacts<Comparison>(ir));

    /// <summary>Rewrites a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        if (ir.Body.Exists(static statement => statement is SetLocal { Value: Plain plain } && IsComparison(plain))) new SinkCompares(ir).Apply();
    }

    protected override Expression Visit(Expression expression) =>
        expression is Select select && Sink(select.Condition) is { } condition
            ? new Select(select.IfTrue, select.IfFalse, condition)
            : expression;

    private void Apply()
    {
        for (_position = 0; _position < _ir.Body.Count; _position++)
        {
            Statement statement = _ir.Body[_position];
            _facts.Enter(statement, _position);
            if (statement is Marker) continue;
            statement = RewriteOperands(statement);
            if (statement is BranchIf branch && Sink(branch.Condition) is { } condition) statement = new BranchIf(condition, branch.WhenZero, branch.Label);
            _ir.Body[_position] = statement;
            if (statement is SetLocal { Value: Plain plain } set && IsComparison(plain)) Learn(set.Local, plain);
        }
    }

    private void Learn(Local local, Plain comparison)
    {
        int ends = int.MaxValue;
        foreach (Expression operand in comparison.Operands)
            if (operand is LocalGet get) ends = Math.Min(ends, _facts.EndOf(get.Local, _position));
        if (ends > _position) _facts.Learn(local, new Comparison(comparison), _position, ends, isSetHere: true);
    }

    /// <summary>The comparison behind a condition, or behind its negation.</summary>
    private Plain? Sink(Expression condition)
    {
        if (condition is Plain { Opcode: Opcode.I32Eqz } negation)
            return Sink(negation.Operands[0]) is { } inner ? new Plain(Opcode.I32Eqz, IrType.I32, Effects.None, [inner]) : null;
        return condition is LocalGet get && _facts.Find(get.Local, _position) is { } found ? Copy(found.Made) : null;
    }

    /// <summary>Another tree: a node stands in one place.</summary>
    private static Plain Copy(Plain comparison)
    {
        var operands = new Expression[comparison.Operands.Length];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = comparison.Operands[i] is Constant constant ? new Constant(constant.Type, constant.Bits) : new LocalGet(((LocalGet)comparison.Operands[i]).Local);
        return new Plain(comparison.Opcode, comparison.Type, Effects.None, operands);
    }

    /// <summary>Whether an expression compares locals and constants, so that comparing again costs no more than testing the outcome.</summary>
    private static bool IsComparison(Plain plain)
    {
        if (!plain.Opcode.IsComparison) return false;
        foreach (Expression operand in plain.Operands)
            if (operand is not (LocalGet or Constant)) return false;
        return true;
    }

    /// <summary>What a local was set to.</summary>
    private readonly record struct Comparison(Plain Made);
}
