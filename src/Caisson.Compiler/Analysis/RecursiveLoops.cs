using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// The loops that call their own function in every round. That looks whether it is interrupted when it is entered, so that the loop needn't. One walk.
/// </summary>
internal static class RecursiveLoops
{
    /// <summary>Finds them.</summary>
    /// <param name="ir">A function, or a part of one.</param>
    /// <returns>The labels at their heads.</returns>
    public static HashSet<Label> Of(FunctionIr ir)
    {
        var loops = new Dictionary<Label, int>();
        var found = new HashSet<Label>();
        if (!ir.HasCalls) return found;

        // Where the last call stands that every way to here has passed; what is called inside of a block isn't always.
        int called = -1;
        var before = new Stack<int>();
        for (int i = 0; i < ir.Body.Count; i++)
        {
            Statement statement = ir.Body[i];
            foreach (Expression expression in statement.Expressions)
                if (Calls(expression, ir.Index)) called = i;
            foreach (Label target in statement.Targets)
                if (loops.TryGetValue(target, out int start) && called < start) found.Remove(target);
            switch (statement)
            {
                case LoopStart loop:
                    loops.Add(loop.Label, i);
                    found.Add(loop.Label);
                    break;
                case BlockStart or TryStart: before.Push(called); break;
                case BlockEnd end when !end.Label.IsUsed: before.Pop(); break;
                case BlockEnd or TryEnd: called = before.Pop(); break;
            }
        }
        return found;
    }

    private static bool Calls(Expression expression, int function)
    {
        if ((expression.Effects & Effects.WritesAll) == 0) return false;
        if (expression is DirectCall call && call.Function == function) return true;
        foreach (Expression child in expression.Children)
            if (Calls(child, function)) return true;
        return false;
    }
}
