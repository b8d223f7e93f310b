using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Passes;

/// <summary>
/// A small loop that is known to end soon doesn't look for an interruption in each round: it ends before anybody would have noticed. What calls the function, or goes around it, looks.
/// </summary>
internal static class ShortLoops
{
    /// <summary>What a function may evaluate in loops that don't look, in nodes of trees: some microseconds, and a few milliseconds where each round touches a page for the first time.</summary>
    private const long MostNodes = 1 << 13;

    /// <summary>Marks the loops of a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        long left = MostNodes;
        int start = -1;
        for (int i = 0; i < ir.Body.Count; i++)
        {
            if (ir.Body[i] is LoopStart) start = i;
            if (ir.Body[i] is not LoopEnd || start < 0) continue;
            if (CountedLoop.Cost(ir.Body, start, i) is { } cost && cost <= left)
            {
                left -= cost;
                ir.Body[start] = new LoopStart(((LoopStart)ir.Body[start]).Label, looks: false);
            }
            start = -1;
        }
    }
}
