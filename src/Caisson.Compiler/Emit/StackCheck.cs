using System.Reflection;
using System.Reflection.Emit;
using Caisson.Runtime;

namespace Caisson.Compiler.Emit;

/// <summary>
/// The check that makes endless recursion a trap: the address of a local against the limit in the context. Measured at 2–4% of
/// call-heavy code, far less than the runtime's own check. In threaded modules, where the context belongs to several threads, the
/// limit is a static of the thread's. Elsewhere it also stops code that was interrupted, by a limit that no stack satisfies.
/// </summary>
internal static class StackCheck
{
    private static readonly FieldInfo ThreadLimit =
        typeof(GuestEntry).GetField(nameof(GuestEntry.StackLimit), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Traps when less than a margin is left above the limit.</summary>
    /// <param name="il">Where to; argument 0 is the context.</param>
    /// <param name="layout">Of the module.</param>
    /// <param name="margin">In bytes, for a frame that is too large to touch the stack before it is checked.</param>
    public static void Emit(ILGenerator il, ContextLayout layout, int margin)
    {
        LocalBuilder probe = il.DeclareLocal(typeof(int));
        Label enough = il.DefineLabel();
        il.Emit(OpCodes.Ldloca, probe);
        il.Emit(OpCodes.Conv_U);
        if (margin > 0)
        {
            il.EmitConstant(margin);
            il.Emit(OpCodes.Sub);
        }
        if (layout.IsThreaded)
        {
            il.Emit(OpCodes.Ldsfld, ThreadLimit);
        }
        else
        {
            il.Emit(OpCodes.Ldarg_0);
            il.EmitConstant(ContextLayout.StackLimit);
            il.Emit(OpCodes.Sub);

            // The JIT makes a loop of a function that calls itself last, and would read the limit once.
            il.Emit(OpCodes.Volatile);
            il.Emit(OpCodes.Ldind_I);
        }
        il.Emit(OpCodes.Bge_Un_S, enough);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(Trap).GetMethod(nameof(Trap.StackExhausted))!);
        il.MarkLabel(enough);
    }
}
