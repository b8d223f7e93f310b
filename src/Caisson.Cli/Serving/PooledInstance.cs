using Caisson.Components.Linking;
using Caisson.Wasi;

namespace Caisson.Cli.Serving;

/// <summary>An instance that answers requests. Its pool keeps account of it, under the pool's lock.</summary>
/// <param name="instance">The instance; its store is disposed of with this.</param>
internal sealed class PooledInstance(ComponentInstance instance) : IDisposable
{
    /// <summary>Answers requests.</summary>
    public WasiHttpHandler Handler { get; } = new(instance);

    /// <summary>How many it has begun to answer.</summary>
    public int Begun { get; set; }

    /// <summary>How many it answers now.</summary>
    public int Active { get; set; }

    /// <summary>Whether it gets no more.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Since when it has had nothing to do, in milliseconds of the system's uptime.</summary>
    public long IdleSince { get; set; }

    /// <inheritdoc/>
    public void Dispose() => instance.Store.Dispose();
}
