using Caisson.Components.Pooling;

namespace Caisson.Cli.Serving;

/// <summary>
/// The instances of one component that answer requests: a new one for each request, unless they are to be used again. Then a request gets one that has room, else a new one; one that trapped
/// gets no more requests, and those without requests are given up after a while. Safe from any thread.
/// </summary>
/// <param name="fresh">Where instances come from, each as new.</param>
/// <param name="settings">How often and how long instances are used.</param>
internal sealed class InstancePool(ComponentPool fresh, ServeSettings settings) : IDisposable
{
    private readonly Lock _turn = new();
    private readonly List<PooledInstance> _instances = [];
    private Timer? _timer;

    /// <summary>An instance for one request.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was one.</exception>
    public async ValueTask<PooledInstance> RentAsync(CancellationToken cancellation)
    {
        if (settings.MaxReuse == 1) return Begin(new PooledInstance(await fresh.RentAsync(cancellation: cancellation)));
        lock (_turn)
        {
            PooledInstance? found = _instances.Find(HasRoom);
            if (found is not null) return Begin(found);
        }
        PooledInstance created = new(await fresh.RentAsync(cancellation: cancellation));
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
            instance.IsRetired |= !isSound || instance.Begun >= settings.MaxReuse;
            if (instance is { IsRetired: true, Active: 0 }) _ = _instances.Remove(instance);
            else if (settings.IdleTimeout > TimeSpan.Zero) _timer ??= new Timer(_ => RemoveIdle(), null, settings.IdleTimeout, settings.IdleTimeout);
        }
        if (instance is not { IsRetired: true, Active: 0 }) return;

        // What has answered may have something left to do; nobody waits for that.
        if (isSound && instance.Handler.IsConcurrent) _ = instance.FinishAsync(settings.IdleTimeout);
        else instance.Dispose();
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
        !instance.IsRetired && instance.Begun < settings.MaxReuse && instance.Active < (instance.Handler.IsConcurrent ? settings.MaxConcurrentReuse : 1);

    private void RemoveIdle()
    {
        lock (_turn)
        {
            long oldest = Environment.TickCount64 - (long)settings.IdleTimeout.TotalMilliseconds;
            foreach (PooledInstance idle in _instances.Where(instance => instance.Active == 0 && instance.IdleSince <= oldest).ToArray())
            {
                _ = _instances.Remove(idle);
                idle.Dispose();
            }
        }
    }
}
