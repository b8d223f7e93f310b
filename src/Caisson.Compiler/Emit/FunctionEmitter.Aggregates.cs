using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Runtime.Operations;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Structures and arrays. References are object to the CLR; that a field belongs to what it is read from is what validation found.
/// Every access tests for null first: a NullReferenceException says nothing of where it comes from.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private static readonly FieldInfo CountField = typeof(WasmArray).GetField(nameof(WasmArray.Count), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static readonly FieldInfo CellField =
        typeof(ReferenceCell).GetField(nameof(ReferenceCell.Reference), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static readonly ConstructorInfo NewCell = typeof(ReferenceCell).GetConstructor([typeof(object)])!;

    /// <summary>What a structure needs beside its fields, in bytes.</summary>
    private const int StructHeader = 24;

    /// <summary>Counts an object that will be made; see <see cref="ContextLayout.Allowance"/>.</summary>
    private void EmitAllowance(long bytes)
    {
        EmitContextChange(ContextLayout.Allowance, -bytes);
        EmitWhenNegative(ContextLayout.Allowance, () =>
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Call, typeof(AllocationOperations).GetMethod(nameof(AllocationOperations.Refill))!);
        });
    }

    private void EmitStructNew(StructNew made)
    {
        StructLayout layout = _code.LayoutOf(made.StructType);
        EmitAllowance(StructHeader + layout.Kinds.Sum(kind => kind.Size));
        LoadRtt(made.StructType);
        _il.Emit(OpCodes.Newobj, layout.Constructor);
        for (int i = 0; i < made.Fields.Length; i++)
        {
            _il.Emit(OpCodes.Dup);
            Emit(made.Fields[i]);
            _il.Emit(OpCodes.Stfld, layout.Fields[i]);
        }
    }

    private void EmitStructGet(StructGet get)
    {
        StructLayout layout = _code.LayoutOf(get.StructType);
        Emit(get.Reference);
        EmitNullCheck(get.Reference, nameof(Trap.NullStructureReference));
        _il.Emit(OpCodes.Ldfld, layout.Fields[get.Field]);
        EmitExtension(layout.Kinds[get.Field], get.Signed);
    }

    private void EmitSetField(SetField set)
    {
        StructLayout layout = _code.LayoutOf(set.StructType);
        Emit(set.Reference);
        if (set.Value.Effects == 0)
        {
            EmitNullCheck(set.Reference, nameof(Trap.NullStructureReference));
            Emit(set.Value);
        }
        else
        {
            // The value is evaluated before a null reference traps.
            LocalBuilder value = Scratch(set.Value.Type.ClrType);
            Emit(set.Value);
            _il.Emit(OpCodes.Stloc, value);
            EmitNullCheck(set.Reference, nameof(Trap.NullStructureReference));
            _il.Emit(OpCodes.Ldloc, value);
        }
        _il.Emit(OpCodes.Stfld, layout.Fields[set.Field]);
    }

    private void EmitArrayNew(ArrayNew made)
    {
        ObjectType type = _code.Types.ObjectTypeOf(made.ArrayType);
        bool filled = made.Operands.Length > 1;
        if (filled) EmitElement(made.Operands[0], type.ElementKind);
        LocalBuilder length = Scratch(typeof(int));
        Emit(made.Operands[^1]);
        _il.Emit(OpCodes.Stloc, length);
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldloc, length);
        _il.EmitConstant(type.ElementKind.Size);
        bool counted = !filled && _code.Options.Fuel is not null;
        _il.Emit(OpCodes.Call, typeof(AllocationOperations).GetMethod(counted ? nameof(AllocationOperations.AllowCountedArray) : nameof(AllocationOperations.AllowArray))!);
        _il.Emit(OpCodes.Ldloc, length);
        LoadRtt(made.ArrayType);
        _il.EmitConstant(type.MaxLength(_code.Types.MaxArrayBytes));
        if (filled) _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Call, type.Class.GetMethod(filled ? nameof(ArrayObject<>.CreateFilled) : nameof(ArrayObject<>.Create))!);
    }

    private void EmitArrayNewFixed(ArrayNewFixed made)
    {
        ObjectType type = _code.Types.ObjectTypeOf(made.ArrayType);
        int length = made.Elements.Length;
        Type element = type.ElementKind.ElementType;
        EmitAllowance(AllocationOperations.ArrayHeader + ((long)length * type.ElementKind.Size));
        _il.EmitConstant(length);
        _il.Emit(OpCodes.Newarr, element);
        for (int i = 0; i < length; i++)
        {
            _il.Emit(OpCodes.Dup);
            _il.EmitConstant(i);
            EmitElement(made.Elements[i], type.ElementKind);
            _il.Emit(OpCodes.Stelem, element);
        }
        if (length > type.MaxLength(_code.Types.MaxArrayBytes)) EmitTrap(nameof(Trap.AllocationLimit));
        LoadRtt(made.ArrayType);
        _il.Emit(OpCodes.Call, type.Class.GetMethod(nameof(ArrayObject<>.Wrap))!);
    }

    private void EmitArrayGet(ArrayGet get)
    {
        ObjectType type = _code.Types.ObjectTypeOf(get.ArrayType);
        Type element = type.ElementKind.ElementType;
        Emit(get.Operands[0]);
        Emit(get.Operands[1]);
        EmitBoundsCheck(get.Operands[0], type);
        if (type.ElementKind == StorageKind.Reference)
        {
            _il.Emit(OpCodes.Ldelema, element);
            _il.Emit(OpCodes.Ldfld, CellField);
        }
        else
        {
            _il.Emit(OpCodes.Ldelem, element);
        }
        EmitExtension(type.ElementKind, get.Signed);
    }

    private void EmitSetElement(SetElement set)
    {
        ObjectType type = _code.Types.ObjectTypeOf(set.ArrayType);
        Type element = type.ElementKind.ElementType;
        LocalBuilder value = Scratch(set.Operands[2].Type.ClrType);
        Emit(set.Operands[0]);
        Emit(set.Operands[1]);
        Emit(set.Operands[2]);
        _il.Emit(OpCodes.Stloc, value);
        EmitBoundsCheck(set.Operands[0], type);
        bool isReference = type.ElementKind == StorageKind.Reference;
        if (isReference) _il.Emit(OpCodes.Ldelema, element);
        _il.Emit(OpCodes.Ldloc, value);
        if (isReference) _il.Emit(OpCodes.Stfld, CellField);
        else _il.Emit(OpCodes.Stelem, element);
    }

    private void EmitFillArray(FillArray fill)
    {
        ObjectType type = _code.Types.ObjectTypeOf(fill.ArrayType);
        Emit(fill.Operands[0]);
        Emit(fill.Operands[1]);
        EmitElement(fill.Operands[2], type.ElementKind);
        Emit(fill.Operands[3]);
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Call, type.Class.GetMethod(nameof(ArrayObject<>.Fill))!);
    }

    private void EmitArrayLen(ArrayLen length)
    {
        Emit(length.Reference);
        EmitNullCheck(length.Reference, nameof(Trap.NullArrayReference));
        _il.Emit(OpCodes.Ldfld, CountField);
    }

    /// <summary>Takes an array and an index from the IL stack, and leaves the elements and an index that the JIT sees to be inside.</summary>
    private void EmitBoundsCheck(Expression reference, ObjectType type)
    {
        Label inside = _il.DefineLabel();
        LocalBuilder index = Scratch(typeof(int), slot: 1), elements = Scratch(type.ElementKind.ElementType.MakeArrayType());
        _il.Emit(OpCodes.Stloc, index);
        EmitNullCheck(reference, nameof(Trap.NullArrayReference));
        _il.Emit(OpCodes.Ldfld, type.Class.GetField("Elements", BindingFlags.Instance | BindingFlags.NonPublic)!);
        _il.Emit(OpCodes.Stloc, elements);
        _il.Emit(OpCodes.Ldloc, index);
        _il.Emit(OpCodes.Ldloc, elements);
        _il.Emit(OpCodes.Ldlen);
        _il.Emit(OpCodes.Conv_I4);
        _il.Emit(OpCodes.Blt_Un_S, inside);
        EmitTrap(nameof(Trap.OutOfBoundsArrayAccess));
        _il.MarkLabel(inside);
        _il.Emit(OpCodes.Ldloc, elements);
        _il.Emit(OpCodes.Ldloc, index);
    }

    /// <summary>Traps when the reference on the IL stack is null.</summary>
    /// <param name="reference">What was emitted.</param>
    /// <param name="trap">The kind.</param>
    private void EmitNullCheck(Expression reference, string trap)
    {
        if (reference.IsNonNull) return;
        LocalBuilder local = Scratch(typeof(object), slot: 1);
        _il.Emit(OpCodes.Stloc, local);
        EmitGuard(() => _il.Emit(OpCodes.Ldloc, local), OpCodes.Brtrue_S, () => EmitTrap(trap));
        _il.Emit(OpCodes.Ldloc, local);
    }

    /// <summary>A value in the form in which arrays hold it.</summary>
    private void EmitElement(Expression value, StorageKind kind)
    {
        Emit(value);
        switch (kind)
        {
            case StorageKind.I8: _il.Emit(OpCodes.Conv_U1); break;
            case StorageKind.I16: _il.Emit(OpCodes.Conv_I2); break;
            case StorageKind.Reference: _il.Emit(OpCodes.Newobj, NewCell); break;
        }
    }

    /// <summary>Bytes are loaded without sign, halves with it.</summary>
    private void EmitExtension(StorageKind kind, bool signed)
    {
        if (kind == StorageKind.I8 && signed) _il.Emit(OpCodes.Conv_I1);
        else if (kind == StorageKind.I16 && !signed) _il.Emit(OpCodes.Conv_U2);
    }
}
