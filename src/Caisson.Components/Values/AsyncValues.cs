namespace Caisson.Components.Values;

/// <summary>The readable end of a stream, as a value. Compared by identity. abi: ReadableStream</summary>
public abstract class ComponentStream
{
    private protected ComponentStream()
    {
    }
}

/// <summary>The readable end of a future, as a value. Compared by identity. abi: ReadableFuture</summary>
public abstract class ComponentFuture
{
    private protected ComponentFuture()
    {
    }
}

/// <summary>What an asynchronous operation says of its failure. Compared by identity; immutable. abi: ErrorContext</summary>
/// <param name="debugMessage">For people; programs must not depend on it.</param>
public sealed class ComponentErrorContext(string debugMessage)
{
    /// <summary>For people; programs must not depend on it. abi: debug_message</summary>
    public string DebugMessage { get; } = debugMessage;
}
