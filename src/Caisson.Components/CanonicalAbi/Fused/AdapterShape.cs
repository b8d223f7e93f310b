using Caisson.Components.Types;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>What the code of an adapter needs to know of one side. Immutable.</summary>
/// <param name="Type">The function's type as this side knows it.</param>
/// <param name="Memory">Its memory; null where no value needs one.</param>
/// <param name="StringEncoding">How strings lie there.</param>
/// <param name="HasRealloc">Whether the code may call its allocator; else the host does.</param>
internal sealed record AdapterSideShape(ComponentFuncType Type, MemType? Memory, StringEncoding StringEncoding, bool HasRealloc);

/// <summary>What the code of an adapter depends on. Immutable.</summary>
/// <param name="Caller">The side that calls.</param>
/// <param name="Callee">The side that is called.</param>
/// <param name="HasPostReturn">Whether the callee wants its results back.</param>
/// <param name="EnteringCount">How many instances a call enters: the callee, and those that have made it and not the caller.</param>
internal sealed record AdapterShape(AdapterSideShape Caller, AdapterSideShape Callee, bool HasPostReturn, int EnteringCount)
{
    /// <summary>How values travel on the caller's side.</summary>
    public FunctionLayout CallerLayout { get; } = FunctionLayout.Of(Caller.Type, Caller.Memory is { Is64: true });

    /// <summary>How values travel on the callee's side.</summary>
    public FunctionLayout CalleeLayout { get; } = FunctionLayout.Of(Callee.Type, Callee.Memory is { Is64: true });
}

/// <summary>The code of an adapter, and which handles it passes on.</summary>
/// <param name="Bytes">A core module that exports the function <c>call</c>.</param>
/// <param name="Handles">What the first argument of the import <c>handle</c> numbers.</param>
internal sealed record AdapterModule(byte[] Bytes, IReadOnlyList<HandleTransfer> Handles);

/// <summary>Takes a handle out of one table, or lends it, and puts what it stands for into another.</summary>
/// <param name="Kind">A resource, stream, future or error context.</param>
/// <param name="From">The type on the side that passes it.</param>
/// <param name="To">The type on the side that gets it.</param>
/// <param name="IsResult">Whether it goes from the callee to the caller.</param>
internal readonly record struct HandleTransfer(LayoutKind Kind, ComponentValType From, ComponentValType To, bool IsResult);

/// <summary>What the code of an adapter reads and sets, beside memory: globals of type <c>i32</c>.</summary>
/// <param name="CallerMayLeave">Whether the caller may call anybody.</param>
/// <param name="CalleeMayLeave">Whether the callee may call anybody.</param>
/// <param name="Poison">Not 0 once the instances have trapped.</param>
/// <param name="Running">The number of the adapter whose callee runs.</param>
/// <param name="Number">The adapter's own.</param>
/// <param name="Outer">Keeps what was running; negative where the call can't be ended by flags alone.</param>
/// <param name="MayEnter">Of the instances that a call enters: 1 where they may be; the callee's is the first.</param>
internal sealed record AdapterFlags(Global CallerMayLeave, Global CalleeMayLeave, Global Poison, Global Running, Global Number, Global Outer, Global[] MayEnter)
{
    /// <summary>All of them, in the order of the imports.</summary>
    public Global[] All => [CallerMayLeave, CalleeMayLeave, Poison, Running, Number, Outer, .. MayEnter];
}

/// <summary>Why an adapter traps; the numbers stand in its code.</summary>
internal enum AdapterTrap
{
    UnalignedPointer,
    PointerOutOfBounds,
    ListTooLong,
    ListOutOfBounds,
    InvalidDiscriminant,
    InvalidChar,
    UncaughtException,
    StringTooLong,
    StringOutOfBounds,
    ReallocUnaligned,
    ReallocOutOfBounds,
    CannotLeave,
    CannotEnter,
}
