using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// One wasm value of any type, for callers that don't know the type at compile time; typed delegates need none. Immutable.
/// spec: syntax-val
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    // Halves: what has a vector in it isn't compiled ahead of time, and every program that starts calls something with values.
    private readonly ulong _low, _high;
    private readonly object? _reference;

    private Value(ValKind kind, ulong low, ulong high = 0, object? reference = null) => (Kind, _low, _high, _reference) = (kind, low, high, reference);

    /// <summary>A 32-bit integer.</summary>
    public Value(int value) : this(ValKind.I32, (uint)value) { }

    /// <summary>A 64-bit integer.</summary>
    public Value(long value) : this(ValKind.I64, (ulong)value) { }

    /// <summary>A 32-bit floating-point number.</summary>
    public Value(float value) : this(ValKind.F32, BitConverter.SingleToUInt32Bits(value)) { }

    /// <summary>A 64-bit floating-point number.</summary>
    public Value(double value) : this(ValKind.F64, BitConverter.DoubleToUInt64Bits(value)) { }

    /// <summary>A vector.</summary>
    public Value(Vector128<byte> value) : this(ValKind.V128, value.AsUInt64()[0], value.AsUInt64()[1]) { }

    private Value(object? reference) : this(ValKind.Ref, 0, reference: reference) { }

    /// <summary>
    /// A reference: a <see cref="Function"/> for function types, a <see cref="WasmObject"/> for structures, arrays and <c>i31</c>,
    /// any object for <c>externref</c> and <c>anyref</c>, or null.
    /// </summary>
    /// <param name="reference">The object.</param>
    public static Value FromReference(object? reference) => new(reference);

    /// <summary>Zero, or null. spec: aux-default</summary>
    /// <param name="type">A type that has a default.</param>
    public static Value Default(ValType type) => new(type.Kind, 0);

    /// <summary>The class of the value.</summary>
    public ValKind Kind { get; }

    /// <summary>The number of an <c>i32</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public int AsInt32() => (int)Check(ValKind.I32);

    /// <summary>The number of an <c>i64</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public long AsInt64() => (long)Check(ValKind.I64);

    /// <summary>The number of an <c>f32</c>, NaN payloads kept.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public float AsSingle() => BitConverter.UInt32BitsToSingle((uint)Check(ValKind.F32));

    /// <summary>The number of an <c>f64</c>, NaN payloads kept.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public double AsDouble() => BitConverter.UInt64BitsToDouble(Check(ValKind.F64));

    /// <summary>The bits of a <c>v128</c>.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public Vector128<byte> AsVector128() => Vector128.Create(Check(ValKind.V128), _high).AsByte();

    /// <summary>The object of a reference.</summary>
    /// <exception cref="InvalidCastException">It is another kind.</exception>
    public object? AsReference()
    {
        Check(ValKind.Ref);
        return _reference;
    }

    /// <summary>An <c>i32</c>.</summary>
    public static implicit operator Value(int value) => new(value);

    /// <summary>An <c>i32</c> with the same bits.</summary>
    public static implicit operator Value(uint value) => new((int)value);

    /// <summary>An <c>i64</c>.</summary>
    public static implicit operator Value(long value) => new(value);

    /// <summary>An <c>i64</c> with the same bits.</summary>
    public static implicit operator Value(ulong value) => new((long)value);

    /// <summary>An <c>f32</c>.</summary>
    public static implicit operator Value(float value) => new(value);

    /// <summary>An <c>f64</c>.</summary>
    public static implicit operator Value(double value) => new(value);

    /// <summary>A <c>v128</c>.</summary>
    public static implicit operator Value(Vector128<byte> value) => new(value);

    /// <summary>A reference to a function.</summary>
    public static implicit operator Value(Function? value) => new((object?)value);

    /// <summary>A reference to an object of a guest.</summary>
    public static implicit operator Value(WasmObject? value) => new((object?)value);

    /// <summary>Same kind and same bits, or the same object; an <c>i31</c> is the same when its number is.</summary>
    public bool Equals(Value other) => Kind == other.Kind
        && _low == other._low
        && _high == other._high
        && (ReferenceEquals(_reference, other._reference) || (_reference is WasmI31 number && number.Equals(other._reference as WasmI31)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _low, _high, _reference is WasmI31 number ? number.Number : _reference is null ? 0 : RuntimeHelpers.GetHashCode(_reference));

    /// <summary>Same kind and same bits, or the same object.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Not <c>==</c>.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The value and its type: <c>i32:7</c>.</summary>
    public override string ToString() => Kind switch
    {
        ValKind.I32 => string.Create(CultureInfo.InvariantCulture, $"i32:{AsInt32()}"),
        ValKind.I64 => string.Create(CultureInfo.InvariantCulture, $"i64:{AsInt64()}"),
        ValKind.F32 => string.Create(CultureInfo.InvariantCulture, $"f32:{AsSingle():R}"),
        ValKind.F64 => string.Create(CultureInfo.InvariantCulture, $"f64:{AsDouble():R}"),
        ValKind.V128 => $"v128:{(uint)_low:x8} {_low >> 32:x8} {(uint)_high:x8} {_high >> 32:x8}",
        ValKind.Ref => $"ref:{_reference ?? "null"}",
        _ => "none",
    };

    private ulong Check(ValKind kind) =>
        Kind == kind ? _low : throw new InvalidCastException($"{this} is not of kind {kind}");
}
