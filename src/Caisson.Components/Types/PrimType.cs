namespace Caisson.Components.Types;

/// <summary>The value types that need no definition. spec: primvaltype</summary>
public enum PrimKind : byte
{
    /// <summary>True or false.</summary>
    Bool,

    /// <summary>An integer from −2⁷ to 2⁷ − 1.</summary>
    S8,

    /// <summary>An integer from 0 to 2⁸ − 1.</summary>
    U8,

    /// <summary>An integer from −2¹⁵ to 2¹⁵ − 1.</summary>
    S16,

    /// <summary>An integer from 0 to 2¹⁶ − 1.</summary>
    U16,

    /// <summary>An integer from −2³¹ to 2³¹ − 1.</summary>
    S32,

    /// <summary>An integer from 0 to 2³² − 1.</summary>
    U32,

    /// <summary>An integer from −2⁶³ to 2⁶³ − 1.</summary>
    S64,

    /// <summary>An integer from 0 to 2⁶⁴ − 1.</summary>
    U64,

    /// <summary>A 32-bit IEEE 754 number; all NaNs are one value.</summary>
    F32,

    /// <summary>A 64-bit IEEE 754 number; all NaNs are one value.</summary>
    F64,

    /// <summary>A Unicode scalar value.</summary>
    Char,

    /// <summary>A sequence of Unicode scalar values.</summary>
    String,

    /// <summary>What an asynchronous operation says of its failure; opaque but for a message.</summary>
    ErrorContext,
}

/// <summary>A value type that needs no definition. spec: primvaltype</summary>
/// <param name="Kind">Which.</param>
public sealed record PrimType(PrimKind Kind) : ComponentValType
{
    /// <inheritdoc/>
    public bool Equals(PrimType? other) => other is not null && Kind == other.Kind;

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape) => shape.Mark(Kind);
}

/// <summary>Names and objects of the value types that need no definition.</summary>
internal static class PrimKinds
{
    private static readonly PrimType[] Types = [.. Enum.GetValues<PrimKind>().Select(kind => new PrimType(kind))];

    /// <summary>The one object for types that are mentioned without a definition.</summary>
    public static PrimType TypeOf(PrimKind kind) => Types[(int)kind];

    extension(PrimKind kind)
    {
        /// <summary>The text format.</summary>
        public string Text => kind == PrimKind.ErrorContext ? "error-context" : kind.ToString().ToLowerInvariant();
    }
}
