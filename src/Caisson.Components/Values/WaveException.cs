using Caisson.Wasm;

namespace Caisson.Components.Values;

/// <summary>A text isn't a value of the type that it was read for. spec: WAVE</summary>
/// <param name="message">What is wrong.</param>
/// <param name="position">Where.</param>
public sealed class WaveException(string message, TextPosition position) : FormatException($"{position}: {message}")
{
    /// <summary>Where in the text.</summary>
    public TextPosition Position { get; } = position;
}
