using Caisson.Runtime.Operations;

namespace Caisson.Runtime;

/// <summary>Stopping guest code from outside.</summary>
public sealed unsafe partial class Instance
{
    private int _interruptions, _armed;

    /// <summary>
    /// Whether its code can be stopped: <see cref="EngineOptions.Interruption"/> is on, or the module has a shared memory, whose
    /// threads must end together.
    /// </summary>
    public bool IsInterruptible => Module.IsInterruptible;

    internal bool IsInterrupted => Volatile.Read(ref InterruptionCells.Flag(Context)) != 0;

    /// <summary>
    /// Ends the code of this instance for good: every thread in it traps with <see cref="TrapKind.Interrupted"/> when it next goes
    /// around a loop, calls a function or waits, and so do later calls. With it end the instances that it is linked to by imported
    /// functions and tables, since one thread goes in and out of them all; not so where the module has a shared memory. Host
    /// functions must come back by themselves. Safe to call from any thread, and again.
    /// </summary>
    /// <exception cref="InvalidOperationException">It isn't <see cref="IsInterruptible"/>.</exception>
    public void Interrupt()
    {
        CheckInterruptible();
        BeginInterruption();
    }

    /// <summary>
    /// Ends the code of this instance, as <see cref="Interrupt"/> does, once a time has passed; until the result is disposed, which
    /// makes the instance usable again. What its memory holds after a trap in the middle of its work is for the embedder to judge.
    /// </summary>
    /// <param name="time">From now; zero or more, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <returns>To be disposed when the calls that it is meant for are over. Any thread may do so.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    /// <exception cref="InvalidOperationException">It isn't <see cref="IsInterruptible"/>.</exception>
    public Interruption InterruptAfter(TimeSpan time)
    {
        if (time != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        CheckInterruptible();
        return Interruption.After(this, time);
    }

    /// <summary>As <see cref="InterruptAfter"/>, when a token is cancelled; at once if it is already.</summary>
    /// <param name="cancellation">The token.</param>
    /// <returns>To be disposed when the calls that it is meant for are over. Any thread may do so.</returns>
    /// <exception cref="InvalidOperationException">It isn't <see cref="IsInterruptible"/>.</exception>
    public Interruption InterruptOn(CancellationToken cancellation)
    {
        CheckInterruptible();
        return Interruption.On(this, cancellation);
    }

    /// <summary>Whether something interrupts its code, or may still do so.</summary>
    internal bool IsArmed => Volatile.Read(ref _armed) > 0 || (Group?.IsInterrupted ?? IsInterrupted);

    internal void Arm() => Interlocked.Increment(ref _armed);

    internal void Disarm() => Interlocked.Decrement(ref _armed);

    /// <summary>Ends what is done for the code of this instance, when that shall end.</summary>
    /// <exception cref="TrapException">It shall.</exception>
    private void Checkpoint()
    {
        if (IsInterrupted) Trap.Interrupted();
    }

    internal void BeginInterruption()
    {
        if (Group is not null)
        {
            Group.BeginInterruption();
            return;
        }

        // A full fence: whoever begins to wait sees the flag, or is seen here.
        if (Interlocked.Increment(ref _interruptions) == 1) Interlocked.Exchange(ref InterruptionCells.Flag(Context), 1);
        WaitTable.Interrupt(this);
        GC.KeepAlive(this);
    }

    internal void EndInterruption()
    {
        if (Group is not null) Group.EndInterruption();
        else if (Interlocked.Decrement(ref _interruptions) == 0) Volatile.Write(ref InterruptionCells.Flag(Context), 0);
        GC.KeepAlive(this);
    }

    private void CheckInterruptible()
    {
        if (_region is null) throw RuntimeErrors.Disposed();
        if (!IsInterruptible) throw RuntimeErrors.NotInterruptible();
    }
}
