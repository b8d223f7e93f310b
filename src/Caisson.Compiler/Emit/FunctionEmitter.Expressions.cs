using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>Expressions but memory accesses and calls.</summary>
internal sealed partial class FunctionEmitter
{
    private void Emit(Expression expression)
    {
        switch (expression)
        {
            case Constant constant: EmitConstant(constant); break;
            case VectorConstant constant: _il.EmitVector(constant.Value); break;
            case Null: _il.Emit(OpCodes.Ldnull); break;
            case Ir.LocalGet get: LoadLocal(get.Local); break;
            case GlobalGet get: EmitGlobalGet(get); break;
            case Plain plain: EmitPlain(plain); break;
            case Load load: EmitLoad(load); break;
            case AtomicAccess access: EmitAtomic(access); break;
            case MemorySize size: EmitMemorySize(size); break;
            case Select select: EmitSelect(select); break;
            case IsNull isNull:
                Emit(isNull.Operand);
                _il.Emit(OpCodes.Ldnull);
                _il.Emit(OpCodes.Ceq);
                break;
            case StructNew made: EmitStructNew(made); break;
            case StructGet get: EmitStructGet(get); break;
            case ArrayNew made: EmitArrayNew(made); break;
            case ArrayNewFixed made: EmitArrayNewFixed(made); break;
            case ArrayGet get: EmitArrayGet(get); break;
            case ArrayLen length: EmitArrayLen(length); break;
            case RefTest test: EmitRefTest(test); break;
            case RefCast cast: EmitRefCast(cast); break;
            case Operation operation: EmitOperation(operation); break;
            case NewException exception: EmitNewException(exception); break;
            case Call call: EmitCall(call, tail: false); break;
            case SlotGet get: LoadSlot(get.Slot); break;
            case PartCall call: EmitPartCall(call); break;
        }
    }

    /// <summary>The JIT quiets constants, also when it folds a reinterpretation; so a signalling NaN is hidden from it.</summary>
    private void EmitConstant(Constant constant, bool opaque = false)
    {
        switch (constant.Type)
        {
            case IrType.I32:
                _il.EmitConstant((int)constant.Bits);
                break;
            case IrType.I64:
                _il.EmitConstant((long)constant.Bits);
                break;
            case IrType.F32 when opaque || IsSignalling((uint)constant.Bits):
                _il.EmitConstant((int)constant.Bits);
                _il.Emit(OpCodes.Call, _code.OperationFor(typeof(ConstantOperations).GetMethod(nameof(ConstantOperations.F32FromBits))!));
                break;
            case IrType.F32:
                _il.Emit(OpCodes.Ldc_R4, BitConverter.UInt32BitsToSingle((uint)constant.Bits));
                break;
            case IrType.F64 when opaque || IsSignalling(constant.Bits):
                _il.Emit(OpCodes.Ldc_I8, (long)constant.Bits);
                _il.Emit(OpCodes.Call, _code.OperationFor(typeof(ConstantOperations).GetMethod(nameof(ConstantOperations.F64FromBits))!));
                break;
            case IrType.F64:
                _il.Emit(OpCodes.Ldc_R8, BitConverter.UInt64BitsToDouble(constant.Bits));
                break;
        }
    }

    private static bool IsSignalling(uint bits) => (bits & 0x7FFFFFFF) > 0x7F800000 && (bits & 0x00400000) == 0;

    private static bool IsSignalling(ulong bits) => (bits & 0x7FFFFFFF_FFFFFFFF) > 0x7FF00000_00000000 && (bits & 0x00080000_00000000) == 0;

    private void EmitPlain(Plain plain)
    {
        if (IlShift(plain.Opcode) is { } shift)
        {
            Emit(plain.Operands[0]);
            EmitShiftCount(plain.Operands[1]);
            _il.Emit(shift);
            return;
        }

        if (IsVector(plain.Opcode) || IsFloatFunction(plain.Opcode))
        {
            EmitVectorOperation(plain);
            return;
        }

        EmitOperands(plain);
        if (PlainOpcodes.Of(plain.Opcode) is { } sequence)
        {
            foreach (OpCode code in sequence) _il.Emit(code);
            return;
        }
        _il.Emit(OpCodes.Call, _code.OperationFor(OperationMethods.Of(plain.Opcode)));
    }

    /// <summary>The high half comes out through a local that nothing else uses: once inlined, its address isn't taken.</summary>
    private void EmitWide(SetWide set)
    {
        _high ??= _il.DeclareLocal(typeof(long));
        foreach (Expression operand in set.Operands) Emit(operand);
        _il.Emit(OpCodes.Ldloca, _high);
        _il.Emit(OpCodes.Call, _code.OperationFor(OperationMethods.Of(set.Opcode)));
        StoreLocal(set.Low);
        _il.Emit(OpCodes.Ldloc, _high);
        StoreLocal(set.High);
    }

    private static OpCode? IlShift(Opcode opcode) => opcode switch
    {
        Opcode.I32Shl or Opcode.I64Shl => OpCodes.Shl,
        Opcode.I32ShrS or Opcode.I64ShrS => OpCodes.Shr,
        Opcode.I32ShrU or Opcode.I64ShrU => OpCodes.Shr_Un,
        _ => null,
    };

    /// <summary>wasm takes the count modulo the width, where IL leaves it open; the JIT drops the mask again.</summary>
    private void EmitShiftCount(Expression count)
    {
        int mask = count.Type == IrType.I64 ? 63 : 31;
        if (count is Constant constant)
        {
            _il.EmitConstant((int)constant.Bits & mask);
            return;
        }
        Emit(count);
        if (count.Type == IrType.I64) _il.Emit(OpCodes.Conv_I4);
        _il.EmitConstant(mask);
        _il.Emit(OpCodes.And);
    }

    private void EmitOperation(Operation operation)
    {
        _il.Emit(OpCodes.Ldarg_0);
        foreach (Expression operand in operation.Operands) Emit(operand);
        foreach (int immediate in operation.Immediates)
        {
            if (operation.TakesMemories) LoadMemoryStart(immediate);
            else _il.EmitConstant(immediate);
        }
        _il.Emit(OpCodes.Call, OperationMethods.OfInstance(operation.Method));
    }

    private void EmitGlobalGet(GlobalGet get)
    {
        LoadGlobalAddress(get.Index);
        _il.EmitLoadIndirect(get.Type);
    }

    private void EmitSetGlobal(SetGlobal set)
    {
        LoadGlobalAddress(set.Index);
        Emit(set.Value);
        _il.EmitStoreIndirect(set.Value.Type);
    }

    private void LoadGlobalAddress(int index) =>
        LoadContextField(_code.Layout.Global(index), address: _code.Layout.GlobalIsInline(index));
}
