namespace Caisson.Components.Concurrency;

/// <summary>What the host does while guests wait: its operations, and its ends of streams and futures.</summary>
public sealed partial class ComponentStore
{
    /// <summary>The host begins something that guests may wait for. From any thread.</summary>
    internal void BeginHostWork() => PostOrRun(() => HostPending++);

    /// <summary>The host has done what it began. From any thread.</summary>
    internal void EndHostWork() => Post(() => HostPending--);

    /// <summary>Reads or writes at the host's end of a stream or future, as part of work that has begun. From any thread.</summary>
    internal Task<CopyResult> Copy(Action<CopyOperation> copy, CopyBuffer buffer)
    {
        var operation = new HostCopy(this, buffer);
        Post(() => operation.Begin(copy));
        return operation.Outcome;
    }

    /// <summary>As <see cref="Copy"/>, for a reader that may act at any time while it doesn't read, and whose token ends the read.</summary>
    internal async Task<CopyResult> Read(Action<CopyOperation> read, IShared shared, CopyBuffer buffer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var operation = new HostCopy(this, buffer);
        Post(() => operation.Begin(read));
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            _ => Post(() =>
            {
                if (!operation.Outcome.IsCompleted) shared.Cancel(operation);
            }),
            null);
        return await operation.Outcome.ConfigureAwait(false);
    }
}
