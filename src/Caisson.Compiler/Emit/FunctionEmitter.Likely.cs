using System.Reflection.Emit;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// What hardly ever happens, in a place of its own. The JIT takes both ways of a branch for equally likely, and puts such code in the middle of the way that
/// jumps over it each time. The ways of a switch it takes for as likely as they have labels; one that has two ways becomes a comparison and a branch again.
/// </summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>How many labels say that a way is likely, against the one of the other.</summary>
    private const int LikelyLabels = 3;

    /// <summary>Numbers from which conditions are made have nothing above this bit: addresses, and identities of types.</summary>
    private const int HighBits = 60;

    /// <summary>Goes on where the 64-bit number on the IL stack, less than 2^60, is zero; does something first where it isn't, which is rare.</summary>
    private void EmitUnlessZero(Action otherwise)
    {
        _il.Emit(OpCodes.Neg);
        EmitUnlessHigh(otherwise);
    }

    /// <summary>Goes on where the 64-bit number on the IL stack, less than 2^60, is not zero; does something first where it is, which is rare.</summary>
    private void EmitWhenZero(Action then)
    {
        _il.EmitConstant(1L);
        _il.Emit(OpCodes.Sub);
        EmitUnlessHigh(then);
    }

    /// <summary>Goes on where the upper bits of the 64-bit number on the IL stack are zero; else all of them are set.</summary>
    private void EmitUnlessHigh(Action otherwise)
    {
        Label likely = _il.DefineLabel();
        _il.EmitConstant(HighBits);
        _il.Emit(OpCodes.Shr_Un);
        _il.Emit(OpCodes.Conv_I4);
        _il.Emit(OpCodes.Switch, [.. Enumerable.Repeat(likely, LikelyLabels)]);
        otherwise();
        _il.MarkLabel(likely);
    }
}
