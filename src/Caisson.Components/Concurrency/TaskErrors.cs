using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>The messages of traps of tasks, streams and futures: the texts that the suites' scripts expect.</summary>
internal static class TaskErrors
{
    public static TrapException CannotEnter() => new(TrapKind.CannotEnterComponent);

    public static TrapException CannotLeave() => new(TrapKind.CannotLeaveComponent);

    public static TrapException CannotBlock() => Invalid("cannot block a synchronous task before returning");

    public static TrapException Deadlock() => new(TrapKind.Deadlock);

    public static TrapException NoResult() => Invalid("async-lifted export failed to produce a result");

    public static TrapException ReturnedTwice() => Invalid("`task.return` or `task.cancel` called more than once for current task");

    public static TrapException NotCancelled() => Invalid("`task.cancel` called by task which has not been cancelled");

    public static TrapException NotAsync() => Invalid("invalid `task.return` or `task.cancel`: the current task was not lifted with the async ABI");

    public static TrapException WrongReturn() => Invalid("invalid `task.return` signature and/or options for current task");

    public static TrapException BorrowsRemain() => new(TrapKind.InvalidHandle, "borrow handles still remain at the end of the call");

    public static TrapException UnsupportedCallbackCode(uint code) => Invalid($"unsupported callback code: {code}");

    public static TrapException BackpressureOverflow() => Invalid("backpressure counter overflow");

    public static TrapException UnknownThread(uint index) => new(TrapKind.InvalidHandle, $"unknown thread index {index}");

    public static TrapException NotSuspended(uint index) => Invalid($"cannot resume thread {index} which is not suspended");

    public static TrapException WrongHandle(uint index, string expected) => new(TrapKind.InvalidHandle, $"handle index {index} is not {expected}");

    public static TrapException WrongElementType(uint index) => new(TrapKind.InvalidHandle, $"handle index {index} used with the wrong type of elements");

    public static TrapException SubtaskNotResolved() => Invalid("cannot drop a subtask which has not yet resolved");

    public static TrapException SubtaskResolved() => Invalid("`subtask.cancel` called after terminal status delivered");

    public static TrapException SubtaskCancelledTwice() => Invalid("`subtask.cancel` called more than once for the same subtask");

    public static TrapException WaitersRemain() => Invalid("cannot drop waitable set with waiters");

    public static TrapException WaitablesRemain() => Invalid("cannot drop waitable set with waitables in it");

    public static TrapException InWaitableSet() => Invalid("waitable cannot be used synchronously while added to a waitable set");

    public static TrapException HasSyncWaiter() => InWaitableSet();

    public static TrapException Busy() => Invalid("cannot have concurrent operations active on a future/stream");

    public static TrapException NotCopying() => Invalid("cannot cancel what is not under way on a future/stream");

    public static TrapException DropBusy(string noun) => Invalid($"cannot drop busy {noun}");

    public static TrapException LiftBusy(string noun) => Invalid($"cannot remove busy {noun}");

    public static TrapException LiftDone(string noun) => Invalid($"cannot lift {noun} after {(noun == "stream" ? "being notified that the writable end dropped" : "previous read succeeded")}");

    public static TrapException LiftJoined(string noun) => Invalid($"cannot lift {noun} while it's in a waitable set");

    public static TrapException ReadDone(string noun) =>
        Invalid($"cannot read from {noun} after {(noun == "stream" ? "being notified that the writable end dropped" : "previous read succeeded")}");

    public static TrapException WriteDone(string noun) =>
        Invalid($"cannot write to {noun} after {(noun == "stream" ? "being notified that the readable end dropped" : "previous write succeeded or readable end dropped")}");

    public static TrapException FutureNotWritten() => Invalid("cannot drop future write end without first writing a value");

    public static TrapException IntraComponent(string noun) => Invalid($"cannot read from and write to intra-component {noun}");

    public static TrapException CountTooLarge() => Invalid("stream read/write count too large");

    public static TrapException Uncaught(WasmException e) => Invalid($"uncaught exception at the boundary of a component: {e.Message}");

    public static TrapException TooManyThreads(int limit) =>
        new(TrapKind.AllocationLimit, $"a component needs another thread to wait on, and its store has {limit}: see ComponentStoreOptions.MaxGuestThreads");

    public static NotSupportedException SharedThreads(string builtIn) => new($"{builtIn} isn't supported: it starts threads that share everything");

    public static InvalidOperationException Disposed() => new("the component's store has been disposed");

    public static ObjectDisposedException GivenBack() => new(nameof(Pooling.PooledComponentInstance), "the component instance has been given back to its pool");

    public static OperationCanceledException Cancelled(CancellationToken cancellation, Exception? trap = null) =>
        new("the call of a component was cancelled", trap, cancellation);

    private static TrapException Invalid(string text) => new(TrapKind.InvalidTaskOperation, text);
}
