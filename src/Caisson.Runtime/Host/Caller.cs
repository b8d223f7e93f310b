namespace Caisson.Runtime;

/// <summary>
/// Who calls a host function: the instance that imported it. A host function that wants to know takes it as first parameter.
/// Valid during the call.
/// </summary>
/// <param name="instance">The instance.</param>
public readonly struct Caller(Instance? instance)
{
    /// <summary>The calling instance.</summary>
    /// <exception cref="InvalidOperationException">The host itself made the call.</exception>
    public Instance Instance => Own.Expose();

    private Instance Own => instance ?? throw new InvalidOperationException("this host function needs a calling instance; the host called it directly");

    /// <summary>The <see cref="Instance.State"/> of the calling instance: what the host keeps for it.</summary>
    /// <exception cref="InvalidOperationException">The host itself made the call.</exception>
    public object? State => Own.State;

    /// <summary>The memory that the calling instance exports as "memory".</summary>
    /// <exception cref="InvalidOperationException">It exports none.</exception>
    public Memory Memory => Own.DefaultMemory
        ?? throw new InvalidOperationException("the calling instance exports no memory named \"memory\", which this host function needs");
}
