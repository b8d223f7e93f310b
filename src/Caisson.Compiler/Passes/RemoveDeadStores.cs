using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Takes away values of locals that nothing reads. Backwards, so that what was only read for such a value goes, too. One use; not
/// shared between threads.
/// </summary>
internal sealed class RemoveDeadStores
{
    private readonly FunctionIr _ir;
    private readonly int[] _reads;

    private RemoveDeadStores(FunctionIr ir) => (_ir, _reads) = (ir, new int[ir.Locals.Count]);

    /// <summary>Rewrites a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        var pass = new RemoveDeadStores(ir);
        foreach (Statement statement in ir.Body)
            foreach (Expression expression in statement.Expressions) pass.Count(expression, 1);
        pass.Remove();
    }

    private void Remove()
    {
        bool isChanged = false;
        var kept = new Statement?[_ir.Body.Count];
        for (int i = kept.Length - 1; i >= 0; i--)
        {
            kept[i] = Reduce(_ir.Body[i]);
            isChanged |= !ReferenceEquals(kept[i], _ir.Body[i]);
        }
        if (isChanged) _ir.Body = [.. kept.OfType<Statement>()];
    }

    private Statement? Reduce(Statement statement)
    {
        if (statement is not SetLocal set) return statement;
        if (set.Value is LocalGet get && get.Local == set.Local)
        {
            Count(get, -1);
            return null;
        }
        if (_reads[set.Local.Number] > 0) return statement;
        if (!set.Value.IsForNothing) return new Evaluate(set.Value);
        Count(set.Value, -1);
        return null;
    }

    private void Count(Expression expression, int by)
    {
        if (expression is LocalGet get) _reads[get.Local.Number] += by;
        foreach (Expression child in expression.Children) Count(child, by);
    }
}
