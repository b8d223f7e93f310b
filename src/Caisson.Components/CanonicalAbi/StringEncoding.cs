namespace Caisson.Components.CanonicalAbi;

/// <summary>How strings lie in a component's memory. abi: string_encoding</summary>
internal enum StringEncoding : byte
{
    /// <summary>UTF-8; lengths count bytes.</summary>
    Utf8,

    /// <summary>UTF-16, little-endian; lengths count code units.</summary>
    Utf16,

    /// <summary>Latin-1 where a string has no other characters, UTF-16 otherwise; the highest bit of the length says which.</summary>
    Latin1Utf16,
}
