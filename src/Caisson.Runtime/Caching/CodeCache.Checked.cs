namespace Caisson.Runtime;

/// <summary>Which modules in files were compared with which entries: see <see cref="CheckedContent"/>.</summary>
public sealed partial class CodeCache
{
    private const string CheckedSuffix = ".checked";

    /// <summary>What is known of a module's file; null for nothing.</summary>
    internal CheckedContent? FindChecked(FileState wasm) =>
        TryReadNote(PathOf(wasm.Name, CheckedSuffix)) is { } note ? CheckedContent.Read(note.Content.Span, wasm) : null;

    /// <summary>Remembers it.</summary>
    internal void KeepChecked(FileState wasm, CheckedContent content)
    {
        if (content.ToBytes(wasm) is { } bytes) TryWriteNote(PathOf(wasm.Name, CheckedSuffix), bytes, "");
    }
}
