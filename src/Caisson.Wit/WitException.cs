namespace Caisson.Wit;

/// <summary>
/// A package can't be used, and it is the package's fault. The message says what is wrong and what would be right; the properties
/// say where.
/// </summary>
public sealed class WitException : Exception
{
    /// <summary>A failure at a place in a text.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="position">Where in the file.</param>
    public WitException(string message, string file, WitPosition position) : base(message) => (File, Position) = (file, position);

    /// <summary>A failure at a place in a binary package.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="offset">Where, in bytes from the start.</param>
    public WitException(string message, long offset) : base(message) => Offset = offset;

    /// <summary>A failure that has no one place, such as a folder without files.</summary>
    /// <param name="message">What is wrong.</param>
    public WitException(string message) : base(message)
    {
    }

    /// <summary>The name of the file, as the source has it; null when the failure isn't in a text.</summary>
    public string? File { get; }

    /// <summary>Where in the file; null when the failure isn't in a text.</summary>
    public WitPosition? Position { get; }

    /// <summary>Where in a binary package, in bytes from its start; -1 when the failure isn't in one.</summary>
    public long Offset { get; } = -1;

    /// <summary>The place before the message, as compilers write it: <c>file:line:column: message</c>.</summary>
    public string Located =>
        Position is { } position ? $"{File}:{position}: {Message}" : Offset >= 0 ? $"byte {Offset} (0x{Offset:x}): {Message}" : Message;
}
