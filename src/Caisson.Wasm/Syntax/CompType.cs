using System.Collections.Immutable;

namespace Caisson.Wasm.Syntax;

/// <summary>A composite type: function, structure or array. spec: syntax-comptype</summary>
public abstract record CompType;

/// <summary>A function type. Compared by value. spec: syntax-functype</summary>
public sealed record FuncType : CompType
{
    /// <summary>A function type.</summary>
    /// <param name="parameters">Types of the parameters, in order.</param>
    /// <param name="results">Types of the results, in order.</param>
    public FuncType(ImmutableArray<ValType> parameters, ImmutableArray<ValType> results) =>
        (Parameters, Results) = (parameters, results);

    /// <summary>Types of the parameters, in order.</summary>
    public ImmutableArray<ValType> Parameters { get; }

    /// <summary>Types of the results, in order.</summary>
    public ImmutableArray<ValType> Results { get; }

    /// <inheritdoc/>
    public bool Equals(FuncType? other) =>
        other is not null && AreEqual(Parameters, other.Parameters) && AreEqual(Results, other.Results);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        const int factor = unchecked((int)0x9E3779B1);
        int hash = Parameters.Length;
        for (int i = 0; i < Parameters.Length; i++) hash = unchecked((hash ^ Parameters[i].GetHashCode()) * factor);
        for (int i = 0; i < Results.Length; i++) hash = unchecked((hash ^ Results[i].GetHashCode()) * factor);
        return hash;
    }

    /// <summary><c>(param i32 i64) (result f32)</c>; empty lists are left out, <c>()</c> when both are empty.</summary>
    public override string ToString()
    {
        string parameters = Parameters.IsEmpty ? "" : $"(param {string.Join(' ', Parameters)})";
        string results = Results.IsEmpty ? "" : $"(result {string.Join(' ', Results)})";
        return parameters.Length + results.Length == 0 ? "()" : $"{parameters} {results}".Trim();
    }

    // A loop: what is generic over types of ours costs the start of a program more than the comparison.
    private static bool AreEqual(ImmutableArray<ValType> left, ImmutableArray<ValType> right)
    {
        if (left.Length != right.Length) return false;
        for (int i = 0; i < left.Length; i++)
            if (left[i] != right[i]) return false;
        return true;
    }
}

/// <summary>How a field is stored: as a value type, or packed. spec: syntax-storagetype</summary>
public enum PackedKind : byte
{
    /// <summary>Not packed.</summary>
    None,

    /// <summary>8-bit integer.</summary>
    I8,

    /// <summary>16-bit integer.</summary>
    I16,
}

/// <summary>A field of a structure or the element of an array. spec: syntax-fieldtype</summary>
/// <param name="Type">The unpacked type (<c>i32</c> for packed fields).</param>
/// <param name="Packed">How it is stored.</param>
/// <param name="Mutable">Whether it can be written after construction.</param>
public readonly record struct FieldType(ValType Type, PackedKind Packed, bool Mutable);

/// <summary>A structure type. spec: syntax-structtype</summary>
/// <param name="Fields">Its fields, in order.</param>
public sealed record StructType(ImmutableArray<FieldType> Fields) : CompType;

/// <summary>An array type. spec: syntax-arraytype</summary>
/// <param name="Element">Its element.</param>
public sealed record ArrayType(FieldType Element) : CompType;

/// <summary>One type of a module, with its place in its recursion group. spec: syntax-subtype</summary>
/// <param name="Comp">The composite type.</param>
/// <param name="Final">Whether it can have subtypes.</param>
/// <param name="Super">The declared supertype, if any.</param>
/// <param name="RecGroupStart">Index of the first type of its recursion group.</param>
/// <param name="RecGroupLength">Number of types in its recursion group.</param>
public sealed record SubType(CompType Comp, bool Final, TypeIdx? Super, TypeIdx RecGroupStart, uint RecGroupLength);
