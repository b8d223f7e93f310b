using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Compiler.Lowering;
using Caisson.Compiler.Passes;

namespace Caisson.Compiler;

/// <summary>From a function's bytes to the IR that is emitted: the literal list of what happens, in order.</summary>
internal static class Pipeline
{
    /// <summary>What makes code better; each may be left out.</summary>
    public static IReadOnlyList<(string Name, Action<FunctionIr> Apply)> Passes { get; } =
    [
        // First, because fewer bits of constants let more be known of others.
        (nameof(DemandedBits), DemandedBits.Apply),

        // Early, because what is known decides what is reached.
        (nameof(FoldConstants), FoldConstants.Apply),

        // Before what asks which labels are used: the end of a block that nothing branches to forgets nothing.
        (nameof(RemoveUnreachable), RemoveUnreachable.Apply),

        // Leaves additions behind that nothing needs any more.
        (nameof(FoldOffsets), FoldOffsets.Apply),

        // Where addresses are in the simplest form.
        (nameof(ForwardStores), ForwardStores.Apply),

        // Leaves comparisons behind that nothing reads any more.
        (nameof(SinkCompares), SinkCompares.Apply),

        // After what stops reading locals.
        (nameof(RemoveDeadStores), RemoveDeadStores.Apply),

        // Where nothing is left that only looks as if it were done in a loop.
        (nameof(ShortLoops), ShortLoops.Apply),
    ];

    /// <summary>Lowers a function and applies all passes.</summary>
    /// <param name="code">The module that it belongs to.</param>
    /// <param name="definedIndex">Index among the functions that are not imported.</param>
    /// <param name="checkpoint">Called between two passes; may throw.</param>
    public static FunctionIr Run(IModuleCode code, int definedIndex, Action? checkpoint = null)
    {
        // Stack code becomes expression trees; everything after works on those. Small functions are lowered where they are called, but
        // where fuel is counted: a run ends at the same place whatever the compiler does.
        bool countsFuel = code.Options.Fuel is not null;
        FunctionIr ir = FunctionLowerer.Lower(code.Module, definedIndex, countsFuel, inlines: !countsFuel && code.WithoutPass != nameof(Inlining));

        foreach ((string name, Action<FunctionIr> apply) in Passes)
        {
            checkpoint?.Invoke();
            if (name != code.WithoutPass) apply(ir);
        }

        // On what is left of the accesses, with their addresses in the simplest form.
        if (code.WithoutPass != nameof(BoundsChecks)) BoundsChecks.Apply(ir, code.Layout);

        // After all that asks how long a local keeps a value: one that is shared has many.
        if (code.WithoutPass != nameof(CoalesceLocals)) CoalesceLocals.Apply(ir, code.Limits.ManyLocals);

        // Before anything asks which regions have handlers.
        UnreachedHandlers.Remove(ir);

        // After the loops are gone that are none.
        NestedLoops.Check(ir);

        // When it is known which regions still have handlers.
        HandlerPlaces.Number(ir);

        // Last, because it counts on what stands between two calls.
        ShadowLocals.Apply(ir);
        return ir;
    }
}
