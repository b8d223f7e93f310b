using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Operations;

// Exceptions. The filters of emitted handlers ask whether a clause matches; the code after a handler takes the payload apart.
public static unsafe partial class InstanceOperations
{
    /// <summary>An exception with the stack trace that it gets when thrown, about.</summary>
    private const int ExceptionBytes = 512;

    /// <summary>An exception that nobody has thrown yet. The payload belongs to it from now on.</summary>
    public static WasmException NewException(nint context, Value[] payload, int tag)
    {
        AllocationOperations.Use(context, ExceptionBytes + (payload.Length * Unsafe.SizeOf<Value>()));
        return new WasmException(Instance.At(context).TagAt(tag), payload);
    }

    /// <summary>Throws an exception for the first time, or again. spec: exec-throw_ref</summary>
    [DoesNotReturn]
    public static void ThrowRef(nint context, object? exception)
    {
        if (exception is null) Trap.NullExceptionReference();
        throw (WasmException)exception;
    }

    /// <summary>Whether what was thrown is an exception of a tag; traps and the host's own exceptions never are. spec: exec-try_table</summary>
    public static bool Catches(nint context, object exception, int tag) =>
        exception is WasmException thrown && thrown.Tag == Instance.At(context).TagAt(tag);

    /// <summary>Item of a payload.</summary>
    public static int PayloadI32(nint context, object exception, int index) => ItemOf(exception, index).AsInt32();

    /// <summary>Item of a payload.</summary>
    public static long PayloadI64(nint context, object exception, int index) => ItemOf(exception, index).AsInt64();

    /// <summary>Item of a payload.</summary>
    public static float PayloadF32(nint context, object exception, int index) => ItemOf(exception, index).AsSingle();

    /// <summary>Item of a payload.</summary>
    public static double PayloadF64(nint context, object exception, int index) => ItemOf(exception, index).AsDouble();

    /// <summary>Item of a payload.</summary>
    public static Vector128<byte> PayloadV128(nint context, object exception, int index) => ItemOf(exception, index).AsVector128();

    /// <summary>Item of a payload.</summary>
    public static Function? PayloadFunc(nint context, object exception, int index) => (Function?)ItemOf(exception, index).AsReference();

    /// <summary>Item of a payload.</summary>
    public static object? PayloadObject(nint context, object exception, int index) => ItemOf(exception, index).AsReference();

    /// <summary>The exception was caught by its tag, whose type validation knows.</summary>
    private static ref readonly Value ItemOf(object exception, int index) => ref Unsafe.As<WasmException>(exception).ItemAt(index);
}
