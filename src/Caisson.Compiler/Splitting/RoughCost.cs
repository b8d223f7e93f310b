using Caisson.Compiler.Emit;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Splitting;

/// <summary>
/// An upper bound of what a function costs, much faster than measuring it: most functions are so far below the limits that more isn't
/// needed. In instructions; what counts more against another limit than against that of instructions has the weight of that. Not for
/// functions that are split already.
/// </summary>
internal static class RoughCost
{
    /// <summary>One against the limit of blocks is as much as so many against that of instructions.</summary>
    private const int Block = 10;

    /// <summary>The same for a local.</summary>
    private const int Reference = 3;

    /// <summary>The same for a byte of a long table, which is neither.</summary>
    private const int TableEntry = 2;

    /// <summary>The dearest form of a shuffle, or a call.</summary>
    private const int Shuffle = 50;

    /// <summary>What a function starts with.</summary>
    private const int Prologue = 100;

    /// <summary>The cost of a function.</summary>
    /// <param name="ir">The function.</param>
    /// <param name="enough">Where counting may stop.</param>
    public static int Of(FunctionIr ir, int enough)
    {
        int cost = Prologue + Block * ir.Locals.Count;
        for (int i = 0; i < ir.Body.Count && cost < enough; i++) cost += Of(ir.Body[i]);

        // Each value that may be tested has something added to it.
        return ir.HasRotations ? 2 * cost : cost;
    }

    private static int Of(Statement statement)
    {
        int cost = Reference * statement.Sets.Length + statement switch
        {
            SetLocal => 0,
            BlockStart or LoopEnd => 0,
            BlockEnd => Block,
            LoopStart => 2 * Block,
            Branch => Block,
            BranchIf => 2 * Block,
            BranchTable table => 4 * Block + TableEntry * table.Labels.Length,
            Store => 4 * Block,
            SetResults set => 8 * Block + 8 * set.Locals.Length,
            Return @return => 8 * Block + 6 * @return.Values.Length,
            TryEnd end => 8 * Block + 10 * end.Region.Clauses.Count,
            _ => 8 * Block,
        };
        foreach (Expression expression in statement.Expressions) cost += Of(expression);
        return cost;
    }

    private static int Of(Expression expression)
    {
        int cost = expression switch
        {
            LocalGet => Reference,
            Constant or Null => 2,
            Plain { Opcode: var opcode } when FunctionEmitter.IsVector(opcode) => OfVector(opcode),
            Plain => 7,
            GlobalGet => 6,
            Load { Opcode: var opcode } => 3 * Block + (opcode != Opcode.V128Load && FunctionEmitter.IsVector(opcode) ? OfVector(opcode) : 0),
            DirectCall => 4 * Block,
            Select => 5 * Block,
            VectorConstant => 10,
            ArrayNewFixed or NewException or StructNew => 4 * Block + 12 * expression.Children.Length,
            _ => 20 * Block,
        };
        foreach (Expression child in expression.Children) cost += Of(child);
        return cost;
    }

    /// <summary>Most of what is written for an operation is calls, which count more against the limit of bytes.</summary>
    private static int OfVector(Opcode opcode)
    {
        if (opcode == Opcode.I8x16Shuffle || OperationBody.Of(OperationMethods.Of(opcode), isPortable: false) is not { } body) return Shuffle;
        return 2 * body.Steps.Length + Reference * (body.References + 2 * body.Parameters.Length);
    }
}
