using System.Reflection.Emit;
using System.Runtime.Intrinsics.X86;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>
/// The JIT of .NET 10 leaves out the comparison of a rotated number with zero, as if a rotation set the flags of x86, and takes
/// either branch (dotnet/runtime#129288). So wherever a number may be tested, here or in a callee or caller that the JIT makes one
/// with this function, a number that may be a rotation goes there with a zero of the context added, which the JIT doesn't know.
/// The rotations in between stay as fast as they are.
/// </summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>Emits a value that may be compared with zero, perhaps with something that only the JIT knows to be zero.</summary>
    private void EmitTested(Expression value)
    {
        Emit(value);
        if (!X86Base.IsSupported || !_ir.HasRotations || !MayBeRotation(value)) return;
        LoadContextField(ContextLayout.Zero, address: true);
        _il.Emit(value.Type == IrType.I32 ? OpCodes.Ldind_I4 : OpCodes.Ldind_I8);
        _il.Emit(OpCodes.Or);
    }

    /// <summary>Whether an instruction compares one of its operands with what may be zero; the JIT makes <c>x &lt; 1</c> such a comparison.</summary>
    private static bool Tests(Plain plain, int operand) => plain.Opcode switch
    {
        >= Opcode.I32Eqz and <= Opcode.I64GeU => plain.Operands.Length == 1 || MayBeNeutral(plain.Operands[1 - operand]),
        (>= Opcode.I32DivS and <= Opcode.I32RemU) or (>= Opcode.I64DivS and <= Opcode.I64RemU) => operand == 1,
        _ => false,
    };

    /// <summary>Whether the JIT could see a rotation in a number: locals may be one under another name, and arithmetic may do nothing.</summary>
    private static bool MayBeRotation(Expression value) => value switch
    {
        Ir.LocalGet or SlotGet or StructGet => value.Type is IrType.I32 or IrType.I64,
        Select select => MayBeRotation(select.IfTrue) || MayBeRotation(select.IfFalse),
        Plain { Opcode: Opcode.I32Rotl or Opcode.I32Rotr or Opcode.I64Rotl or Opcode.I64Rotr } => true,
        Plain { Opcode: Opcode.I32WrapI64 or Opcode.I64ExtendI32U or Opcode.I64ExtendI32S } conversion => MayBeRotation(conversion.Operands[0]),
        Plain { Opcode: (>= Opcode.I32Add and <= Opcode.I32ShrU) or (>= Opcode.I64Add and <= Opcode.I64ShrU) } plain =>
            plain.Operands.Any(MayBeRotation) && plain.Operands.Any(MayBeNeutral),
        _ => false,
    };

    /// <summary>Whether an operand may leave the other one as it is.</summary>
    private static bool MayBeNeutral(Expression operand) => operand is not Constant constant || (int)constant.Bits is 0 or 1 or -1;
}
