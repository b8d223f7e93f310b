namespace Caisson.Wasm;

/// <summary>The bytes or the text don't form a module. spec: binary, text</summary>
public sealed class MalformedException : ModuleException
{
    /// <inheritdoc/>
    public MalformedException(string message, long offset) : base(message, offset)
    {
    }

    /// <inheritdoc/>
    public MalformedException(string message, TextPosition position) : base(message, position)
    {
    }
}
