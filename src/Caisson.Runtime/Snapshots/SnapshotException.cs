namespace Caisson.Runtime;

/// <summary>An instance has something that a module can't begin with, such as a reference of the host.</summary>
/// <param name="message">What, and where.</param>
public sealed class SnapshotException(string message) : Exception(message);
