namespace Caisson.Runtime;

/// <summary>A memory, table or instance is larger than the engine's limits, or than the system can provide.</summary>
/// <param name="message">What, and which limit.</param>
public sealed class ResourceException(string message) : Exception(message);
