namespace Caisson.Oracle.Tests.Scripts;

/// <summary>An assertion doesn't hold.</summary>
/// <param name="message">What was expected, and what happened.</param>
internal sealed class ScriptFailure(string message) : Exception(message);
