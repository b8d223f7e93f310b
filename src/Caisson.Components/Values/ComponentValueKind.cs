namespace Caisson.Components.Values;

/// <summary>The class of a component value. abi: ValType</summary>
public enum ComponentValueKind : byte
{
    /// <summary>No value at all: the default of <see cref="ComponentValue"/>, which fits no type.</summary>
    None,

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

    /// <summary>A 32-bit IEEE 754 number.</summary>
    F32,

    /// <summary>A 64-bit IEEE 754 number.</summary>
    F64,

    /// <summary>A Unicode scalar value.</summary>
    Char,

    /// <summary>A sequence of Unicode scalar values.</summary>
    String,

    /// <summary>What an asynchronous operation says of its failure.</summary>
    ErrorContext,

    /// <summary>A sequence of values of one type.</summary>
    List,

    /// <summary>Named values.</summary>
    Record,

    /// <summary>Values by position.</summary>
    Tuple,

    /// <summary>One of several alternatives, with or without a value.</summary>
    Variant,

    /// <summary>One of several names.</summary>
    Enum,

    /// <summary>A value, or none.</summary>
    Option,

    /// <summary>Success or failure, each with a value or without.</summary>
    Result,

    /// <summary>A set of named bits.</summary>
    Flags,

    /// <summary>Values by keys.</summary>
    Map,

    /// <summary>A handle that owns its resource.</summary>
    Own,

    /// <summary>A handle that was lent.</summary>
    Borrow,

    /// <summary>The readable end of a stream.</summary>
    Stream,

    /// <summary>The readable end of a future.</summary>
    Future,
}
