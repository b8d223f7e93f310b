namespace Caisson.Components.Syntax;

/// <summary>What the canonical ABI can make; the numbers are those of the binary format. spec: canon</summary>
public enum CanonKind : byte
{
    /// <summary><c>canon lift</c></summary>
    Lift = 0x00,

    /// <summary><c>canon lower</c></summary>
    Lower = 0x01,

    /// <summary><c>canon resource.new</c></summary>
    ResourceNew = 0x02,

    /// <summary><c>canon resource.drop</c></summary>
    ResourceDrop = 0x03,

    /// <summary><c>canon resource.rep</c></summary>
    ResourceRep = 0x04,

    /// <summary><c>canon backpressure.inc</c></summary>
    BackpressureInc = 0x24,

    /// <summary><c>canon backpressure.dec</c></summary>
    BackpressureDec = 0x25,

    /// <summary><c>canon task.return</c></summary>
    TaskReturn = 0x09,

    /// <summary><c>canon task.cancel</c></summary>
    TaskCancel = 0x05,

    /// <summary><c>canon context.get</c></summary>
    ContextGet = 0x0a,

    /// <summary><c>canon context.set</c></summary>
    ContextSet = 0x0b,

    /// <summary><c>canon subtask.cancel</c></summary>
    SubtaskCancel = 0x06,

    /// <summary><c>canon subtask.drop</c></summary>
    SubtaskDrop = 0x0d,

    /// <summary><c>canon stream.new</c></summary>
    StreamNew = 0x0e,

    /// <summary><c>canon stream.read</c></summary>
    StreamRead = 0x0f,

    /// <summary><c>canon stream.write</c></summary>
    StreamWrite = 0x10,

    /// <summary><c>canon stream.cancel-read</c></summary>
    StreamCancelRead = 0x11,

    /// <summary><c>canon stream.cancel-write</c></summary>
    StreamCancelWrite = 0x12,

    /// <summary><c>canon stream.drop-readable</c></summary>
    StreamDropReadable = 0x13,

    /// <summary><c>canon stream.drop-writable</c></summary>
    StreamDropWritable = 0x14,

    /// <summary><c>canon future.new</c></summary>
    FutureNew = 0x15,

    /// <summary><c>canon future.read</c></summary>
    FutureRead = 0x16,

    /// <summary><c>canon future.write</c></summary>
    FutureWrite = 0x17,

    /// <summary><c>canon future.cancel-read</c></summary>
    FutureCancelRead = 0x18,

    /// <summary><c>canon future.cancel-write</c></summary>
    FutureCancelWrite = 0x19,

    /// <summary><c>canon future.drop-readable</c></summary>
    FutureDropReadable = 0x1a,

    /// <summary><c>canon future.drop-writable</c></summary>
    FutureDropWritable = 0x1b,

    /// <summary><c>canon error-context.new</c></summary>
    ErrorContextNew = 0x1c,

    /// <summary><c>canon error-context.debug-message</c></summary>
    ErrorContextDebugMessage = 0x1d,

    /// <summary><c>canon error-context.drop</c></summary>
    ErrorContextDrop = 0x1e,

    /// <summary><c>canon waitable-set.new</c></summary>
    WaitableSetNew = 0x1f,

    /// <summary><c>canon waitable-set.wait</c></summary>
    WaitableSetWait = 0x20,

    /// <summary><c>canon waitable-set.poll</c></summary>
    WaitableSetPoll = 0x21,

    /// <summary><c>canon waitable-set.drop</c></summary>
    WaitableSetDrop = 0x22,

    /// <summary><c>canon waitable.join</c></summary>
    WaitableJoin = 0x23,

    /// <summary><c>canon thread.index</c></summary>
    ThreadIndex = 0x26,

    /// <summary><c>canon thread.new-indirect</c></summary>
    ThreadNewIndirect = 0x27,

    /// <summary><c>canon thread.resume-later</c></summary>
    ThreadResumeLater = 0x28,

    /// <summary><c>canon thread.suspend</c></summary>
    ThreadSuspend = 0x29,

    /// <summary><c>canon thread.yield</c></summary>
    ThreadYield = 0x0c,

    /// <summary><c>canon thread.suspend-then-resume</c></summary>
    ThreadSuspendThenResume = 0x2a,

    /// <summary><c>canon thread.yield-then-resume</c></summary>
    ThreadYieldThenResume = 0x2b,

    /// <summary><c>canon thread.suspend-then-promote</c></summary>
    ThreadSuspendThenPromote = 0x2c,

    /// <summary><c>canon thread.yield-then-promote</c></summary>
    ThreadYieldThenPromote = 0x2d,

    /// <summary><c>canon thread.spawn-ref</c></summary>
    ThreadSpawnRef = 0x40,

    /// <summary><c>canon thread.spawn-indirect</c></summary>
    ThreadSpawnIndirect = 0x41,

    /// <summary><c>canon thread.available-parallelism</c></summary>
    ThreadAvailableParallelism = 0x42,
}

/// <summary>Which immediates a canonical definition has, in the order of the binary format.</summary>
internal enum CanonShape : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>A core function, options, a type.</summary>
    Lift,

    /// <summary>A function, options.</summary>
    Lower,

    /// <summary>A type.</summary>
    Type,

    /// <summary>A type, options.</summary>
    TypeOptions,

    /// <summary>A type, whether it is asynchronous.</summary>
    TypeAsync,

    /// <summary>Options.</summary>
    Options,

    /// <summary>A result, options.</summary>
    TaskReturn,

    /// <summary>A core value type, a number.</summary>
    Context,

    /// <summary>Whether it is asynchronous.</summary>
    Async,

    /// <summary>Whether it is cancellable.</summary>
    Cancel,

    /// <summary>Whether it is cancellable, a core memory.</summary>
    CancelMemory,

    /// <summary>A core type, a core table.</summary>
    TypeTable,

    /// <summary>Whether it is shared.</summary>
    Shared,

    /// <summary>Whether it is shared, a core type.</summary>
    SharedType,

    /// <summary>Whether it is shared, a core type, a core table.</summary>
    SharedTypeTable,
}

