using System.Diagnostics;

namespace Caisson.Runtime;

/// <summary>The message of each trap: the text that the specification's scripts expect in <c>assert_trap</c>.</summary>
internal static class TrapErrors
{
    public static string Text(TrapKind kind) => kind switch
    {
        TrapKind.Unreachable => "unreachable",
        TrapKind.IntegerDivideByZero => "integer divide by zero",
        TrapKind.IntegerOverflow => "integer overflow",
        TrapKind.InvalidConversionToInteger => "invalid conversion to integer",
        TrapKind.OutOfBoundsMemoryAccess => "out of bounds memory access",
        TrapKind.OutOfBoundsTableAccess => "out of bounds table access",
        TrapKind.UndefinedElement => "undefined element",
        TrapKind.UninitializedElement => "uninitialized element",
        TrapKind.IndirectCallTypeMismatch => "indirect call type mismatch",
        TrapKind.StackExhausted => "call stack exhausted",
        TrapKind.NullReference => "null reference",
        TrapKind.NullFunctionReference => "null function reference",
        TrapKind.NullStructureReference => "null structure reference",
        TrapKind.NullArrayReference => "null array reference",
        TrapKind.NullI31Reference => "null i31 reference",
        TrapKind.NullExceptionReference => "null exception reference",
        TrapKind.OutOfBoundsArrayAccess => "out of bounds array access",
        TrapKind.CastFailure => "cast failure",
        TrapKind.UnalignedAtomic => "unaligned atomic",
        TrapKind.ExpectedSharedMemory => "expected shared memory",
        TrapKind.InvalidComponentValue => "invalid component value",
        TrapKind.InvalidHandle => "invalid handle",
        TrapKind.CannotEnterComponent => "cannot enter component instance",
        TrapKind.CannotLeaveComponent => "cannot leave component instance",
        TrapKind.InvalidTaskOperation => "invalid operation of a task",
        TrapKind.InterfaceMisuse => "misuse of an interface of the host",
        TrapKind.Deadlock => "deadlock detected: event loop cannot make further progress",
        TrapKind.Interrupted => "interrupted",
        TrapKind.OutOfFuel => "out of fuel",
        TrapKind.AllocationLimit => "allocation size too large",
        _ => throw new UnreachableException(),
    };
}
