using Caisson.Runtime;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>
/// What the code of one adapter calls while values go from one side to the other. Used again for each call: who implements the rules of calls sees to it that no two
/// are under way. Belongs to its store's thread.
/// </summary>
/// <param name="caller">The side that lowers the function.</param>
/// <param name="callee">The side that lifts it.</param>
internal abstract class AdapterCall(LiftLowerContext caller, LiftLowerContext callee)
{
    private readonly Memory? _callerMemory = caller.Memory.Linear, _calleeMemory = callee.Memory.Linear;
    private HandlePassing[] _handles = [];

    /// <summary>The side that calls.</summary>
    public LiftLowerContext Caller { get; } = caller;

    /// <summary>The side that is called.</summary>
    public LiftLowerContext Callee { get; } = callee;

    /// <summary>When the core function has returned, before its result is lowered; where something was lent to it.</summary>
    /// <exception cref="TrapException">The callee keeps what was lent to it.</exception>
    public abstract void Returned();

    /// <summary>Ends a call whose thread something has asked for. abi: exit_implicit_thread</summary>
    public abstract void ExitRegistered();

    /// <summary>Gives back what was lent. abi: Subtask.deliver_resolve</summary>
    public abstract void EndLoan();

    public static void Trap(int trap) => throw ((AdapterTrap)trap switch
    {
        AdapterTrap.UnalignedPointer => AbiErrors.UnalignedPointer(),
        AdapterTrap.PointerOutOfBounds => AbiErrors.PointerOutOfBounds(),
        AdapterTrap.ListTooLong => AbiErrors.ListTooLong(),
        AdapterTrap.ListOutOfBounds => AbiErrors.ListOutOfBounds(),
        AdapterTrap.InvalidDiscriminant => AbiErrors.InvalidDiscriminant(),
        AdapterTrap.InvalidChar => AbiErrors.InvalidChar(),
        AdapterTrap.CannotLeave => new TrapException(TrapKind.CannotLeaveComponent),
        AdapterTrap.CannotEnter => new TrapException(TrapKind.CannotEnterComponent),
        AdapterTrap.StringTooLong => AbiErrors.StringTooLong(),
        AdapterTrap.StringOutOfBounds => AbiErrors.StringOutOfBounds(),
        AdapterTrap.ReallocUnaligned => AbiErrors.ReallocUnaligned(),
        AdapterTrap.ReallocOutOfBounds => AbiErrors.ReallocOutOfBounds(),
        _ => AbiErrors.UncaughtException(),
    });

    public long AllocateCaller(int alignment, long size) => (long)Caller.Allocate((uint)alignment, (ulong)size);

    public long AllocateCallee(int alignment, long size) => (long)Callee.Allocate((uint)alignment, (ulong)size);

    /// <summary>Takes a string over to the caller.</summary>
    public (long Begin, long TaggedCodeUnits) StringToCaller(long begin, long taggedCodeUnits) =>
        StringPassing.Pass(Callee, Caller, (ulong)begin, (ulong)taggedCodeUnits);

    /// <summary>Takes a string over to the callee.</summary>
    public (long Begin, long TaggedCodeUnits) StringToCallee(long begin, long taggedCodeUnits) =>
        StringPassing.Pass(Caller, Callee, (ulong)begin, (ulong)taggedCodeUnits);

    /// <summary>Takes the bytes of a string over to the caller, between places that lie inside the memories.</summary>
    public void CopyUtf8ToCaller(long begin, long address, long length) =>
        StringPassing.CopyUtf8(_calleeMemory!, _callerMemory!, begin, address, (int)length);

    /// <summary>Takes the bytes of a string over to the callee, between places that lie inside the memories.</summary>
    public void CopyUtf8ToCallee(long begin, long address, long length) =>
        StringPassing.CopyUtf8(_callerMemory!, _calleeMemory!, begin, address, (int)length);

    /// <summary>Passes a handle on; says what the other side knows it by.</summary>
    public int Handle(int number, int index) => (int)_handles[number].Pass((uint)index);

    /// <summary>Learns which handles the code passes on.</summary>
    public void Define(IReadOnlyList<HandleTransfer> handles) =>
        _handles = [.. handles.Select(h => h.IsResult ? HandlePassing.Of(h, Callee, Caller) : HandlePassing.Of(h, Caller, Callee))];
}
