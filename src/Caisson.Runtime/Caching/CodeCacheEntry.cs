namespace Caisson.Runtime;

/// <summary>An entry of a <see cref="CodeCache"/>, as it was when somebody looked.</summary>
/// <param name="Key">What it is the code of: a hash.</param>
/// <param name="Label">What whoever made it called it, for people; may be empty.</param>
/// <param name="Path">Its file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Made">When it was made.</param>
/// <param name="LastUsed">When it was last used, or made.</param>
/// <param name="Uses">How often it was used; uses at the same moment may count as one.</param>
public sealed record CodeCacheEntry(string Key, string Label, string Path, long Bytes, DateTimeOffset Made, DateTimeOffset LastUsed, long Uses);
