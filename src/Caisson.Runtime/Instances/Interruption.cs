namespace Caisson.Runtime;

/// <summary>
/// A time or a token that ends the code of an instance. Disposing it makes the instance usable again, if it came to that. Safe from
/// any thread.
/// </summary>
public sealed class Interruption : IDisposable
{
    private readonly Instance _instance;
    private readonly Lock _lock = new();
    private CancellationTokenRegistration _registration;
    private Alarm? _alarm;
    private bool _disposed;

    private Interruption(Instance instance)
    {
        _instance = instance;
        instance.Arm();
    }

    /// <summary>Whether it has ended the instance's code, or would have if there had been any.</summary>
    public bool HasFired { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            _instance.Disarm();
            if (HasFired) _instance.EndInterruption();
        }
        _registration.Dispose();
        _alarm?.Cancel();
    }

    internal static Interruption After(Instance instance, TimeSpan time)
    {
        var interruption = new Interruption(instance);
        if (time == TimeSpan.Zero) interruption.Fire();
        else if (time != Timeout.InfiniteTimeSpan) interruption._alarm = Alarm.Set(time, interruption.Fire);
        return interruption;
    }

    internal static Interruption On(Instance instance, CancellationToken cancellation)
    {
        var interruption = new Interruption(instance);
        interruption._registration = cancellation.UnsafeRegister(static state => ((Interruption)state!).Fire(), interruption);
        return interruption;
    }

    private void Fire()
    {
        lock (_lock)
        {
            if (_disposed || HasFired) return;
            HasFired = true;
            _instance.BeginInterruption();
        }
    }
}
