using System.Diagnostics.CodeAnalysis;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>All that validation can refuse. The texts begin as those of the specification's test suite.</summary>
internal static class ValidationErrors
{
    [DoesNotReturn]
    public static void Invalid(Place at, string message) => throw new InvalidException(message + at, at.Offset);

    [DoesNotReturn]
    public static void Unknown(Place at, string space, uint index) => Invalid(at, $"unknown {space} {index}");

    [DoesNotReturn]
    public static T Unknown<T>(Place at, string space, uint index) => throw new InvalidException($"unknown {space} {index}{at}", at.Offset);

    [DoesNotReturn]
    public static T WrongKind<T>(Place at, string kind, uint index) =>
        throw new InvalidException($"non-{kind} type {index}: type mismatch{at}", at.Offset);

    [DoesNotReturn]
    public static void IllegalOpcode(Place at, Opcode opcode) => throw new MalformedException(
        $"illegal opcode {(opcode.Prefix == 0 ? "" : $"{opcode.Prefix:x2} ")}{opcode.Code:x2}: {opcode.Mnemonic} needs the feature {opcode.Features}{at}",
        at.Offset);

    [DoesNotReturn]
    public static void NeedsFeature(Place at, string what, Features feature) => Invalid(at, $"{what} needs the feature {feature}");

    [DoesNotReturn]
    public static void OperandMismatch(Place at, ValType expected, ValType found) =>
        Invalid(at, $"type mismatch: instruction requires [{expected}] but stack has [{found}]");

    [DoesNotReturn]
    public static void OperandMissing(Place at, string expected) =>
        Invalid(at, $"type mismatch: instruction requires [{expected}] but stack has []");

    [DoesNotReturn]
    public static void StackMismatch(Place at, ReadOnlySpan<ValType> expected, ReadOnlySpan<ValType> found) =>
        Invalid(at, $"type mismatch: instruction requires {List(expected)} but stack has {List(found)}");

    [DoesNotReturn]
    public static void BlockMismatch(Place at, ReadOnlySpan<ValType> expected, ReadOnlySpan<ValType> found) =>
        Invalid(at, $"type mismatch: block requires {List(expected)} but stack has {List(found)}");

    [DoesNotReturn]
    public static void NoElse(Place at, ReadOnlySpan<ValType> parameters, ReadOnlySpan<ValType> results) =>
        Invalid(at, $"type mismatch: without else, the parameters {List(parameters)} are the results, not {List(results)}");

    [DoesNotReturn]
    public static void LabelMismatch(Place at, uint label, ReadOnlySpan<ValType> expected, ReadOnlySpan<ValType> found) =>
        Invalid(at, $"type mismatch: label {label} requires {List(expected)} but gets {List(found)}");

    [DoesNotReturn]
    public static void LabelArity(Place at, uint label, int expected, int found) =>
        Invalid(at, $"type mismatch: label {label} takes {found} values, the default label {expected}");

    [DoesNotReturn]
    public static void ResultMismatch(Place at, ReadOnlySpan<ValType> expected, ReadOnlySpan<ValType> found) =>
        Invalid(at, $"type mismatch: current function requires result type {List(expected)} but callee returns {List(found)}");

    [DoesNotReturn]
    public static void Mismatch(Place at, string what, string expected, string found) =>
        Invalid(at, $"type mismatch: {what} requires {expected} but is {found}");

    [DoesNotReturn]
    public static void DataCountRequired(Place at) => throw new MalformedException($"data count section required{at}", at.Offset);

    [DoesNotReturn]
    public static void EndExpected(Place at) => throw new MalformedException($"END opcode expected{at}", at.Offset);

    [DoesNotReturn]
    public static void UnexpectedEnd(Place at) =>
        throw new MalformedException($"unexpected end of section or function: END opcode expected{at}", at.Offset);

    [DoesNotReturn]
    public static void SectionSize(Place at) =>
        throw new MalformedException($"section size mismatch: END opcode expected before the end of the code section{at}", at.Offset);

    [DoesNotReturn]
    public static void MisplacedElse(Place at) => throw new MalformedException($"misplaced ELSE opcode{at}", at.Offset);

    [DoesNotReturn]
    public static void AfterEnd(Place at) =>
        throw new MalformedException($"section size mismatch: an instruction after the final end{at}", at.Offset);

    private static string List(ReadOnlySpan<ValType> types) => $"[{string.Join(' ', types.ToArray())}]";
}
