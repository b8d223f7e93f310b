using System.Reflection.Emit;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>
/// The numeric instructions that IL has, as short sequences. Everything else is a method of the runtime: see
/// <see cref="OperationMethods"/>.
/// </summary>
internal static class PlainOpcodes
{
    private static readonly (Opcode Eq, Opcode Ne, Opcode Lt, Opcode Gt, Opcode Le, Opcode Ge)[] FloatComparisons =
    [
        (Opcode.F32Eq, Opcode.F32Ne, Opcode.F32Lt, Opcode.F32Gt, Opcode.F32Le, Opcode.F32Ge),
        (Opcode.F64Eq, Opcode.F64Ne, Opcode.F64Lt, Opcode.F64Gt, Opcode.F64Le, Opcode.F64Ge),
    ];

    private static readonly OpCode[]?[] Sequences = Build();

    /// <summary>The IL of an instruction, operands on the stack; null when IL has none.</summary>
    public static OpCode[]? Of(Opcode opcode) => Sequences[(int)opcode];

    private static OpCode[]?[] Build()
    {
        var table = new OpCode[]?[Opcodes.Count];
        foreach ((Opcode opcode, OpCode[] sequence) in Rows()) table[(int)opcode] = sequence;
        return table;
    }

    private static IEnumerable<(Opcode Opcode, OpCode[] Sequence)> Rows()
    {
        // A comparison's negation is the comparison with zero.
        OpCode[] not = [OpCodes.Ldc_I4_0, OpCodes.Ceq];

        yield return (Opcode.I32Eqz, not);
        yield return (Opcode.I32Eq, [OpCodes.Ceq]);
        yield return (Opcode.I32Ne, [OpCodes.Ceq, .. not]);
        yield return (Opcode.I32LtS, [OpCodes.Clt]);
        yield return (Opcode.I32LtU, [OpCodes.Clt_Un]);
        yield return (Opcode.I32GtS, [OpCodes.Cgt]);
        yield return (Opcode.I32GtU, [OpCodes.Cgt_Un]);
        yield return (Opcode.I32LeS, [OpCodes.Cgt, .. not]);
        yield return (Opcode.I32LeU, [OpCodes.Cgt_Un, .. not]);
        yield return (Opcode.I32GeS, [OpCodes.Clt, .. not]);
        yield return (Opcode.I32GeU, [OpCodes.Clt_Un, .. not]);

        yield return (Opcode.I64Eqz, [OpCodes.Ldc_I4_0, OpCodes.Conv_I8, OpCodes.Ceq]);
        yield return (Opcode.I64Eq, [OpCodes.Ceq]);
        yield return (Opcode.I64Ne, [OpCodes.Ceq, .. not]);
        yield return (Opcode.I64LtS, [OpCodes.Clt]);
        yield return (Opcode.I64LtU, [OpCodes.Clt_Un]);
        yield return (Opcode.I64GtS, [OpCodes.Cgt]);
        yield return (Opcode.I64GtU, [OpCodes.Cgt_Un]);
        yield return (Opcode.I64LeS, [OpCodes.Cgt, .. not]);
        yield return (Opcode.I64LeU, [OpCodes.Cgt_Un, .. not]);
        yield return (Opcode.I64GeS, [OpCodes.Clt, .. not]);
        yield return (Opcode.I64GeU, [OpCodes.Clt_Un, .. not]);

        // For floats ".un" means "or unordered": with a NaN, only ne is true.
        foreach ((Opcode eq, Opcode ne, Opcode lt, Opcode gt, Opcode le, Opcode ge) in FloatComparisons)
        {
            yield return (eq, [OpCodes.Ceq]);
            yield return (ne, [OpCodes.Ceq, .. not]);
            yield return (lt, [OpCodes.Clt]);
            yield return (gt, [OpCodes.Cgt]);
            yield return (le, [OpCodes.Cgt_Un, .. not]);
            yield return (ge, [OpCodes.Clt_Un, .. not]);
        }

        yield return (Opcode.I32Add, [OpCodes.Add]);
        yield return (Opcode.I32Sub, [OpCodes.Sub]);
        yield return (Opcode.I32Mul, [OpCodes.Mul]);
        yield return (Opcode.I32And, [OpCodes.And]);
        yield return (Opcode.I32Or, [OpCodes.Or]);
        yield return (Opcode.I32Xor, [OpCodes.Xor]);
        yield return (Opcode.I64Add, [OpCodes.Add]);
        yield return (Opcode.I64Sub, [OpCodes.Sub]);
        yield return (Opcode.I64Mul, [OpCodes.Mul]);
        yield return (Opcode.I64And, [OpCodes.And]);
        yield return (Opcode.I64Or, [OpCodes.Or]);
        yield return (Opcode.I64Xor, [OpCodes.Xor]);

        yield return (Opcode.F32Add, [OpCodes.Add]);
        yield return (Opcode.F32Sub, [OpCodes.Sub]);
        yield return (Opcode.F32Mul, [OpCodes.Mul]);
        yield return (Opcode.F32Div, [OpCodes.Div]);
        yield return (Opcode.F64Add, [OpCodes.Add]);
        yield return (Opcode.F64Sub, [OpCodes.Sub]);
        yield return (Opcode.F64Mul, [OpCodes.Mul]);
        yield return (Opcode.F64Div, [OpCodes.Div]);

        yield return (Opcode.I32WrapI64, [OpCodes.Conv_I4]);
        yield return (Opcode.I64ExtendI32S, [OpCodes.Conv_I8]);
        yield return (Opcode.I64ExtendI32U, [OpCodes.Conv_U8]);
        yield return (Opcode.I32Extend8S, [OpCodes.Conv_I1]);
        yield return (Opcode.I32Extend16S, [OpCodes.Conv_I2]);
        yield return (Opcode.I64Extend8S, [OpCodes.Conv_I1, OpCodes.Conv_I8]);
        yield return (Opcode.I64Extend16S, [OpCodes.Conv_I2, OpCodes.Conv_I8]);
        yield return (Opcode.I64Extend32S, [OpCodes.Conv_I4, OpCodes.Conv_I8]);
    }
}
