namespace Caisson.Runtime;

/// <summary>
/// Turns an instance into a module that starts where the instance stands: its memories, tables, globals and the segments that were dropped.
/// The same instance gives the same bytes. Safe from any thread.
/// </summary>
/// <remarks>
/// Functions, types and custom sections stay what they were. The start function is gone: it has run. What the guest knows by then stays known to every
/// instance of the new module: random numbers, the time, environment variables.
/// </remarks>
public static class ModuleSnapshot
{
    /// <summary>Checks what can be told before anything runs: that the module's memories, tables and variables are its own.</summary>
    /// <param name="module">The module.</param>
    /// <exception cref="SnapshotException">It imports some: each one is named.</exception>
    public static void Check(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        SnapshotWriter.RequireOwnState(module.Syntax);
    }

    /// <summary>Takes a snapshot.</summary>
    /// <param name="instance">
    /// What <see cref="Module.Instantiate"/> has returned and nobody is inside. With a shared memory, the caller makes sure of that. It can be used further.
    /// </param>
    /// <param name="options">Which exports the new module has; all when null.</param>
    /// <returns>
    /// A binary module, valid with the <see cref="EngineOptions.Features"/> of the instance's engine. It imports the same functions, tags and constants; give the constants the same values.
    /// </returns>
    /// <exception cref="SnapshotException">The instance has something that a module can't begin with: what and where.</exception>
    /// <exception cref="ArgumentException">The options rename a function that isn't exported, or rename it twice.</exception>
    /// <exception cref="InvalidOperationException">Somebody is inside the instance, or one that it is linked to: a stack can't be captured.</exception>
    public static byte[] Take(Instance instance, SnapshotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (instance.Group is { IsEntered: true }) throw SnapshotErrors.Inside();
        instance.Group?.Enter();
        try
        {
            return new SnapshotWriter(instance, options ?? SnapshotOptions.Default).Write();
        }
        finally
        {
            instance.Group?.Leave();
        }
    }
}
