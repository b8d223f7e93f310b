using System.Diagnostics.CodeAnalysis;
using Caisson.Wasm;

namespace Caisson.Components.Binary;

/// <summary>All that can be wrong with the bytes of a component. The texts contain those of the component model's test suite.</summary>
internal static class ComponentErrors
{
    [DoesNotReturn]
    public static void UnexpectedEnd(long offset) => throw new MalformedException("unexpected end-of-file", offset);

    [DoesNotReturn]
    public static void Magic(int offset) => throw new MalformedException("magic header not detected: bad magic number", offset);

    [DoesNotReturn]
    public static void NoComponent(int offset) =>
        throw new MalformedException("expected a version header for a component, found that of a core module", offset);

    [DoesNotReturn]
    public static void NoModule(int offset) =>
        throw new MalformedException("expected a version header for a module, found that of a component", offset);

    [DoesNotReturn]
    public static void Version(uint version, int offset) =>
        throw new MalformedException($"unknown binary version and encoding combination: 0x{version & 0xFFFF:x} and 0x{version >> 16:x}", offset);

    [DoesNotReturn]
    public static void SectionId(byte id, int offset) => throw new MalformedException($"malformed section id: {id}", offset);

    [DoesNotReturn]
    public static void SectionSize(byte id, int left, int offset) =>
        throw new MalformedException($"section size mismatch: unexpected data at the end of section {id}: {left} bytes", offset);

    [DoesNotReturn]
    public static T LeadingByte<T>(byte found, string what, int offset) =>
        throw new MalformedException($"invalid leading byte (0x{found:x}) for {what}", offset);

    [DoesNotReturn]
    public static void CoreType(MalformedException e) => throw new MalformedException($"invalid leading byte for core type: {e.Message}", e.Offset);

    [DoesNotReturn]
    public static bool Boolean(byte found, int offset) =>
        throw new MalformedException($"invalid boolean value: 0x{found:x}", offset);

    [DoesNotReturn]
    public static void DuplicateAttribute(string kind, int offset) =>
        throw new MalformedException($"duplicate '{kind}' option in name", offset);

    [DoesNotReturn]
    public static void NestedTooDeep(string what, int limit, int offset) =>
        throw new MalformedException($"nesting too deep: {what} within more than {limit} others", offset);

    [DoesNotReturn]
    public static void TooMany(string what, uint count, int limit, int offset) =>
        throw new MalformedException($"too many {what}: {count}, the limit is {limit}", offset);
}
