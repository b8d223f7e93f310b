using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Caisson.Runtime;

/// <summary>
/// Throws a <see cref="TrapException"/>, one method a kind, for emitted code and for the runtime's own cold paths. Not marked
/// NoInlining: RyuJIT sees that a body only throws while it considers inlining it, and then moves the call out of the hot path.
/// Safe from any thread.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Trap
{
    /// <summary>Throws <see cref="TrapKind.Unreachable"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void Unreachable() => throw new TrapException(TrapKind.Unreachable);

    /// <summary>Throws <see cref="TrapKind.IntegerDivideByZero"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void IntegerDivideByZero() => throw new TrapException(TrapKind.IntegerDivideByZero);

    /// <summary>Throws <see cref="TrapKind.IntegerOverflow"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void IntegerOverflow() => throw new TrapException(TrapKind.IntegerOverflow);

    /// <summary>Throws <see cref="TrapKind.InvalidConversionToInteger"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void InvalidConversionToInteger() => throw new TrapException(TrapKind.InvalidConversionToInteger);

    /// <summary>Throws <see cref="TrapKind.OutOfBoundsMemoryAccess"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void OutOfBoundsMemoryAccess() => throw new TrapException(TrapKind.OutOfBoundsMemoryAccess);

    /// <summary>Throws <see cref="TrapKind.OutOfBoundsTableAccess"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void OutOfBoundsTableAccess() => throw new TrapException(TrapKind.OutOfBoundsTableAccess);

    /// <summary>Throws <see cref="TrapKind.UndefinedElement"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void UndefinedElement() => throw new TrapException(TrapKind.UndefinedElement);

    /// <summary>Throws <see cref="TrapKind.UninitializedElement"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void UninitializedElement() => throw new TrapException(TrapKind.UninitializedElement);

    /// <summary>Throws <see cref="TrapKind.IndirectCallTypeMismatch"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void IndirectCallTypeMismatch() => throw new TrapException(TrapKind.IndirectCallTypeMismatch);

    /// <summary>
    /// Throws <see cref="TrapKind.StackExhausted"/>, or <see cref="TrapKind.Interrupted"/> where the limit was moved for that.
    /// </summary>
    /// <param name="context">Of the function that has no stack left.</param>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void StackExhausted(nint context) =>
        throw new TrapException(InterruptionCells.IsSet(context) ? TrapKind.Interrupted : TrapKind.StackExhausted);

    /// <summary>Throws <see cref="TrapKind.NullReference"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void NullReference() => throw new TrapException(TrapKind.NullReference);

    /// <summary>Throws <see cref="TrapKind.NullFunctionReference"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void NullFunctionReference() => throw new TrapException(TrapKind.NullFunctionReference);

    /// <summary>Throws <see cref="TrapKind.NullStructureReference"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void NullStructureReference() => throw new TrapException(TrapKind.NullStructureReference);

    /// <summary>Throws <see cref="TrapKind.NullArrayReference"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void NullArrayReference() => throw new TrapException(TrapKind.NullArrayReference);

    /// <summary>Throws <see cref="TrapKind.NullI31Reference"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void NullI31Reference() => throw new TrapException(TrapKind.NullI31Reference);

    /// <summary>Throws <see cref="TrapKind.NullExceptionReference"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void NullExceptionReference() => throw new TrapException(TrapKind.NullExceptionReference);

    /// <summary>Throws <see cref="TrapKind.OutOfBoundsArrayAccess"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void OutOfBoundsArrayAccess() => throw new TrapException(TrapKind.OutOfBoundsArrayAccess);

    /// <summary>Throws <see cref="TrapKind.CastFailure"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void CastFailure() => throw new TrapException(TrapKind.CastFailure);

    /// <summary>Throws <see cref="TrapKind.UnalignedAtomic"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void UnalignedAtomic() => throw new TrapException(TrapKind.UnalignedAtomic);

    /// <summary>Throws <see cref="TrapKind.ExpectedSharedMemory"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void ExpectedSharedMemory() => throw new TrapException(TrapKind.ExpectedSharedMemory);

    /// <summary>Throws <see cref="TrapKind.Interrupted"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void Interrupted() => throw new TrapException(TrapKind.Interrupted);

    /// <summary>Throws <see cref="TrapKind.OutOfFuel"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void OutOfFuel() => throw new TrapException(TrapKind.OutOfFuel);

    /// <summary>Throws <see cref="TrapKind.AllocationLimit"/>.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void AllocationLimit() => throw new TrapException(TrapKind.AllocationLimit);
}
