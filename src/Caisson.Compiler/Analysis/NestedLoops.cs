using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>How deep loops nest: the time that the JIT takes grows with the square of that.</summary>
internal static class NestedLoops
{
    /// <summary>So many take the JIT about a second.</summary>
    private const int MaxNesting = 10_000;

    /// <summary>Checks a function that has no loops left that nothing branches to.</summary>
    /// <exception cref="NotSupportedException">Its loops nest deeper than the JIT can take.</exception>
    public static void Check(FunctionIr ir)
    {
        int nesting = 0;
        foreach (Statement statement in ir.Body)
        {
            if (statement is LoopStart && ++nesting > MaxNesting) throw CompilerErrors.TooManyLoops(ir.Index, MaxNesting);
            if (statement is LoopEnd) nesting--;
        }
    }
}
