namespace Caisson.Runtime;

/// <summary>A folder can't hold cached code: nobody knows where it is, or others could change what is in it.</summary>
/// <param name="message">Which folder, why, and what to do about it.</param>
public sealed class CodeCacheException(string message) : Exception(message);
