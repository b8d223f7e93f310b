using System.Reflection.Emit;
using Caisson.Runtime;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Where code could go on for ever it looks whether it is interrupted. At the head of a loop that is a load from a page which faults then, or
/// where there is no such page a load and a branch; at the entry of a function the stack check does it on the side, but in threaded modules,
/// whose stack limit belongs to the thread.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private void EmitInterruptCheck()
    {
        if (!_code.Layout.IsThreaded && !_code.Options.Interruption) return;
        if (_code.Layout.PollPage is var page and > 0)
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.EmitConstant(page);
            _il.Emit(OpCodes.Sub);
            _il.Emit(OpCodes.Volatile);
            _il.Emit(OpCodes.Ldind_I4);
            _il.Emit(OpCodes.Pop);
            return;
        }
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
