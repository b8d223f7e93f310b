namespace Caisson.Runtime;

/// <summary>
/// The code of one module, shared by all its instances. It stays in memory as long as this object, or a frame that runs it, does.
/// Safe to use from several threads.
/// </summary>
public abstract class CompiledCode
{
    /// <summary>The entry point of a function; compiles it when that hasn't happened yet.</summary>
    /// <param name="definedIndex">Index among the functions that are not imported.</param>
    /// <exception cref="NotSupportedException">The function uses an instruction that the backend can't compile.</exception>
    public abstract nint GetEntryPoint(int definedIndex);

    /// <summary>Compiles every function now, instead of when each is first called.</summary>
    /// <param name="cancellation">Stops between two functions.</param>
    /// <exception cref="NotSupportedException">A function uses an instruction that the backend can't compile.</exception>
    public abstract void CompileAll(CancellationToken cancellation);
}
