using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Casts. What an <c>anyref</c> refers to always has a number for its type, and what a <c>funcref</c> refers to is a function: validation
/// keeps the hierarchies apart. spec: exec-ref.test
/// </summary>
internal sealed partial class FunctionEmitter
{
    private static readonly FieldInfo RttField = typeof(WasmObject).GetField(nameof(WasmObject.Rtt), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private void EmitRefTest(RefTest test)
    {
        Label yes = _il.DefineLabel(), no = _il.DefineLabel(), end = _il.DefineLabel();
        EmitTest(test, yes, no);
        _il.MarkLabel(yes);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Br_S, end);
        _il.MarkLabel(no);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.MarkLabel(end);
    }

    private void EmitRefCast(RefCast cast)
    {
        Label yes = _il.DefineLabel(), no = _il.DefineLabel();
        LocalBuilder reference = EmitTest(new RefTest(cast.Target, cast.Reference), yes, no);
        _il.MarkLabel(no);
        EmitTrap(nameof(Trap.CastFailure));
        _il.MarkLabel(yes);
        _il.Emit(OpCodes.Ldloc, reference);
    }

    private void EmitBranchIf(RefTest test, bool whenZero, Label target)
    {
        Label next = _il.DefineLabel();
        if (whenZero) EmitTest(test, next, target);
        else EmitTest(test, target, next);
        _il.MarkLabel(next);
    }

    /// <summary>Branches to one label or the other.</summary>
    /// <returns>Where the reference is.</returns>
    private LocalBuilder EmitTest(RefTest test, Label yes, Label no)
    {
        LocalBuilder reference = Scratch(typeof(object), slot: 1);
        HeapType heap = test.Target.Heap;
        Emit(test.Reference);
        _il.Emit(OpCodes.Stloc, reference);
        if (IsBottom(heap))
        {
            _il.Emit(OpCodes.Ldloc, reference);
            _il.Emit(OpCodes.Brtrue, no);
            _il.Emit(OpCodes.Br, test.Target.Nullable ? yes : no);
            return reference;
        }
        if (!test.Reference.IsNonNull)
        {
            _il.Emit(OpCodes.Ldloc, reference);
            _il.Emit(OpCodes.Brfalse, test.Target.Nullable ? yes : no);
        }
        if (IsTop(heap)) _il.Emit(OpCodes.Br, yes);
        else if (!heap.IsConcrete) EmitKindTest(reference, heap, yes, no);
        else if (_code.Module.Types[heap.Code].Comp is FuncType) EmitFunctionTest(reference, heap.Index, yes, no);
        else EmitObjectTest(reference, heap.Index, yes, no);
        return reference;
    }

    private static bool IsBottom(HeapType heap) =>
        heap == HeapType.None || heap == HeapType.NoFunc || heap == HeapType.NoExtern || heap == HeapType.NoExn;

    private static bool IsTop(HeapType heap) =>
        heap == HeapType.Any || heap == HeapType.Func || heap == HeapType.Extern || heap == HeapType.Exn;

    private void EmitKindTest(LocalBuilder reference, HeapType heap, Label yes, Label no)
    {
        LoadField(reference, RttField);
        if (heap == HeapType.I31)
        {
            _il.EmitConstant(RuntimeTypes.I31);
            _il.Emit(OpCodes.Beq, yes);
        }
        else if (heap == HeapType.Array)
        {
            _il.EmitConstant(RuntimeTypes.Arrays);
            _il.Emit(OpCodes.Sub);
            _il.EmitConstant(RuntimeTypes.I31 - RuntimeTypes.Arrays);
            _il.Emit(OpCodes.Blt_Un, yes);
        }
        else
        {
            _il.EmitConstant(heap == HeapType.Struct ? RuntimeTypes.Arrays : RuntimeTypes.Host);
            _il.Emit(OpCodes.Blt, yes);
        }
        _il.Emit(OpCodes.Br, no);
    }

    /// <summary>The type itself; or the one that the object's type has at that depth among its supertypes.</summary>
    private void EmitObjectTest(LocalBuilder reference, TypeIdx index, Label yes, Label no)
    {
        ObjectType type = _code.Types.ObjectTypeOf(index);
        LocalBuilder rtt = Scratch(typeof(int), slot: 1);
        LoadField(reference, RttField);
        _il.Emit(OpCodes.Stloc, rtt);
        _il.Emit(OpCodes.Ldloc, rtt);
        LoadRtt(index);
        _il.Emit(OpCodes.Beq, yes);
        if (!type.Final)
        {
            if (type.Depth >= RuntimeTypes.PaddedDepth)
            {
                LoadRecord(rtt, 0);
                _il.EmitConstant(type.Depth);
                _il.Emit(OpCodes.Blt, no);
            }
            LoadRecord(rtt, RuntimeTypes.Display(type.Depth));
            LoadRtt(index);
            _il.Emit(OpCodes.Beq, yes);
        }
        _il.Emit(OpCodes.Br, no);
    }

    private void LoadRecord(LocalBuilder rtt, int distance)
    {
        LoadContextField(ContextLayout.TypeRecords);
        _il.Emit(OpCodes.Ldloc, rtt);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.EmitConstant(distance);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldind_I4);
    }

    /// <summary>The identity that objects of a type carry.</summary>
    private void LoadRtt(TypeIdx type)
    {
        LoadContextField(_code.Layout.TypeIdentity(type), address: true);
        _il.Emit(OpCodes.Ldind_I4);
    }

    private void EmitFunctionTest(LocalBuilder reference, TypeIdx index, Label yes, Label no)
    {
        LoadField(reference, TypeIdField);
        LoadTypeId(index);
        _il.Emit(OpCodes.Beq, yes);
        if (!_code.Module.Types[(int)index.Value].Final)
        {
            _il.Emit(OpCodes.Ldloc, reference);
            LoadTypeId(index);
            _il.Emit(OpCodes.Call, OperationMethods.OfInstance(nameof(InstanceOperations.IsFunctionOf)));
            _il.Emit(OpCodes.Brtrue, yes);
        }
        _il.Emit(OpCodes.Br, no);
    }
}
