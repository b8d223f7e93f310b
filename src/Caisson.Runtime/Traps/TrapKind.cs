namespace Caisson.Runtime;

/// <summary>Why a computation stopped. The specification's traps come first, then the stops that an embedder asks for.</summary>
public enum TrapKind
{
    /// <summary><c>unreachable</c> was executed.</summary>
    Unreachable,

    /// <summary>Integer division or remainder by zero.</summary>
    IntegerDivideByZero,

    /// <summary>A quotient, or a truncated float, that its type cannot represent.</summary>
    IntegerOverflow,

    /// <summary>Truncation of a NaN to an integer.</summary>
    InvalidConversionToInteger,

    /// <summary>Access beyond the end of a memory or a data segment.</summary>
    OutOfBoundsMemoryAccess,

    /// <summary>Access beyond the end of a table or an element segment.</summary>
    OutOfBoundsTableAccess,

    /// <summary>Indirect call through an index beyond the end of the table.</summary>
    UndefinedElement,

    /// <summary>Indirect call through a null table element.</summary>
    UninitializedElement,

    /// <summary>Indirect call of a function of another type.</summary>
    IndirectCallTypeMismatch,

    /// <summary>The call stack is used up.</summary>
    StackExhausted,

    /// <summary>A null reference where none is allowed.</summary>
    NullReference,

    /// <summary>Call of a null function reference.</summary>
    NullFunctionReference,

    /// <summary>Access to a field of a null structure.</summary>
    NullStructureReference,

    /// <summary>Access to an element, or to the length, of a null array.</summary>
    NullArrayReference,

    /// <summary>Reading the number of a null <c>i31</c>.</summary>
    NullI31Reference,

    /// <summary>Throwing a null exception.</summary>
    NullExceptionReference,

    /// <summary>Access beyond the end of an array.</summary>
    OutOfBoundsArrayAccess,

    /// <summary>A failed <c>ref.cast</c>.</summary>
    CastFailure,

    /// <summary>Atomic access to an address that is no multiple of its width.</summary>
    UnalignedAtomic,

    /// <summary>Waiting on a memory that is not shared.</summary>
    ExpectedSharedMemory,

    /// <summary>A component passed what its type doesn't allow: a pointer, a length, a character, a discriminant, a string. abi: trap_if</summary>
    InvalidComponentValue,

    /// <summary>A component used a handle that it doesn't have, of another type, or lent to somebody. abi: trap_if</summary>
    InvalidHandle,

    /// <summary>A call into a component instance that may not be entered. abi: may_enter</summary>
    CannotEnterComponent,

    /// <summary>A call out of a component instance that may not be left. abi: may_leave</summary>
    CannotLeaveComponent,

    /// <summary>A component broke a rule of tasks, streams or futures. abi: trap_if</summary>
    InvalidTaskOperation,

    /// <summary>A component waits for what can't happen. abi: trap_if</summary>
    Deadlock,

    /// <summary>A component used an interface of the host's as the interface doesn't allow.</summary>
    InterfaceMisuse,

    /// <summary>The embedder stopped it, or another thread ended the guest.</summary>
    Interrupted,

    /// <summary>The fuel that the embedder granted is used up.</summary>
    OutOfFuel,

    /// <summary>An object, or all together, are larger than the embedder, or the platform, allows.</summary>
    AllocationLimit,
}
