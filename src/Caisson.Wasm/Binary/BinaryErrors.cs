using System.Diagnostics.CodeAnalysis;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>All that can be wrong with bytes. The texts begin as those of the specification's test suite.</summary>
internal static class BinaryErrors
{
    public const string UnexpectedEndText = "unexpected end of section or function", LengthOutOfBoundsText = "length out of bounds";

    /// <summary>What messages call the code of a type.</summary>
    public const string DefinitionType = "definition type", DefinitionTypeText = $"malformed {DefinitionType}";

    [DoesNotReturn]
    public static void UnexpectedEnd(int offset) => throw new MalformedException(UnexpectedEndText, offset);

    [DoesNotReturn]
    public static void UnexpectedEndOfHeader(int offset) => throw new MalformedException("unexpected end of the header", offset);

    [DoesNotReturn]
    public static void Magic() => throw new MalformedException("magic header not detected", 0);

    [DoesNotReturn]
    public static void Component() =>
        throw new MalformedException("unknown binary version: this is a component, not a core module", 4);

    [DoesNotReturn]
    public static void Version(uint version) => throw new MalformedException($"unknown binary version: {version}, expected 1", 4);

    [DoesNotReturn]
    public static void IntegerTooLong(int offset) => throw new MalformedException("integer representation too long", offset);

    [DoesNotReturn]
    public static void IntegerTooLarge(int offset) => throw new MalformedException("integer too large", offset);

    [DoesNotReturn]
    public static void LengthOutOfBounds(uint length, int left, int offset) =>
        throw new MalformedException($"{LengthOutOfBoundsText}: {length}, but only {left} bytes are left", offset);

    [DoesNotReturn]
    public static void Utf8(int offset) => throw new MalformedException("malformed UTF-8 encoding", offset);

    [DoesNotReturn]
    public static void SectionId(byte id, int offset) => throw new MalformedException($"malformed section id: {id}", offset);

    [DoesNotReturn]
    public static void SectionOrder(SectionId section, int offset) =>
        throw new MalformedException($"unexpected content after last section: section out of order: the {Name(section)} section comes too late or twice", offset);

    [DoesNotReturn]
    public static void SectionSize(SectionId section, ByteRange content, int offset) => throw new MalformedException(
        $"section size mismatch: the {Name(section)} section has {content.Length} bytes, its content {offset - content.Offset}", offset);

    [DoesNotReturn]
    public static void FunctionAndCode(int functions, int bodies, int offset) =>
        throw new MalformedException($"function and code section have inconsistent lengths: {functions} and {bodies}", offset);

    [DoesNotReturn]
    public static void DataCount(uint declared, int found, int offset) =>
        throw new MalformedException($"data count and data section have inconsistent lengths: {declared} and {found}", offset);

    [DoesNotReturn]
    public static void TooMany(string what, ulong count, ulong limit, int offset) =>
        throw new MalformedException($"too many {what}: {count}, the limit is {limit}", offset);

    [DoesNotReturn]
    public static T Malformed<T>(string what, uint code, int offset) =>
        throw new MalformedException($"malformed {what}: 0x{code:x2}", offset);

    [DoesNotReturn]
    public static void MalformedFlags(string what, uint flags, int offset) =>
        throw new MalformedException($"malformed {what} flags: 0x{flags:x2}", offset);

    [DoesNotReturn]
    public static void IllegalOpcode(byte code, int offset) => throw new MalformedException($"illegal opcode {code:x2}", offset);

    [DoesNotReturn]
    public static void IllegalOpcode(byte prefix, uint code, int offset) =>
        throw new MalformedException($"illegal opcode {prefix:x2} {code:x2}", offset);

    [DoesNotReturn]
    public static void Misplaced(Opcode opcode, int offset) =>
        throw new MalformedException($"misplaced {opcode.Mnemonic.ToUpperInvariant()} opcode", offset);

    [DoesNotReturn]
    public static void AfterEnd(int offset) => throw new MalformedException("section size mismatch: an instruction after the final end", offset);

    [DoesNotReturn]
    public static void EndExpected(int offset) => throw new MalformedException("END opcode expected", offset);

    [DoesNotReturn]
    public static void NoText(string what, int offset) => throw new MalformedException($"the text format has no {what}", offset);

    [DoesNotReturn]
    public static void ZeroByte(byte found, int offset) => throw new MalformedException($"zero byte expected, found 0x{found:x2}", offset);

    [DoesNotReturn]
    public static void NeedsFeature(string malformed, Features feature, int offset) =>
        throw new MalformedException($"{malformed}: needs the feature {feature}", offset);

    [DoesNotReturn]
    public static void PageSize(uint exponent, int offset) =>
        throw new MalformedException($"invalid custom page size: 2^{exponent}", offset);

    private static string Name(SectionId section) => section == Syntax.SectionId.DataCount ? "data count" : section.ToString().ToLowerInvariant();
}
