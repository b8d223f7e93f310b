using Caisson.Compiler.Ir;
using Caisson.Compiler.Splitting;

namespace Caisson.Compiler.Emit;

/// <summary>Finds out what the IL of a function costs, by writing it to a meter: nothing to keep in step with emission.</summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>
    /// What each statement costs, summed up: item <c>i</c> is the cost of everything before statement <c>i</c>. The locals of the IR are
    /// not in it, because statements share them; those that emission adds are.
    /// </summary>
    public static IlCost[] Measure(IModuleCode code, FunctionIr ir)
    {
        var meter = new IlMeter();
        var emitter = new FunctionEmitter(code, ir, meter);
        foreach (Local local in ir.Locals) emitter.IlLocal(local);
        IlCost shared = new(Locals: ir.Locals.Count);
        emitter.Prologue();
        var costs = new IlCost[ir.Body.Count + 1];
        for (int i = 0; i < ir.Body.Count; i++)
        {
            costs[i] = meter.Cost - shared;
            emitter.Emit(ir.Body[i]);
        }
        costs[^1] = meter.Cost - shared;
        return costs;
    }
}
