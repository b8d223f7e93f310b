using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Replaces expressions, operands before what uses them; what doesn't change stays the same object. Trees are at most as tall as
/// the lowering makes them, so that recursing on them is safe. One use; not shared between threads.
/// </summary>
internal abstract class Rewriter
{
    /// <summary>Rewrites all expressions of a statement.</summary>
    protected Statement RewriteOperands(Statement statement) =>
        RewriteAll(statement.Expressions) is { } changed ? statement.With(changed) : statement;

    /// <summary>Rewrites a tree.</summary>
    protected Expression Rewrite(Expression expression) =>
        Visit(RewriteAll(expression.Children) is { } changed ? expression.With(changed) : expression);

    /// <summary>What an expression becomes whose operands have been rewritten.</summary>
    protected abstract Expression Visit(Expression expression);

    private Expression[]? RewriteAll(ReadOnlySpan<Expression> expressions)
    {
        Expression[]? changed = null;
        for (int i = 0; i < expressions.Length; i++)
        {
            Expression rewritten = Rewrite(expressions[i]);
            if (ReferenceEquals(rewritten, expressions[i])) continue;
            changed ??= expressions.ToArray();
            changed[i] = rewritten;
        }
        return changed;
    }
}
