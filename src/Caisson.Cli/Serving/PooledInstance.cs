using Caisson.Components.Pooling;
using Caisson.Wasi;

namespace Caisson.Cli.Serving;

/// <summary>An instance that answers requests. Its pool keeps account of it, under the pool's lock.</summary>
/// <param name="instance">The instance; given back with this.</param>
internal sealed class PooledInstance(PooledComponentInstance instance) : IDisposable
{
    /// <summary>Answers requests.</summary>
    public WasiHttpHandler Handler { get; } = new(instance.Instance);

    /// <summary>How many it has begun to answer.</summary>
    public int Begun { get; set; }

    /// <summary>How many it answers now.</summary>
    public int Active { get; set; }

    /// <summary>Whether it gets no more.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Since when it has had nothing to do, in milliseconds of the system's uptime.</summary>
    public long IdleSince { get; set; }

    /// <inheritdoc/>
    public void Dispose() => instance.Dispose();

    /// <summary>Gives it back when what the guest does after its responses is done.</summary>
    /// <param name="time">How long that may take.</param>
    public async Task FinishAsync(TimeSpan time)
    {
        using (instance) _ = await instance.FinishAsync(time);
    }
}
