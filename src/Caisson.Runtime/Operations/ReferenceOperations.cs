using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>References, for emitted code; named after the instructions. spec: exec-instr-ref</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ReferenceOperations
{
    /// <summary>spec: exec-ref.eq</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RefEq(object? left, object? right) => ReferenceEquals(left, right) || (left is not null && right is not null && AreEqualI31(left, right)) ? 1 : 0;

    /// <summary>spec: exec-ref.i31</summary>
    public static object RefI31(int value) => WasmI31.Of(value);

    /// <summary>spec: exec-i31.get_sx</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I31GetS(object? reference)
    {
        if (reference is null) Trap.NullI31Reference();
        return Unsafe.As<WasmI31>(reference).Number;
    }

    /// <summary>spec: exec-i31.get_sx</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I31GetU(object? reference) => I31GetS(reference) & int.MaxValue;

    /// <summary>spec: exec-any.convert_extern</summary>
    public static object? AnyConvertExtern(object? reference) => HostObject.Internalize(reference);

    /// <summary>spec: exec-extern.convert_any</summary>
    public static object? ExternConvertAny(object? reference) => HostObject.Externalize(reference);

    /// <summary>Only numbers have several objects that are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreEqualI31(object left, object right) =>
        Unsafe.As<WasmObject>(left).Rtt == RuntimeTypes.I31
        && Unsafe.As<WasmObject>(right).Rtt == RuntimeTypes.I31
        && Unsafe.As<WasmI31>(left).Number == Unsafe.As<WasmI31>(right).Number;
}
