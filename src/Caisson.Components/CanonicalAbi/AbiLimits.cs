namespace Caisson.Components.CanonicalAbi;

/// <summary>The limits of lifting and lowering.</summary>
internal static class AbiLimits
{
    /// <summary>Core values that parameters may be before they go through memory. abi: MAX_FLAT_PARAMS</summary>
    public const int MaxFlatParams = 16;

    /// <summary>The same for functions that are lowered asynchronously. abi: MAX_FLAT_ASYNC_PARAMS</summary>
    public const int MaxFlatAsyncParams = 4;

    /// <summary>Core values that results may be before they go through memory. abi: MAX_FLAT_RESULTS</summary>
    public const int MaxFlatResults = 1;

    /// <summary>Bytes of a string. abi: MAX_STRING_BYTE_LENGTH</summary>
    public const uint MaxStringByteLength = (1 << 28) - 1;

    /// <summary>Bytes of a list. abi: MAX_LIST_BYTE_LENGTH</summary>
    public const uint MaxListByteLength = (1 << 28) - 1;

    /// <summary>Labels of flags. abi: alignment_flags</summary>
    public const int MaxFlags = 32;

    /// <summary>How deep types may be nested; ours, far beyond what generators of bindings write.</summary>
    public const int MaxTypeDepth = 1000;

    /// <summary>
    /// Bytes of .NET objects that the values of one call may take unless options say otherwise; ours. Lists of a guest may overlap, so that the size of its memory
    /// doesn't bound them.
    /// </summary>
    public const long MaxLiftedBytes = 1L << 30;
}
