using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Loads and stores. Where a memory has guard pages, they are the bounds check: base, index and offset, all as 64 bits without
/// sign, add up to an address that either exists or faults. Elsewhere the address is compared with one of the memory's limits, or the address plus
/// the width with its length.
/// What must come between (value before check) is decided here and nowhere else.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private void EmitLoad(Load load)
    {
        int width = load.Opcode.AccessBytes;
        LocalBuilder? vector = null;
        if (load.Vector is null || load.Vector.Effects == 0)
        {
            EmitIndex(load.Address, load.MemArg);
            EmitLoadCheck(load, width);
        }
        else
        {
            vector = _il.DeclareLocal(typeof(Vector128<byte>));
            EmitIndex(load.Address, load.MemArg);
            EmitInto(vector, load.Vector);
            EmitLoadCheck(load, width);
        }
        EmitLoadValue(load.Opcode, load.Check.By == BoundsCheck.Kind.WholeLoad);
        if (load.Vector is null) return;

        if (vector is not null) _il.Emit(OpCodes.Ldloc, vector);
        EmitVectorOperation(OperationMethods.Of(load.Opcode), [null, vector is null ? load.Vector : null, new Constant(IrType.I32, load.Lane)]);
    }

    private void EmitStore(Store store)
    {
        int width = store.Opcode.AccessBytes;
        if (store.Value.Effects == 0 || ReliesOnGuardPages(store.Address, store.MemArg))
        {
            EmitIndex(store.Address, store.MemArg);
            EmitCheck(store.Address, store.MemArg, width, store.Check);
            Emit(store.Value);
        }
        else
        {
            LocalBuilder value = Scratch(store.Value.Type.ClrType);
            EmitIndex(store.Address, store.MemArg);
            EmitInto(value, store.Value);
            EmitCheck(store.Address, store.MemArg, width, store.Check);
            _il.Emit(OpCodes.Ldloc, value);
        }
        EmitStoreValue(store);
    }

    /// <summary>Evaluates an operand whose effects come before those of the check.</summary>
    private void EmitInto(LocalBuilder local, Expression operand)
    {
        Emit(operand);
        _il.Emit(OpCodes.Stloc, local);
    }

    /// <summary>As <see cref="EmitCheck"/>, for a load.</summary>
    private void EmitLoadCheck(Load load, int width)
    {
        if (load.Check.By == BoundsCheck.Kind.Check && ReliesOnGuardPages(load.Address, load.MemArg))
            EmitProbe(load.Address, load.MemArg, load.Check.End > 0 ? load.Check.End - load.MemArg.Offset : (ulong)width);
        EmitCheck(load.Address, load.MemArg, width, load.Check);
    }

    /// <summary>
    /// Touches the last of so many bytes for a load that the JIT may make shorter, and others after it. It never removes an access that may fault, or
    /// moves it past a store.
    /// </summary>
    private void EmitProbe(Expression address, MemArg memArg, ulong width)
    {
        _il.Emit(OpCodes.Dup);
        EmitSum(address, memArg, (long)width - 1);
        _il.Emit(OpCodes.Ldind_U1);
        _il.Emit(OpCodes.Pop);
    }

    /// <summary>The address operand, widened; a constant with its offset.</summary>
    private void EmitIndex(Expression address, MemArg memArg)
    {
        if (Is64(memArg))
        {
            Emit(address);
        }
        else if (address is Constant constant)
        {
            _il.EmitConstant((long)((uint)constant.Bits + memArg.Offset));
        }
        else
        {
            Emit(address);
            _il.Emit(ReliesOnGuardPages(address, memArg) ? OpCodes.Conv_U : OpCodes.Conv_U8);
        }
    }

    /// <summary>Turns an index on the IL stack into the address of bytes that exist, or that fault.</summary>
    private void EmitCheck(Expression address, MemArg memArg, int width, BoundsCheck check = default)
    {
        if (check.IsNone || IsInside(address, memArg, width) || ReliesOnGuardPages(address, memArg)) EmitSum(address, memArg);
        else EmitExplicitCheck(address, memArg, width, check);
    }

    private void EmitExplicitCheck(Expression address, MemArg memArg, int width, BoundsCheck check)
    {
        int memory = (int)memArg.Memory.Value;
        ulong offset = OffsetOf(address, memArg);
        ulong end = check.End > 0 ? check.End : unchecked(offset + (ulong)width);
        int limit = memory == 0 && end > offset ? _code.Layout.MemoryLimit(end) : 0;
        if (limit == 0 && Is64(memArg))
        {
            _il.EmitConstant((long)offset);
            _il.EmitConstant((long)(end - offset));
            LoadMemoryBase(memory);
            _il.Emit(OpCodes.Call, _code.OperationFor(typeof(AddressOperations).GetMethod(nameof(AddressOperations.Check64))!));
            return;
        }

        Label inside = _il.DefineLabel();
        _il.Emit(OpCodes.Dup);
        if (limit > 0)
        {
            LoadContextField(limit, address: true);
            _il.Emit(OpCodes.Ldind_I8);
            _il.Emit(OpCodes.Blt_Un_S, inside);
        }
        else
        {
            // The offset is added twice, to the end that is checked and to the address, where it costs nothing on x64.
            _il.EmitConstant((long)end);
            _il.Emit(OpCodes.Add);
            LoadMemoryLength(memory);
            _il.Emit(OpCodes.Ble_Un_S, inside);
        }
        EmitTrap(nameof(Trap.OutOfBoundsMemoryAccess));
        _il.MarkLabel(inside);
        EmitSum(address, memArg);
    }

    /// <summary>What is still to be added to an index: a constant one has its offset in it.</summary>
    private ulong OffsetOf(Expression address, MemArg memArg) => address is Constant && !Is64(memArg) ? 0 : memArg.Offset;

    /// <summary>Turns an index on the IL stack into an address, unchecked.</summary>
    private void EmitSum(Expression address, MemArg memArg, long further = 0)
    {
        long offset = (long)OffsetOf(address, memArg) + further;
        if (!ReliesOnGuardPages(address, memArg)) _il.Emit(OpCodes.Conv_I);
        LoadMemoryBase((int)memArg.Memory.Value);
        _il.Emit(OpCodes.Add);
        if (offset == 0) return;
        if (offset <= int.MaxValue)
        {
            _il.EmitConstant((int)offset);
        }
        else
        {
            _il.EmitConstant(offset);
            _il.Emit(OpCodes.Conv_I);
        }
        _il.Emit(OpCodes.Add);
    }

    private void EmitMemorySize(MemorySize size)
    {
        // Accesses may use a length read earlier, up to the last synchronisation, as it only grows; who asks wants to know.
        LoadMemoryLength(size.Memory, isVolatile: _code.Module.Memories[size.Memory].Shared);
        _il.EmitConstant((int)_code.Module.Memories[size.Memory].PageSizeLog2);
        _il.Emit(OpCodes.Shr_Un);
        if (size.Type == IrType.I32) _il.Emit(OpCodes.Conv_I4);
    }

    private void LoadMemoryLength(int memory, bool isVolatile = false)
    {
        LoadMemoryBase(memory);
        _il.EmitConstant(ContextLayout.MemoryLength);
        _il.Emit(OpCodes.Sub);
        if (isVolatile) _il.Emit(OpCodes.Volatile);
        _il.Emit(OpCodes.Ldind_I8);
    }

    private void LoadMemoryBase(int memory)
    {
        if (memory == 0 && _memory0 is not null) _il.Emit(OpCodes.Ldloc, _memory0);
        else LoadMemoryStart(memory);
    }

    private void LoadMemoryStart(int memory)
    {
        if (memory == 0 && _code.Layout.OwnsMemory0) _il.Emit(OpCodes.Ldarg_0);
        else LoadContextField(_code.Layout.Memory(memory));
    }

    /// <summary>
    /// The JIT merges stores of constants to neighbouring addresses, of which only some may trap; it finds constants in locals, too. It
    /// doesn't merge volatile ones, which on x64 cost nothing.
    /// </summary>
    private bool MayBeMerged(Store store) =>
        store.Value.Effects == 0 && ReliesOnGuardPages(store.Address, store.MemArg) && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private void EmitStoreValue(Store store)
    {
        if (store.Opcode.Immediates == ImmediateKind.MemArgLane)
        {
            EmitVectorOperation(OperationMethods.Of(store.Opcode), [null, new Constant(IrType.I32, store.Lane)]);
        }
        if (MayBeMerged(store)) _il.Emit(OpCodes.Volatile);
        switch (store.Opcode)
        {
            case Opcode.F32Store: _il.Emit(OpCodes.Stind_R4); return;
            case Opcode.F64Store: _il.Emit(OpCodes.Stind_R8); return;
            case Opcode.V128Store: _il.EmitStoreIndirect(IrType.V128); return;
        }
        _il.Emit(BitOperations.Log2((uint)store.Opcode.AccessBytes) switch
        {
            0 => OpCodes.Stind_I1,
            1 => OpCodes.Stind_I2,
            2 => OpCodes.Stind_I4,
            _ => OpCodes.Stind_I8,
        });
    }

    /// <summary>Whether all bytes at a constant address exist from the start.</summary>
    private bool IsInside(Expression address, MemArg memArg, int width)
    {
        MemType memory = _code.Module.Memories[(int)memArg.Memory.Value];
        return address is Constant constant && !memory.Is64
            && (uint)constant.Bits + memArg.Offset + (ulong)width <= memory.Limits.Min << memory.PageSizeLog2;
    }

    /// <summary>Constant addresses are few, and the JIT merges stores to neighbouring ones, of which only the second may trap.</summary>
    private bool ReliesOnGuardPages(Expression address, MemArg memArg) =>
        address is not Constant && _code.Layout.HasGuardPages((int)memArg.Memory.Value);

    private bool Is64(MemArg memArg) => _code.Module.Memories[(int)memArg.Memory.Value].Is64;
}
