namespace Caisson.Wasm.Text.Literals;

/// <summary>A binary interchange format of IEEE 754.</summary>
/// <param name="SignificandBits">Stored bits of the significand.</param>
/// <param name="ExponentBits">Bits of the exponent.</param>
internal readonly record struct FloatFormat(int SignificandBits, int ExponentBits)
{
    /// <summary>32 bits.</summary>
    public static readonly FloatFormat F32 = new(23, 8);

    /// <summary>64 bits.</summary>
    public static readonly FloatFormat F64 = new(52, 11);

    /// <summary>What is added to the exponent when it is stored; also the largest exponent.</summary>
    public int Bias => (1 << (ExponentBits - 1)) - 1;

    /// <summary>The bits of the exponent of infinities and NaNs, in their place.</summary>
    public ulong Infinity => ((1UL << ExponentBits) - 1) << SignificandBits;

    /// <summary>The bit that makes a NaN quiet: the payload of the canonical one.</summary>
    public ulong QuietBit => 1UL << (SignificandBits - 1);

    /// <summary>The sign bit.</summary>
    public ulong Sign => 1UL << (SignificandBits + ExponentBits);
}
