using System.Reflection.Emit;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>The IL branches that compare and go in one, for comparisons used as conditions.</summary>
internal static class BranchOpcodes
{
    /// <summary>The branch that is taken when a comparison of two operands holds, or doesn't.</summary>
    /// <param name="comparison">The instruction.</param>
    /// <param name="holds">Which outcome branches.</param>
    /// <returns>Null when the instruction is no comparison of two operands.</returns>
    public static OpCode? Of(Opcode comparison, bool holds) => comparison switch
    {
        Opcode.I32Eq or Opcode.I64Eq or Opcode.F32Eq or Opcode.F64Eq => holds ? OpCodes.Beq : OpCodes.Bne_Un,
        Opcode.I32Ne or Opcode.I64Ne or Opcode.F32Ne or Opcode.F64Ne => holds ? OpCodes.Bne_Un : OpCodes.Beq,
        Opcode.I32LtS or Opcode.I64LtS => holds ? OpCodes.Blt : OpCodes.Bge,
        Opcode.I32LtU or Opcode.I64LtU => holds ? OpCodes.Blt_Un : OpCodes.Bge_Un,
        Opcode.I32GtS or Opcode.I64GtS => holds ? OpCodes.Bgt : OpCodes.Ble,
        Opcode.I32GtU or Opcode.I64GtU => holds ? OpCodes.Bgt_Un : OpCodes.Ble_Un,
        Opcode.I32LeS or Opcode.I64LeS => holds ? OpCodes.Ble : OpCodes.Bgt,
        Opcode.I32LeU or Opcode.I64LeU => holds ? OpCodes.Ble_Un : OpCodes.Bgt_Un,
        Opcode.I32GeS or Opcode.I64GeS => holds ? OpCodes.Bge : OpCodes.Blt,
        Opcode.I32GeU or Opcode.I64GeU => holds ? OpCodes.Bge_Un : OpCodes.Blt_Un,

        // For floats ".un" means "or unordered": the negation of an ordered comparison is unordered.
        Opcode.F32Lt or Opcode.F64Lt => holds ? OpCodes.Blt : OpCodes.Bge_Un,
        Opcode.F32Gt or Opcode.F64Gt => holds ? OpCodes.Bgt : OpCodes.Ble_Un,
        Opcode.F32Le or Opcode.F64Le => holds ? OpCodes.Ble : OpCodes.Bgt_Un,
        Opcode.F32Ge or Opcode.F64Ge => holds ? OpCodes.Bge : OpCodes.Blt_Un,
        _ => null,
    };
}