/// <summary>The one table of canonical definitions, for the decoder, the validator and the text format.</summary>
internal static class Canons
{
    private static readonly Dictionary<CanonKind, (string Text, CanonShape Shape)> Rows = new()
    {
        [CanonKind.Lift] = ("lift", CanonShape.Lift),
        [CanonKind.Lower] = ("lower", CanonShape.Lower),
        [CanonKind.ResourceNew] = ("resource.new", CanonShape.Type),
        [CanonKind.ResourceDrop] = ("resource.drop", CanonShape.Type),
        [CanonKind.ResourceRep] = ("resource.rep", CanonShape.Type),
        [CanonKind.BackpressureInc] = ("backpressure.inc", CanonShape.None),
        [CanonKind.BackpressureDec] = ("backpressure.dec", CanonShape.None),
        [CanonKind.TaskReturn] = ("task.return", CanonShape.TaskReturn),
        [CanonKind.TaskCancel] = ("task.cancel", CanonShape.None),
        [CanonKind.ContextGet] = ("context.get", CanonShape.Context),
        [CanonKind.ContextSet] = ("context.set", CanonShape.Context),
        [CanonKind.SubtaskCancel] = ("subtask.cancel", CanonShape.Async),
        [CanonKind.SubtaskDrop] = ("subtask.drop", CanonShape.None),
        [CanonKind.StreamNew] = ("stream.new", CanonShape.Type),
        [CanonKind.StreamRead] = ("stream.read", CanonShape.TypeOptions),
        [CanonKind.StreamWrite] = ("stream.write", CanonShape.TypeOptions),
        [CanonKind.StreamCancelRead] = ("stream.cancel-read", CanonShape.TypeAsync),
        [CanonKind.StreamCancelWrite] = ("stream.cancel-write", CanonShape.TypeAsync),
        [CanonKind.StreamDropReadable] = ("stream.drop-readable", CanonShape.Type),
        [CanonKind.StreamDropWritable] = ("stream.drop-writable", CanonShape.Type),
        [CanonKind.FutureNew] = ("future.new", CanonShape.Type),
        [CanonKind.FutureRead] = ("future.read", CanonShape.TypeOptions),
        [CanonKind.FutureWrite] = ("future.write", CanonShape.TypeOptions),
        [CanonKind.FutureCancelRead] = ("future.cancel-read", CanonShape.TypeAsync),
        [CanonKind.FutureCancelWrite] = ("future.cancel-write", CanonShape.TypeAsync),
        [CanonKind.FutureDropReadable] = ("future.drop-readable", CanonShape.Type),
        [CanonKind.FutureDropWritable] = ("future.drop-writable", CanonShape.Type),
        [CanonKind.ErrorContextNew] = ("error-context.new", CanonShape.Options),
        [CanonKind.ErrorContextDebugMessage] = ("error-context.debug-message", CanonShape.Options),
        [CanonKind.ErrorContextDrop] = ("error-context.drop", CanonShape.None),
        [CanonKind.WaitableSetNew] = ("waitable-set.new", CanonShape.None),
        [CanonKind.WaitableSetWait] = ("waitable-set.wait", CanonShape.CancelMemory),
        [CanonKind.WaitableSetPoll] = ("waitable-set.poll", CanonShape.CancelMemory),
        [CanonKind.WaitableSetDrop] = ("waitable-set.drop", CanonShape.None),
        [CanonKind.WaitableJoin] = ("waitable.join", CanonShape.None),
        [CanonKind.ThreadIndex] = ("thread.index", CanonShape.None),
        [CanonKind.ThreadNewIndirect] = ("thread.new-indirect", CanonShape.TypeTable),
        [CanonKind.ThreadResumeLater] = ("thread.resume-later", CanonShape.None),
        [CanonKind.ThreadSuspend] = ("thread.suspend", CanonShape.Cancel),
        [CanonKind.ThreadYield] = ("thread.yield", CanonShape.Cancel),
        [CanonKind.ThreadSuspendThenResume] = ("thread.suspend-then-resume", CanonShape.Cancel),
        [CanonKind.ThreadYieldThenResume] = ("thread.yield-then-resume", CanonShape.Cancel),
        [CanonKind.ThreadSuspendThenPromote] = ("thread.suspend-then-promote", CanonShape.Cancel),
        [CanonKind.ThreadYieldThenPromote] = ("thread.yield-then-promote", CanonShape.Cancel),
        [CanonKind.ThreadSpawnRef] = ("thread.spawn-ref", CanonShape.SharedType),
        [CanonKind.ThreadSpawnIndirect] = ("thread.spawn-indirect", CanonShape.SharedTypeTable),
        [CanonKind.ThreadAvailableParallelism] = ("thread.available-parallelism", CanonShape.Shared),
    };

    /// <summary>All kinds, in the order of the specification.</summary>
    public static IEnumerable<CanonKind> All => Rows.Keys;

    extension(CanonKind kind)
    {
        /// <summary>Whether there is such a kind.</summary>
        public bool IsKnown => Rows.ContainsKey(kind);

        /// <summary>Its immediates.</summary>
        public CanonShape Shape => Rows[kind].Shape;

        /// <summary>The keyword of the text format, without <c>canon</c>.</summary>
        public string Text => Rows[kind].Text;
    }
}
