using System.Diagnostics.CodeAnalysis;
using Caisson.Components.Types;
using Caisson.Wasm;

namespace Caisson.Components.Validation;

/// <summary>
/// All that can be invalid in a component. The texts contain those of the component model's test suite, which are those of wasmparser.
/// </summary>
internal static class ComponentValidationErrors
{
    [DoesNotReturn]
    public static void Invalid(int at, string message) => throw new InvalidException(message, at);

    [DoesNotReturn]
    public static T Invalid<T>(int at, string message) => throw new InvalidException(message, at);

    [DoesNotReturn]
    public static T OutOfBounds<T>(int at, string space, string what, uint index) =>
        throw new InvalidException($"unknown {what} {index}: {space} index out of bounds", at);

    [DoesNotReturn]
    public static void TooMany(int at, string what, int limit) => throw new InvalidException($"too many {what}: more than {limit}", at);

    [DoesNotReturn]
    public static void TooMuchWork(int at) => throw new InvalidException("the types of the component take too much work to compare", at);

    [DoesNotReturn]
    public static void TypeSize(int at) =>
        throw new InvalidException($"effective type size exceeds the limit of {ComponentLimits.TypeSize}", at);

    [DoesNotReturn]
    public static void TypeDepth(int at) => throw new InvalidException("type nesting is too deep", at);

    [DoesNotReturn]
    public static ComponentExternType Values(int at) => throw new InvalidException("support for component model `value`s is not enabled", at);

    [DoesNotReturn]
    public static void NotUsable(int at, string sort, string kind) =>
        throw new InvalidException($"{sort} not valid to be used as {kind}: it mentions a type that no import or export names", at);
}
