using System.Diagnostics;
using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>Everything that a call evaluates, in order.</summary>
internal static class CallOperands
{
    /// <summary>The operands of a call.</summary>
    public static Expression[] Of(Call call) => [.. call.Children];

    /// <summary>The same call with other operands.</summary>
    public static Call With(Call call, Expression[] operands) => call switch
    {
        DirectCall direct => new DirectCall(direct.Function, direct.Signature, operands),
        IndirectCall indirect => new IndirectCall(indirect.Table, indirect.TypeIndex, indirect.Signature, operands[0], operands[1..]),
        ReferenceCall reference => new ReferenceCall(reference.Signature, operands[0], operands[1..]),
        _ => throw new UnreachableException(),
    };
}
