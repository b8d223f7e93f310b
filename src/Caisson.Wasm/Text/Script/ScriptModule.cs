using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Script;

/// <summary>A module or component inside a script. Immutable.</summary>
public abstract class ScriptModule
{
    private protected ScriptModule(string? id, bool isComponent) => (Id, IsComponent) = (id, isComponent);

    /// <summary>Whether it is a component. Components have identifiers of their own.</summary>
    public bool IsComponent { get; }

    /// <summary>Its identifier, if it has one.</summary>
    public string? Id { get; }

    /// <summary>The binary module or component.</summary>
    /// <param name="options">How to read text; null for <see cref="ParseOptions.Default"/>.</param>
    /// <exception cref="MalformedException">It is text, and malformed.</exception>
    /// <exception cref="InvalidException">It is text, and a branch hint stands before an instruction that isn't a branch.</exception>
    public abstract byte[] Encode(ParseOptions? options = null);
}

/// <summary>A module or component in the text format.</summary>
public sealed class TextModule : ScriptModule
{
    private readonly SourceText _source;
    private readonly int _start;
    private readonly int _end;
    private readonly IComponentText? _components;

    internal TextModule(string? id, SourceText source, int start, int end, IComponentText? components) : base(id, components is not null) =>
        (_source, _start, _end, _components) = (source, start, end, components);

    /// <inheritdoc/>
    public override byte[] Encode(ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        return _components is null
            ? WatParser.ParseFields(_source, _start, _end, Id, options)
            : _components.ParseDefinitions(_source, _start, _end, Id, options);
    }
}

/// <summary>A module or component in the binary format.</summary>
public sealed class BinaryModule : ScriptModule
{
    private readonly byte[] _bytes;

    internal BinaryModule(string? id, byte[] bytes, bool isComponent) : base(id, isComponent) => _bytes = bytes;

    /// <inheritdoc/>
    public override byte[] Encode(ParseOptions? options = null) => [.. _bytes];
}

/// <summary>A module or component in the text format, as strings; so that a script can contain text that has no tokens.</summary>
public sealed class QuotedModule : ScriptModule
{
    private readonly byte[] _utf8;
    private readonly IComponentText? _components;

    internal QuotedModule(string? id, byte[] utf8, IComponentText? components) : base(id, components is not null) =>
        (_utf8, _components) = (utf8, components);

    /// <inheritdoc/>
    public override byte[] Encode(ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        return _components is null ? WatParser.Parse(_utf8, options) : _components.Parse(_utf8, options);
    }
}
