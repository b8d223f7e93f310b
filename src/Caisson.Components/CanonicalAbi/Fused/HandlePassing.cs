using Caisson.Components.Types;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>Passes handles of one type from one instance to the other. Immutable.</summary>
/// <param name="from">The side that passes them.</param>
/// <param name="to">The side that gets them.</param>
internal abstract class HandlePassing(LiftLowerContext from, LiftLowerContext to)
{
    protected LiftLowerContext From { get; } = from;

    protected LiftLowerContext To { get; } = to;

    public static HandlePassing Of(HandleTransfer handle, LiftLowerContext from, LiftLowerContext to) => (handle.From, handle.To) switch
    {
        (OwnType lifted, OwnType lowered) => new Own(from, to, from.Instance.ResourceOf(lifted.Resource), to.Instance.ResourceOf(lowered.Resource)),
        (BorrowType lifted, BorrowType lowered) => new Borrow(from, to, from.Instance.ResourceOf(lifted.Resource), to.Instance.ResourceOf(lowered.Resource)),
        (StreamType lifted, StreamType lowered) => new Stream(from, to, lifted, lowered),
        (FutureType lifted, FutureType lowered) => new Future(from, to, lifted, lowered),
        _ => new ErrorContext(from, to),
    };

    /// <summary>Lifts a handle from one table, and lowers it into the other.</summary>
    /// <exception cref="Runtime.TrapException">The index isn't a handle that may be passed.</exception>
    public abstract uint Pass(uint index);

    private sealed class Own(LiftLowerContext from, LiftLowerContext to, RuntimeResource lifted, RuntimeResource lowered) : HandlePassing(from, to)
    {
        public override uint Pass(uint index) => Abi.LowerOwn(To, Abi.LiftOwn(From, index, lifted), lowered);
    }

    private sealed class Borrow(LiftLowerContext from, LiftLowerContext to, RuntimeResource lifted, RuntimeResource lowered) : HandlePassing(from, to)
    {
        public override uint Pass(uint index) => Abi.LowerBorrow(To, Abi.LiftBorrow(From, index, lifted), lowered);
    }

    private sealed class Stream(LiftLowerContext from, LiftLowerContext to, StreamType lifted, StreamType lowered) : HandlePassing(from, to)
    {
        public override uint Pass(uint index) => To.Instance.LowerStream(From.Instance.LiftStream(index, lifted), lowered);
    }

    private sealed class Future(LiftLowerContext from, LiftLowerContext to, FutureType lifted, FutureType lowered) : HandlePassing(from, to)
    {
        public override uint Pass(uint index) => To.Instance.LowerFuture(From.Instance.LiftFuture(index, lifted), lowered);
    }

    private sealed class ErrorContext(LiftLowerContext from, LiftLowerContext to) : HandlePassing(from, to)
    {
        public override uint Pass(uint index) => Abi.LowerErrorContext(To, Abi.LiftErrorContext(From, index));
    }
}
