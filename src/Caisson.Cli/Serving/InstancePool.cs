using Caisson.Components.Linking;

namespace Caisson.Cli.Serving;

/// <summary>
/// The instances of one component. A request gets one that has room, else a new one; one that trapped gets no more requests. Those without
/// requests are given up after a while. Safe from any thread.
/// </summary>
/// <param name="create">Makes an instance.</param>
/// <param name="settings">How often and how long instances are used.</param>
internal sealed class InstancePool(Func<ComponentInstance> create, ServeSettings settings) : IDisposable
{
    /// <summary>How many requests an instance of 0.3 answers in its life, where nobody says.</summary>
    private const int ConcurrentReuse = 128;

    private readonly Lock _turn = new();
    private readonly List<PooledInstance> _instances = [];
    private Timer? _timer;

    /// <summary>An instance for one request.</summary>
    public PooledInstance Rent()
    {
        lock (_turn)
        {
            PooledInstance? found = _instances.Find(HasRoom);
            if (found is not null) return Begin(found);
        }
        PooledInstance created = new(create());
        lock (_turn)
        {
            _instances.Add(created);
            return Begin(created);
        }
    }

    /// <summary>Ends a request.</summary>
    /// <param name="instance">The instance that answered it.</param>
    /// <param name="isSound">Whether it may answer others.</param>
    public void Return(PooledInstance instance, bool isSound)
    {
        lock (_turn)
        {
            instance.Active--;
            instance.IdleSince = Environment.TickCount64;
            instance.IsRetired |= !isSound || instance.Begun >= Reuse(instance);
            if (instance is { IsRetired: true, Active: 0 }) Remove(instance);
            else if (settings.IdleTimeout > TimeSpan.Zero) _timer ??= new Timer(_ => RemoveIdle(), null, settings.IdleTimeout, settings.IdleTimeout);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn)
        {
            _timer?.Dispose();
            foreach (PooledInstance instance in _instances) instance.Dispose();
            _instances.Clear();
        }
    }

    private static PooledInstance Begin(PooledInstance instance)
    {
        instance.Begun++;
        instance.Active++;
        return instance;
    }

    private bool HasRoom(PooledInstance instance) =>
        !instance.IsRetired && instance.Begun < Reuse(instance) && instance.Active < (instance.Handler.IsConcurrent ? settings.MaxConcurrentReuse : 1);

    private int Reuse(PooledInstance instance) => settings.MaxReuse ?? (instance.Handler.IsConcurrent ? ConcurrentReuse : 1);

    private void RemoveIdle()
    {
        lock (_turn)
        {
            long oldest = Environment.TickCount64 - (long)settings.IdleTimeout.TotalMilliseconds;
            foreach (PooledInstance idle in _instances.Where(instance => instance.Active == 0 && instance.IdleSince <= oldest).ToArray()) Remove(idle);
        }
    }

    private void Remove(PooledInstance instance)
    {
        _ = _instances.Remove(instance);
        instance.Dispose();
    }
}
