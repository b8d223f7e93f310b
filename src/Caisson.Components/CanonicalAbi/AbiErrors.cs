using Caisson.Runtime;

namespace Caisson.Components.CanonicalAbi;

/// <summary>The messages of traps in lifting, lowering and handle tables: the texts that the suites' scripts expect.</summary>
internal static class AbiErrors
{
    public static TrapException UnknownIndex(string noun, uint index) => new(TrapKind.InvalidHandle, $"unknown {noun} index {index}");

    public static TrapException TableFull(string noun) => new(TrapKind.InvalidHandle, $"cannot allocate another {noun}: index overflow");

    public static TrapException NotAResource(uint index) => new(TrapKind.InvalidHandle, $"index {index} is not a resource");

    public static TrapException NotAnErrorContext(uint index) => new(TrapKind.InvalidHandle, $"index {index} is not an error context");

    public static TrapException WrongResource(uint index, RuntimeResource expected, RuntimeResource found) => new(
        TrapKind.InvalidHandle,
        $"handle index {index} used with the wrong type, expected {Noun(expected)} but found {(Noun(expected) == Noun(found) ? "a different " : "")}{Noun(found)}");

    public static TrapException Lent() => new(TrapKind.InvalidHandle, "cannot remove owned resource while borrowed");

    public static TrapException NotOwn(uint index) => new(TrapKind.InvalidHandle, $"cannot lift own resource from a borrow: handle index {index}");

    public static TrapException UnalignedPointer() => Invalid("unaligned pointer");

    public static TrapException PointerOutOfBounds() => Invalid("pointer out of bounds of memory");

    public static TrapException StringOutOfBounds() => Invalid("string pointer/length out of bounds of memory: string content out-of-bounds");

    public static TrapException ListOutOfBounds() => Invalid("list pointer/length out of bounds of memory");

    public static TrapException StringTooLong(ulong byteLength) => Invalid($"string of {byteLength} bytes is too long: string content out-of-bounds");

    public static TrapException ListTooLong() => Invalid("list is too long");

    public static TrapException InvalidEncoding(string encoding) => Invalid($"invalid {encoding} in string");

    public static TrapException InvalidDiscriminant() => Invalid("invalid variant discriminant");

    public static TrapException InvalidChar() => Invalid("invalid `char` bit pattern");

    public static TrapException ReallocUnaligned() => Invalid("realloc return: result not aligned");

    public static TrapException ReallocOutOfBounds() => Invalid("realloc return: beyond end of memory");

    private static TrapException Invalid(string text) => new(TrapKind.InvalidComponentValue, text);

    private static string Noun(RuntimeResource resource) => resource.Implementation is null ? "host-defined resource" : "guest-defined resource";
}
