using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Compiler.Lowering;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>From a function's bytes to the IR that is emitted: the literal list of what happens, in order.</summary>
internal static class Pipeline
{
    public static FunctionIr Run(ModuleSyntax module, int definedIndex, bool countsFuel)
    {
        // Stack code becomes expression trees; everything after works on those.
        FunctionIr ir = FunctionLowerer.Lower(module, definedIndex, countsFuel);

        // Before anything asks which regions have handlers.
        UnreachedHandlers.Remove(ir);

        // When it is known which regions still have handlers.
        HandlerPlaces.Number(ir);

        // Last, because it counts on what stands between two calls.
        ShadowLocals.Apply(ir);
        return ir;
    }
}
