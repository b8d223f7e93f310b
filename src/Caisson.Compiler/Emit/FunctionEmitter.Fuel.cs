using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Runtime;

namespace Caisson.Compiler.Emit;

/// <summary>Fuel: a number in the context that goes down. It may go below zero until the next place where code could go on for ever.</summary>
internal sealed partial class FunctionEmitter
{
    private void EmitConsumeFuel(ConsumeFuel fuel)
    {
        if (fuel.Amount > 0) EmitFuelChange(-fuel.Amount);
        if (fuel.Checks) EmitWhenNegative(ContextLayout.Fuel, () => EmitTrap(nameof(Trap.OutOfFuel)));
    }

    /// <summary>The threads of a module take from one tank.</summary>
    private void EmitFuelChange(int amount)
    {
        if (!_code.Layout.IsThreaded)
        {
            EmitContextChange(ContextLayout.Fuel, amount);
            return;
        }
        LoadContextField(ContextLayout.Fuel, address: true);
        _il.EmitConstant((long)amount);
        _il.Emit(OpCodes.Call, typeof(Interlocked).GetMethod(nameof(Interlocked.Add), [typeof(long).MakeByRefType(), typeof(long)])!);
        _il.Emit(OpCodes.Pop);
    }
}
