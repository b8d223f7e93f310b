using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>What a load makes of an address: the value in memory, converted, extended, or made a vector.</summary>
internal sealed partial class FunctionEmitter
{
    private void EmitLoadValue(Opcode opcode, bool isWhole)
    {
        bool makesVector = IsVector(opcode) && opcode != Opcode.V128Load && opcode.Immediates != ImmediateKind.MemArgLane;
        if (isWhole && makesVector && OperationBody.Of(OperationMethods.Of(opcode), _code.IsPortable) is { BeginsWithLane: true } body)
        {
            _il.Emit(OpCodes.Call, WholeReads.Lane(opcode.AccessBytes == 4 ? IrType.I32 : IrType.I64));
            EmitBody(body, [null], taken: 2);
            return;
        }
        switch (opcode)
        {
            case Opcode.I32Load8S: _il.Emit(OpCodes.Ldind_I1); break;
            case Opcode.I32Load8U: _il.Emit(OpCodes.Ldind_U1); break;
            case Opcode.I32Load16S: _il.Emit(OpCodes.Ldind_I2); break;
            case Opcode.I32Load16U: _il.Emit(OpCodes.Ldind_U2); break;
            case Opcode.I64Load8S: Extended(OpCodes.Ldind_I1, OpCodes.Conv_I8); break;
            case Opcode.I64Load8U: Extended(OpCodes.Ldind_U1, OpCodes.Conv_U8); break;
            case Opcode.I64Load16S: Extended(OpCodes.Ldind_I2, OpCodes.Conv_I8); break;
            case Opcode.I64Load16U: Extended(OpCodes.Ldind_U2, OpCodes.Conv_U8); break;
            case Opcode.I64Load32S: Number(IrType.I32); _il.Emit(OpCodes.Conv_I8); break;
            case Opcode.I64Load32U: Number(IrType.I32); _il.Emit(OpCodes.Conv_U8); break;
            case Opcode.F32Load: Number(IrType.F32); break;
            case Opcode.F64Load: Number(IrType.F64); break;
            case Opcode.V128Load when isWhole: _il.Emit(OpCodes.Call, WholeReads.Vector); break;
            case Opcode.V128Load: _il.EmitLoadIndirect(IrType.V128); break;
            case var _ when opcode.AccessBytes < 4: _il.Emit(opcode.AccessBytes == 1 ? OpCodes.Ldind_U1 : OpCodes.Ldind_U2); break;
            default: Number(opcode.AccessBytes == 4 ? IrType.I32 : IrType.I64); break;
        }
        if (makesVector) EmitVectorOperation(OperationMethods.Of(opcode), [null]);

        void Extended(OpCode load, OpCode conversion)
        {
            _il.Emit(load);
            _il.Emit(conversion);
        }

        void Number(IrType type)
        {
            if (!isWhole)
            {
                _il.EmitLoadIndirect(type);
                return;
            }
            _il.Emit(OpCodes.Call, WholeReads.Lane(type));
            _il.Emit(OpCodes.Call, WholeReads.ToNumber(type));
        }
    }

    /// <summary>
    /// Loads that the JIT never shortens: to it they are operations of the processor that happen to read memory. A lane that becomes a number in the
    /// end is read as a number.
    /// </summary>
    private static class WholeReads
    {
        public static readonly MethodInfo Vector = typeof(Sse3).GetMethod(nameof(Sse3.LoadDquVector128), [typeof(byte*)])!;

        private static readonly (MethodInfo Lane, MethodInfo ToNumber) I32 = Of(typeof(int)), I64 = Of(typeof(long)), F32 = Of(typeof(float)), F64 = Of(typeof(double));

        public static MethodInfo Lane(IrType type) => Of(type).Lane;

        public static MethodInfo ToNumber(IrType type) => Of(type).ToNumber;

        private static (MethodInfo Lane, MethodInfo ToNumber) Of(IrType type) => type switch
        {
            IrType.I32 => I32,
            IrType.I64 => I64,
            IrType.F32 => F32,
            _ => F64,
        };

        private static (MethodInfo Lane, MethodInfo ToNumber) Of(Type type) => (
            (type == typeof(float) ? typeof(Sse) : typeof(Sse2)).GetMethod(nameof(Sse2.LoadScalarVector128), [type.MakePointerType()])!,
            typeof(Vector128).GetMethod(nameof(Vector128.ToScalar))!.MakeGenericMethod(type));
    }
}
