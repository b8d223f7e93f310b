using System.Reflection.Emit;
using Caisson.Runtime;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Where code could go on for ever it looks whether it is interrupted. At the head of a loop that is a load and a branch; at the
/// entry of a function the stack check does it on the side, but in threaded modules, whose stack limit belongs to the thread.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private void EmitInterruptCheck()
    {
        if (!_code.Layout.IsThreaded && !_code.Options.Interruption) return;
        EmitGuard(
            () =>
            {
                LoadContextField(ContextLayout.Interrupted, address: true);
                _il.Emit(OpCodes.Volatile);
                _il.Emit(OpCodes.Ldind_I4);
            },
            OpCodes.Brfalse_S,
            () => EmitTrap(nameof(Trap.Interrupted)));
    }
}
