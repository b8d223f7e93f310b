using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Differential;

/// <summary>One implementation with one instance of a module. Not safe for several threads.</summary>
internal abstract class Opinion(RunPlan plan) : IDisposable
{
    public abstract string Name { get; }

    /// <summary>Whether it tells functions apart, and all kinds of traps.</summary>
    public virtual bool IsPrecise => true;

    /// <summary>Whether results of a function of this type can be seen.</summary>
    public virtual bool CanCall(FuncType type) => true;

    public HostWorld World { get; } = new();

    protected RunPlan Plan { get; } = plan;

    /// <summary>Makes the instance; once, before all else.</summary>
    public abstract Outcome Instantiate();

    public abstract Outcome Call(string function, FuncType type, Seen[] arguments);

    /// <summary>Sets the global that bounds how long calls take.</summary>
    public abstract void Refuel(int fuel);

    /// <summary>
    /// Adds the values of all globals, and of all tables their elements; <see cref="Seen.Unknown"/> for a global or a whole table that
    /// it can't look at.
    /// </summary>
    public abstract void ReadState(List<Seen[]> values);

    /// <summary>The bytes of an exported memory, until something grows it.</summary>
    public abstract ReadOnlySpan<byte> Memory(string name);

    public virtual void Dispose() { }
}
