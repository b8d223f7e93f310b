namespace Caisson.Wasm;

/// <summary>
/// A module can't be used, and it is the module's fault. The message starts with the text that the specification's test suite
/// expects, followed by what was expected and found.
/// </summary>
public abstract class ModuleException : Exception
{
    /// <summary>A failure at a place in a binary module.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="offset">Where, in bytes from the start of the module.</param>
    protected ModuleException(string message, long offset) : base(message) => Offset = offset;

    /// <summary>A failure at a place in a text.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="position">Where.</param>
    protected ModuleException(string message, TextPosition position) : base(message) => (Offset, Position) = (-1, position);

    /// <summary>Where in the binary module, in bytes from its start; -1 when the module is text.</summary>
    public long Offset { get; }

    /// <summary>Where in the text, when the module is text.</summary>
    public TextPosition? Position { get; }
}
