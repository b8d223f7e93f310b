namespace Caisson.Compiler.Precompilation;

/// <summary>An assembly couldn't be compiled ahead of time. Its IL is as good as before.</summary>
/// <param name="message">What failed, with what the tool said.</param>
public sealed class ReadyToRunException(string message) : Exception(message);
