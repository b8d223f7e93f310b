using System.Numerics;
using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>
/// The JIT of .NET 10 leaves out the comparison of a rotated number with zero, as if a rotation set the flags of x86, and takes
/// either branch (dotnet/runtime#129288). It doesn't see through a population count, which is zero exactly when the number is.
/// A local may be a rotation under another name.
/// </summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>What is on the IL stack, or something else that is zero just when it is.</summary>
    private void EmitRotationGuard(Expression value)
    {
        if (!_ir.HasRotations || !MayBeRotation(value)) return;
        _il.Emit(OpCodes.Call, typeof(BitOperations).GetMethod(nameof(BitOperations.PopCount), [value.Type == IrType.I32 ? typeof(uint) : typeof(ulong)])!);
        if (value.Type == IrType.I64) _il.Emit(OpCodes.Conv_I8);
    }

    /// <summary>Whether only that an operand is zero matters; the JIT knows these forms for one another.</summary>
    private static bool ComparesWithZero(Plain plain) => plain.Opcode switch
    {
        Opcode.I32Eqz or Opcode.I64Eqz => true,
        Opcode.I32Eq or Opcode.I32Ne or Opcode.I64Eq or Opcode.I64Ne => plain.Operands.Any(operand => operand is Constant { Bits: 0 }),
        Opcode.I32GtU or Opcode.I32LeU or Opcode.I64GtU or Opcode.I64LeU => plain.Operands[1] is Constant { Bits: 0 },
        Opcode.I32LtU or Opcode.I32GeU or Opcode.I64LtU or Opcode.I64GeU => plain.Operands[1] is Constant { Bits: 1 },
        _ => false,
    };

    private static bool MayBeRotation(Expression value)
    {
        while (value is Plain { Opcode: Opcode.I32WrapI64 or Opcode.I64ExtendI32U or Opcode.I64ExtendI32S } conversion) value = conversion.Operands[0];
        return value is Ir.LocalGet { Type: IrType.I32 or IrType.I64 }
            or Plain { Opcode: Opcode.I32Rotl or Opcode.I32Rotr or Opcode.I64Rotl or Opcode.I64Rotr };
    }
}
