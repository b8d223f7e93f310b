using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Script;

/// <summary>A module inside a script. Immutable.</summary>
public abstract class ScriptModule
{
    private protected ScriptModule(string? id) => Id = id;

    /// <summary>Its identifier, if it has one.</summary>
    public string? Id { get; }

    /// <summary>The binary module.</summary>
    /// <param name="options">How to read text; null for <see cref="ParseOptions.Default"/>.</param>
    /// <exception cref="MalformedException">It is text, and malformed.</exception>
    /// <exception cref="InvalidException">It is text, and a branch hint stands before an instruction that isn't a branch.</exception>
    public abstract byte[] Encode(ParseOptions? options = null);
}

/// <summary>A module in the text format.</summary>
public sealed class TextModule : ScriptModule
{
    private readonly SourceText _source;
    private readonly int _start;
    private readonly int _end;

    internal TextModule(string? id, SourceText source, int start, int end) : base(id) =>
        (_source, _start, _end) = (source, start, end);

    /// <inheritdoc/>
    public override byte[] Encode(ParseOptions? options = null) => WatParser.ParseFields(_source, _start, _end, Id, options ?? ParseOptions.Default);
}

/// <summary>A module in the binary format.</summary>
public sealed class BinaryModule : ScriptModule
{
    private readonly byte[] _bytes;

    internal BinaryModule(string? id, byte[] bytes) : base(id) => _bytes = bytes;

    /// <inheritdoc/>
    public override byte[] Encode(ParseOptions? options = null) => [.. _bytes];
}

/// <summary>A module in the text format, as strings; so that a script can contain text that has no tokens.</summary>
public sealed class QuotedModule : ScriptModule
{
    private readonly byte[] _utf8;

    internal QuotedModule(string? id, byte[] utf8) : base(id) => _utf8 = utf8;

    /// <inheritdoc/>
    public override byte[] Encode(ParseOptions? options = null) => WatParser.Parse(_utf8, options ?? ParseOptions.Default);
}
