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

    public static TrapException StringTooLong() => Invalid("string is too long: string content out-of-bounds");

    public static TrapException ListTooLong() => Invalid("list is too long");

    public static TrapException InvalidEncoding(string encoding) => Invalid($"invalid {encoding} in string");

    public static TrapException InvalidDiscriminant() => Invalid("invalid variant discriminant");

    public static TrapException InvalidChar() => Invalid("invalid `char` bit pattern");

    public static TrapException ReallocUnaligned() => Invalid("realloc return: result not aligned");

    public static TrapException ReallocOutOfBounds() => Invalid("realloc return: beyond end of memory");

    public static TrapException UncaughtException() => new(TrapKind.InvalidTaskOperation, "uncaught exception at the boundary of a component");

    public static TrapException StringUnaligned() => Invalid("unaligned pointer: string pointer not aligned to 2");

    public static TrapException TooMuchLifted() => new(TrapKind.AllocationLimit);

    public static TrapException TooDeep() => new(TrapKind.StackExhausted);

    public static InvalidCastException WrongLength(string noun, int expected, int found) => new($"the {noun} has {found} elements, not {expected}");

    public static InvalidCastException NoSuchLabel(string noun, string label) => new($"the type has no {noun} named \"{label}\"");

    public static InvalidCastException NoSuchField(string label) => new($"the record has no field named \"{label}\"");

    public static InvalidCastException WrongPayload(string label, bool expected) =>
        new($"the case \"{label}\" carries {(expected ? "a value, but none was given" : "no value, but one was given")}");

    public static InvalidCastException WrongHostResource(RuntimeResource expected, RuntimeResource found) =>
        new($"the resource is of type {found}, not {expected}, or of another instance's");

    private static TrapException Invalid(string text) => new(TrapKind.InvalidComponentValue, text);

    private static string Noun(RuntimeResource resource) => resource.Implementation is null ? "host-defined resource" : "guest-defined resource";
}
