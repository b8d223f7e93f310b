using System.Reflection.Emit;
using Caisson.Runtime;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Where code could go on for ever, at the head of a loop and at the entry of a function that calls, it looks whether it is
/// interrupted: a load and a branch. Only in threaded modules, whose threads end when another ends them all.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private void EmitInterruptCheck()
    {
        if (!_code.Layout.IsThreaded) return;
        Label goesOn = _il.DefineLabel();
        LoadContextField(ContextLayout.Interrupted, address: true);
        _il.Emit(OpCodes.Volatile);
        _il.Emit(OpCodes.Ldind_I4);
        _il.Emit(OpCodes.Brfalse_S, goesOn);
        EmitTrap(nameof(Trap.Interrupted));
        _il.MarkLabel(goesOn);
    }
}
