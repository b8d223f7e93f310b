using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Script;

internal sealed partial class ScriptParser
{
    private static bool IsField(ReadOnlySpan<char> keyword) => keyword
        is "type" or "rec" or "import" or "func" or "table" or "memory" or "global" or "tag" or "export" or "start" or "elem" or "data";

    /// <summary>The rest of a <c>module</c> or <c>component</c> form up to its closing parenthesis.</summary>
    /// <param name="line">The line where it begins.</param>
    /// <param name="components">The parser of components, for a component.</param>
    private Directive ModuleForm(int line, IComponentText? components)
    {
        if (_reader.TryKeyword("instance")) return new InstanceDirective(line, _reader.TryId(), _reader.TryId(), components is not null);
        return _reader.TryKeyword("definition")
            ? new DefinitionDirective(line, Module(components))
            : new ModuleDirective(line, Module(components));
    }

    private bool IsModule => _reader.IsOpen("module") || (_components is not null && _reader.IsOpen("component"));

    /// <summary>Takes a <c>module</c> or <c>component</c> form.</summary>
    private ScriptModule WholeModule()
    {
        bool isComponent = _components is not null && _reader.TryOpen("component");
        if (!isComponent) _reader.Open("module");
        ScriptModule module = Module(isComponent ? _components : null);
        _reader.Close();
        return module;
    }

    private ScriptModule Module(IComponentText? components)
    {
        string? id = _reader.TryId();
        if (_reader.TryKeyword("binary")) return new BinaryModule(id, _reader.ByteStrings(), components is not null);
        if (_reader.TryKeyword("quote")) return new QuotedModule(id, _reader.ByteStrings(), components);
        return FieldsToClose(id, components);
    }

    /// <summary>Fields up to the closing parenthesis, which isn't taken. Annotations before the first one belong to them.</summary>
    private TextModule FieldsToClose(string? id, IComponentText? components)
    {
        int start = EndOfPrevious();
        while (_reader.Kind == TokenKind.Open)
        {
            _reader.Next();
            _reader.SkipToClose();
        }
        if (_reader.Kind != TokenKind.Close) throw _reader.Unexpected();
        return new TextModule(id, _source, start, _reader.Current.Start, components);
    }

    /// <summary>A script may begin with the fields of a module without the module around them.</summary>
    private ModuleDirective BareModule(int line)
    {
        int start = _reader.Current.Start;
        while (IsField(_reader.OpenedKeyword))
        {
            _reader.Next();
            _reader.SkipToClose();
        }
        return new ModuleDirective(line, new TextModule(id: null, _source, start, EndOfPrevious(), components: null));
    }

    private int EndOfPrevious()
    {
        Token previous = _reader.Previous;
        return previous.Start + previous.Length;
    }
}
