namespace Caisson.Wasm;

/// <summary>The module is well-formed, but breaks a rule of validation. spec: valid</summary>
public sealed class InvalidException : ModuleException
{
    /// <inheritdoc/>
    public InvalidException(string message, long offset) : base(message, offset)
    {
    }

    /// <inheritdoc/>
    public InvalidException(string message, TextPosition position) : base(message, position)
    {
    }
}
