namespace Caisson.Wasm.Text.Script;

/// <summary>What the bits of a number or a lane must match.</summary>
/// <param name="Width">Number of bits: 8, 16, 32 or 64.</param>
/// <param name="Bits">The bits themselves, or those that a NaN must have.</param>
/// <param name="Nan">Which NaNs match.</param>
public readonly record struct BitsPattern(int Width, ulong Bits, NanClass Nan)
{
    private ulong Sign => 1UL << (Width - 1);

    /// <summary>Whether bits match.</summary>
    /// <param name="bits">The bits, zero-extended.</param>
    public bool Matches(ulong bits) => Nan switch
    {
        NanClass.Canonical => (bits & ~Sign) == Bits,
        NanClass.Arithmetic => (bits & Bits) == Bits,
        _ => bits == Bits,
    };
}

/// <summary>Classes of NaNs that a pattern may ask for. spec: aux-nan</summary>
public enum NanClass
{
    /// <summary>No class: exactly the bits.</summary>
    None,

    /// <summary>The payload has its highest bit only; any sign.</summary>
    Canonical,

    /// <summary>The payload has its highest bit; any sign.</summary>
    Arithmetic,
}
