namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// How a string lay in the memory that it was lifted from; decides which allocations lowering it makes. abi: String
/// </summary>
internal enum SourceEncoding : byte
{
    /// <summary>It comes from the host, which may claim whichever makes lowering simplest.</summary>
    Host,

    /// <summary>UTF-8.</summary>
    Utf8,

    /// <summary>UTF-16.</summary>
    Utf16,

    /// <summary>Latin-1, in memory whose encoding is <see cref="StringEncoding.Latin1Utf16"/>.</summary>
    Latin1,

    /// <summary>UTF-16, in memory whose encoding is <see cref="StringEncoding.Latin1Utf16"/>.</summary>
    TaggedUtf16,
}
