using System.Diagnostics;
using System.Runtime.InteropServices;
using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Io;

/// <summary>
/// Waits, for time or for descriptors, until the host cancels: then the wait ends with <see cref="OperationCanceledException"/>,
/// which travels through the guest to the host. Safe from any thread.
/// </summary>
internal sealed unsafe class Waiter : IDisposable
{
    private const int EventFlags = 0x80800; // EFD_CLOEXEC, EFD_NONBLOCK

    private CancellationToken _cancellation;
    private CancellationTokenSource? _own;
    private FileHandle? _wake;
    private CancellationTokenRegistration _registration;

    /// <summary>A waiter that ends its waits when the token is cancelled.</summary>
    /// <exception cref="IOException">The process has too many files open.</exception>
    public Waiter(CancellationToken cancellation) => Watch(cancellation);

    /// <summary>Whether a wait can be cut short, so that calls which block should wait here first.</summary>
    public bool CanBeCancelled => _cancellation.CanBeCanceled;

    /// <summary>Lets <see cref="Cancel"/> end waits, beside the host's token. To be called before there are any.</summary>
    /// <exception cref="IOException">The process has too many files open.</exception>
    public void AllowCancel()
    {
        if (_own is not null) return;
        _registration.Dispose();
        _own = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        Watch(_own.Token);
    }

    /// <summary>Ends all waits, now and later.</summary>
    public void Cancel() => _own?.Cancel();

    /// <summary>Waits for a task of the host's, which may go on when the wait is cancelled.</summary>
    public T Wait<T>(Func<CancellationToken, ValueTask<T>> start) =>
        start(_cancellation).AsTask().WaitAsync(_cancellation).GetAwaiter().GetResult();

    /// <summary>Throws when the host has cancelled.</summary>
    public void ThrowIfCancelled() => _cancellation.ThrowIfCancellationRequested();

    /// <summary>Waits for a time.</summary>
    /// <param name="nanoseconds">How long.</param>
    public void Sleep(ulong nanoseconds)
    {
        if (Libc.IsSupported)
        {
            _ = Poll([], nanoseconds);
            return;
        }
        long start = Stopwatch.GetTimestamp();
        for (ulong left = nanoseconds; left > 0; left = Left(start, nanoseconds))
        {
            int milliseconds = (int)Math.Min((left + 999_999) / 1_000_000, int.MaxValue);
            _ = _cancellation.WaitHandle.WaitOne(milliseconds);
            ThrowIfCancelled();
        }
    }

    /// <summary>Waits until one descriptor can be read or written, or is broken.</summary>
    /// <param name="handle">The descriptor; the caller keeps it open.</param>
    /// <param name="events">What to wait for.</param>
    public void Wait(SafeHandle handle, short events) => _ = Poll([PollFd.For(handle, events)], null);

    /// <summary>Waits until a descriptor is ready or a time is over.</summary>
    /// <param name="descriptors">What to wait for; receives what happened.</param>
    /// <param name="nanoseconds">How long at most, or null for ever.</param>
    /// <returns>How many are ready.</returns>
    public int Poll(Span<PollFd> descriptors, ulong? nanoseconds)
    {
        PollFd[] all = [.. descriptors, new PollFd { Descriptor = _wake is null ? -1 : (int)_wake.DangerousGetHandle(), Events = PollFd.In }];
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            ThrowIfCancelled();
            int ready;
            fixed (PollFd* first = all)
            {
                TimeSpec timeout = ToTimeSpec(nanoseconds is { } total ? Left(start, total) : 0);
                ready = Libc.Poll(first, (nuint)all.Length, nanoseconds is null ? null : &timeout, 0);
            }
            if (ready < 0 && NativeErrno.Last() == Errno.Interrupted) continue;
            ThrowIfCancelled();
            all.AsSpan(..^1).CopyTo(descriptors);
            return ready;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _own?.Dispose();
        _wake?.Dispose();
    }

    private void Watch(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        if (!cancellation.CanBeCanceled || !Libc.IsSupported) return;
        if (_wake is null)
        {
            int wake = Libc.CreateEvent(0, EventFlags);
            if (wake < 0) Errors.NoCancellation(NativeErrno.Last());
            _wake = new FileHandle(wake);
        }
        _registration = cancellation.UnsafeRegister(static state => Wake((FileHandle)state!), _wake);
    }

    private static ulong Left(long start, ulong total)
    {
        ulong elapsed = (ulong)((UInt128)(ulong)(Stopwatch.GetTimestamp() - start) * 1_000_000_000 / (ulong)Stopwatch.Frequency);
        return total > elapsed ? total - elapsed : 0;
    }

    private static TimeSpec ToTimeSpec(ulong nanoseconds) => new()
    {
        Seconds = (long)(nanoseconds / 1_000_000_000),
        Nanoseconds = (long)(nanoseconds % 1_000_000_000),
    };

    private static void Wake(FileHandle wake)
    {
        ulong one = 1;
        _ = Libc.Write(wake, (byte*)&one, sizeof(ulong));
    }
}
