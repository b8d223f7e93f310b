namespace Caisson.Runtime;

/// <summary>Counting what guest code does.</summary>
public sealed unsafe partial class Instance
{
    /// <summary>
    /// What is left to the code of this instance, in units of about one instruction; see <see cref="EngineOptions.Fuel"/>. Functions that
    /// it imports from other instances use the fuel of those. Set while no code runs, or from a host function that it called.
    /// </summary>
    /// <exception cref="InvalidOperationException">The engine doesn't count.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number below zero.</exception>
    public long Fuel
    {
        get
        {
            CheckCountsFuel();
            long left = Volatile.Read(ref FuelCell);
            GC.KeepAlive(this);
            return long.Max(left, 0);
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            CheckCountsFuel();
            Volatile.Write(ref FuelCell, value);
            GC.KeepAlive(this);
        }
    }

    private ref long FuelCell => ref *(long*)(Context - ContextLayout.Fuel);

    /// <summary>Takes fuel for something that takes long, if it is counted.</summary>
    /// <exception cref="TrapException">There isn't as much left.</exception>
    internal void ConsumeFuel(long amount)
    {
        if (Module.Engine.Options.Fuel is not null && Interlocked.Add(ref FuelCell, -amount) < 0) Trap.OutOfFuel();
    }

    internal void ResetFuel() => FuelCell = Module.Engine.Options.Fuel ?? 0;

    private void CheckCountsFuel()
    {
        if (Module.Engine.Options.Fuel is null) throw RuntimeErrors.NoFuel();
    }
}
