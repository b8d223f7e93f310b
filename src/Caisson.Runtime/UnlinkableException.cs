namespace Caisson.Runtime;

/// <summary>
/// A module can't be instantiated with the given imports: some are missing or of another type. The message begins with the
/// text that the specification's scripts expect and names every one. spec: exec-instantiation
/// </summary>
/// <param name="message">What is wrong.</param>
public sealed class UnlinkableException(string message) : Exception(message);
