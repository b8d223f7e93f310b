using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Atomic accesses: alignment is checked, then bounds, explicitly also where there are guard pages, since what follows is a method
/// of <see cref="AtomicOperations"/>, which the JIT inlines or not, and a fault outside of emitted code is no trap. They are
/// sequentially consistent because each is one of these: an Interlocked operation, which is a full fence on x64 (locked) and on
/// arm64 (acquire and release, with the barrier of .NET's memory model); or a volatile load, which on both is never passed by a
/// later access, and never passes an earlier Interlocked one, as which every atomic store is made. So no atomic load can move
/// before an atomic store. The JIT moves no memory access across either.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private void EmitAtomic(AtomicAccess access)
    {
        if (access.Opcode == Opcode.AtomicFence)
        {
            _il.Emit(OpCodes.Call, _code.OperationFor(OperationMethods.Of(access.Opcode)));
            return;
        }

        EmitAtomicAddress(access);
        switch (access.Opcode)
        {
            case Opcode.MemoryAtomicWait32: EmitWait(access, nameof(InstanceOperations.Wait32)); break;
            case Opcode.MemoryAtomicWait64: EmitWait(access, nameof(InstanceOperations.Wait64)); break;
            default: _il.Emit(OpCodes.Call, _code.OperationFor(OperationMethods.Of(access.Opcode))); break;
        }
    }

    private void EmitWait(AtomicAccess access, string method)
    {
        if (!_code.Module.Memories[(int)access.MemArg.Memory.Value].Shared) EmitTrap(nameof(Trap.ExpectedSharedMemory));
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Call, OperationMethods.OfInstance(method));
    }

    /// <summary>Leaves the checked address and the other operands; these are evaluated before the check.</summary>
    private void EmitAtomicAddress(AtomicAccess access)
    {
        Expression address = access.Operands[0];
        ReadOnlySpan<Expression> numbers = access.Operands.AsSpan(1);
        EmitIndex(address, access.MemArg);
        var locals = new LocalBuilder?[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i..].ToArray().All(number => number.Effects == 0)) break;
            locals[i] = _il.DeclareLocal(numbers[i].Type.ClrType);
            Emit(numbers[i]);
            _il.Emit(OpCodes.Stloc, locals[i]!);
        }

        EmitAlignmentCheck(address, access.MemArg, access.Opcode.AccessBytes);
        EmitExplicitCheck(address, access.MemArg, access.Opcode.AccessBytes, default);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (locals[i] is { } local) _il.Emit(OpCodes.Ldloc, local);
            else Emit(numbers[i]);
        }
    }

    /// <summary>Traps unless the index on the IL stack, with its offset, is a multiple of the width. Comes before the bounds.</summary>
    private void EmitAlignmentCheck(Expression address, MemArg memArg, int width)
    {
        if (width == 1) return;
        long offset = address is Constant && !Is64(memArg) ? 0 : (long)memArg.Offset & (width - 1);
        Label aligned = _il.DefineLabel();
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Conv_I4);
        if (offset != 0)
        {
            _il.EmitConstant((int)offset);
            _il.Emit(OpCodes.Add);
        }
        _il.EmitConstant(width - 1);
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Brfalse_S, aligned);
        EmitTrap(nameof(Trap.UnalignedAtomic));
        _il.MarkLabel(aligned);
    }
}
