using System.Collections.Immutable;
using System.Text;

namespace Caisson.Wasm.Text.Script;

/// <summary>
/// A value of the component model as a script writes it: an argument of a component's function, or what a result must be. Floating-point
/// numbers are a <see cref="NumberValue"/>, because they are written as core ones. Immutable.
/// </summary>
public abstract record ComponentConst : ScriptValue;

/// <summary><c>(bool.const …)</c></summary>
/// <param name="Value">The value.</param>
public sealed record BoolConst(bool Value) : ComponentConst;

/// <summary><c>(u8.const …)</c>, <c>(s64.const …)</c> and those between.</summary>
/// <param name="Width">Number of bits: 8, 16, 32 or 64.</param>
/// <param name="IsSigned">Whether the type is signed.</param>
/// <param name="Bits">Its bits, zero-extended.</param>
public sealed record IntegerConst(int Width, bool IsSigned, ulong Bits) : ComponentConst;

/// <summary><c>(char.const …)</c></summary>
/// <param name="Value">The value.</param>
public sealed record CharConst(Rune Value) : ComponentConst;

/// <summary><c>(str.const …)</c></summary>
/// <param name="Value">The value.</param>
public sealed record StringConst(string Value) : ComponentConst;

/// <summary><c>(list.const …)</c></summary>
/// <param name="Elements">The elements.</param>
public sealed record ListConst(ImmutableArray<ScriptValue> Elements) : ComponentConst;

/// <summary><c>(record.const (field …)*)</c></summary>
/// <param name="Fields">The fields, in order.</param>
public sealed record RecordConst(ImmutableArray<FieldConst> Fields) : ComponentConst;

/// <summary>A field of a record.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Value">Its value.</param>
public readonly record struct FieldConst(string Label, ScriptValue Value);

/// <summary><c>(tuple.const …)</c></summary>
/// <param name="Elements">The elements.</param>
public sealed record TupleConst(ImmutableArray<ScriptValue> Elements) : ComponentConst;

/// <summary><c>(variant.const …)</c></summary>
/// <param name="Case">Name of the alternative.</param>
/// <param name="Payload">What it carries, if anything.</param>
public sealed record VariantConst(string Case, ScriptValue? Payload) : ComponentConst;

/// <summary><c>(enum.const …)</c></summary>
/// <param name="Case">The name.</param>
public sealed record EnumConst(string Case) : ComponentConst;

/// <summary><c>(option.some …)</c> and <c>(option.none)</c></summary>
/// <param name="Some">The value, if there is one.</param>
public sealed record OptionConst(ScriptValue? Some) : ComponentConst;

/// <summary><c>(result.ok …)</c> and <c>(result.err …)</c></summary>
/// <param name="IsOk">Whether it is a success.</param>
/// <param name="Payload">What it carries, if anything.</param>
public sealed record ResultConst(bool IsOk, ScriptValue? Payload) : ComponentConst;

/// <summary><c>(flags.const …)</c></summary>
/// <param name="Labels">The names of the bits that are set.</param>
public sealed record FlagsConst(ImmutableArray<string> Labels) : ComponentConst;
