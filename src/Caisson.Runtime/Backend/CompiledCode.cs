namespace Caisson.Runtime;

/// <summary>
/// The code of one module, shared by all its instances. It stays in memory as long as this object, or a frame that runs it, does.
/// Safe to use from several threads.
/// </summary>
public abstract class CompiledCode
{
    /// <summary>The entry point of a function; compiles it when that hasn't happened yet.</summary>
    /// <param name="definedIndex">Index among the functions that are not imported.</param>
    /// <param name="checkpoint">Called now and then meanwhile. What it throws ends the work, and leaves the function to the next caller.</param>
    /// <exception cref="NotSupportedException">The function uses an instruction that the backend can't compile.</exception>
    public abstract nint GetEntryPoint(int definedIndex, Action? checkpoint);

    /// <summary>Takes every function through all that can fail, without making its machine code.</summary>
    /// <param name="cancellation">Stops between two functions.</param>
    /// <exception cref="NotSupportedException">A function uses an instruction that the backend can't compile.</exception>
    public abstract void CompileAll(CancellationToken cancellation);

    /// <summary>
    /// Makes the machine code of functions, by threads of its own. Calls go on meanwhile; one that needs code which isn't there yet makes it or
    /// waits for it. Doesn't keep this object alive: when that is collected, the work ends.
    /// </summary>
    /// <param name="roots">
    /// Functions that are prepared with all that they reach by direct calls: indices among the functions that are not imported, below zero for imported ones.
    /// Null for all.
    /// </param>
    /// <param name="maxDegreeOfParallelism">Largest number of threads; at least 1.</param>
    /// <param name="cancellation">Ends the work between two functions; what is compiled by then stays.</param>
    /// <returns>
    /// Is canceled when the work ended early; fails with what was wrong with the first function that can't be compiled, after all others are.
    /// </returns>
    public abstract Task PrepareAsync(IReadOnlyList<int>? roots, int maxDegreeOfParallelism, CancellationToken cancellation);
}
