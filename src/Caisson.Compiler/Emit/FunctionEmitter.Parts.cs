using System.Reflection.Emit;
using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Functions that were split, and their parts. The frame is a local of the function and argument 1 of its parts; a managed reference,
/// because it may hold references.
/// </summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>The first argument of a part that is a local.</summary>
    public const int FirstPartArgument = 2;

    /// <summary>Tells the scratch local of a store to the frame from those that may be in use then.</summary>
    private const int StoredSlot = 2;

    private LocalBuilder? _frame;

    private FrameSlot? HomeOf(Local local) => _ir.Frame?.HomeOf(local);

    /// <summary>The number of the argument that holds a local; not positive when none does.</summary>
    private int ArgumentOf(Local local)
    {
        if (_ir.Part is { } part) return part.IndexOf(local) + FirstPartArgument is var index and >= FirstPartArgument ? index : 0;
        return local.IsParameter ? local.Number + 1 : 0;
    }

    /// <summary>Brings parameters home.</summary>
    private void EmitHomes()
    {
        if (_ir.Frame is not { } frame || _ir.Part is not null) return;
        foreach (Local local in frame.Homed.Where(local => local.IsParameter))
        {
            LoadFrame();
            _il.EmitLoadArgument(local.Number + 1);
            _il.Emit(OpCodes.Stfld, frame.SlotOf(local).Field!);
        }
    }

    private void EmitSetSlot(SetSlot set)
    {
        LoadFrame();
        Emit(set.Value);
        _il.Emit(OpCodes.Stfld, set.Slot.Field!);
    }

    private void LoadSlot(FrameSlot slot)
    {
        LoadFrame();
        _il.Emit(OpCodes.Ldfld, slot.Field!);
    }

    /// <summary>Stores what is on the IL stack.</summary>
    private void StoreSlot(FrameSlot slot)
    {
        LocalBuilder value = Scratch(slot.Type.ClrType, StoredSlot);
        _il.Emit(OpCodes.Stloc, value);
        LoadFrame();
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(OpCodes.Stfld, slot.Field!);
    }

    private void EmitPartCall(PartCall call)
    {
        _il.Emit(OpCodes.Ldarg_0);
        LoadFrame();
        foreach (Expression argument in call.Arguments) Emit(argument);
        _il.Emit(OpCodes.Call, call.Part.Method!);
    }

    private void LoadFrame()
    {
        if (_ir.Part is null) _il.Emit(OpCodes.Ldloca, _frame ??= _il.DeclareLocal(_ir.Frame!.Type!));
        else _il.Emit(OpCodes.Ldarg_1);
    }
}
