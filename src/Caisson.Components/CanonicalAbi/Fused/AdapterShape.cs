using Caisson.Components.Types;
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
internal sealed record AdapterShape(AdapterSideShape Caller, AdapterSideShape Callee, bool HasPostReturn)
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
}
